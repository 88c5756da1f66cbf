package com.in2peta.identity.app;

import com.in2peta.kernel.seal.Seals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.UUID;

/** Names and addresses of persons: sealed under the person's own key, found again by a keyed digest of the address. */
@ApplicationScoped
public class PersonSeals {

    private static final String NAME = "identity.person.name|";
    private static final String EMAIL = "identity.person.email|";

    @Inject
    Seals seals;

    byte[] sealName(UUID personId, String name) {
        return seals.seal(personId, name, NAME + personId);
    }

    byte[] sealEmail(UUID personId, String email) {
        return seals.seal(personId, email, EMAIL + personId);
    }

    public String openName(UUID personId, byte[] sealed) {
        return seals.openText(personId, sealed, NAME + personId);
    }

    public String openEmail(UUID personId, byte[] sealed) {
        return seals.openText(personId, sealed, EMAIL + personId);
    }

    /** The same for every way of writing an address that counts as the same. */
    byte[] emailIndex(String email) {
        return seals.blindIndex("email", email.strip().toLowerCase(Locale.ROOT));
    }
}
