package com.in2peta.compliance.erasure;

import com.in2peta.kernel.privacy.Catalogue.Mention;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is erased.
 *
 * @param username empty once the account is gone
 */
record Erasee(UUID personId, UUID organizationId, Optional<String> username) {

    /** By what a column may name this person; empty when it is not known any more. */
    Optional<String> mentioned(Mention mention) {
        return switch (mention) {
            case PERSON -> Optional.of(personId.toString());
            case ORGANIZATION -> Optional.of(organizationId.toString());
            case USERNAME -> username;
        };
    }
}
