package com.in2peta.kernel.privacy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Everybody who has an account, a page at a time: for what all must be told. */
public interface People {

    /** A person with the organization that sign-up made. */
    record Person(UUID personId, UUID organizationId) {}

    /** The next ones by id; at most that many. */
    List<Person> after(Optional<UUID> personId, int limit);
}
