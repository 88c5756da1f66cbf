package com.in2peta.compliance.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A request about rights as it is shown. */
public final class RequestViews {

    private RequestViews() {}

    /**
     * A request.
     *
     * @param dueAt when it has to be done, with an extension
     * @param coolingUntil until when an erasure can be taken back
     * @param details parameters of the kind: codes and ids
     */
    public record RequestView(
            UUID id,
            String kind,
            String regime,
            String channel,
            String state,
            Optional<String> outcome,
            Optional<String> refusalArticle,
            int identityLevel,
            Instant receivedAt,
            Instant dueAt,
            boolean extended,
            Optional<Instant> coolingUntil,
            Optional<Instant> closedAt,
            Optional<UUID> certificateId,
            Map<String, String> details) {}

    /** What happened, by whom ({@code person}, {@code staff}, {@code system}) and when. */
    public record StepView(String code, String by, Instant at) {}

    /**
     * What was done to a table, a processor or another store: how many rows there were, how many are gone or changed, and how many stay, why
     * and until when.
     */
    public record TaskView(
            String element,
            String action,
            String state,
            long expected,
            long affected,
            long retained,
            Optional<String> reason,
            Optional<LocalDate> retainedUntil) {}

    /** A request with everything that is known of it. */
    public record FullRequest(RequestView request, List<StepView> timeline, List<TaskView> tasks) {}

    /** The same with whose it is and the approval that it waits for: for staff. */
    public record StaffRequest(
            FullRequest full, Optional<UUID> personId, Optional<String> username, Optional<UUID> approval) {}
}
