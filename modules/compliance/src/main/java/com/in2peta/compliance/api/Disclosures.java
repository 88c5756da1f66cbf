package com.in2peta.compliance.api;

import com.in2peta.kernel.page.Slice;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The register of disclosures to authorities. Nothing leaves before two people, neither of whom asked, have said yes. */
public interface Disclosures {

    /**
     * What an authority asks for.
     *
     * @param ground {@code law}, {@code court-order}, {@code regulator} or {@code rights-and-safety}
     * @param elements tables of the catalogue: the scope
     * @param username of the account that it is about
     * @param gagUntil until then the person must not be told
     */
    record Asked(
            String authority,
            String instrument,
            String ground,
            List<String> elements,
            String username,
            Optional<LocalDate> gagUntil) {}

    /** A disclosure: {@code asked}, {@code approved}, {@code refused} or {@code sent}. */
    record Entry(
            UUID id,
            String authority,
            String instrument,
            String ground,
            List<String> elements,
            String state,
            int approvals,
            Instant askedAt,
            Optional<LocalDate> gagUntil,
            Optional<Instant> sentAt) {}

    Entry ask(Asked asked, UUID by);

    /** Newest first. */
    List<Entry> list(Slice slice);

    /** One person's decision; a second approval makes it approved, one refusal refused. */
    Entry decide(UUID id, boolean approved, UUID by);

    /** The rows of the scope, and no others, as JSON; the first call is the disclosure. */
    String data(UUID id, UUID by);

    /** What the person may know: disclosures about the own account whose gag has ended. */
    List<Entry> about(UUID organizationId);
}
