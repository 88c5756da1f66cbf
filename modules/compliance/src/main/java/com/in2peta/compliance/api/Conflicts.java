package com.in2peta.compliance.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the policy and law do not agree. A setting chooses an option; a signed decision shows that counsel and two members of staff stand behind
 * it. A conflict is open while a law demands more than the chosen option keeps, or the option is not the policy's own, and nobody has signed.
 */
public interface Conflicts {

    /** What a law demands and the chosen option does not give, from that day on. */
    record Contradiction(String law, String rule, LocalDate from) {}

    /**
     * A decision that was signed.
     *
     * @param documentSha256 SHA-256 of counsel's paper, which stays outside
     * @param document what was signed
     * @param signature a compact JWS of type {@code in2peta-decision} without its payload, the document
     */
    record Decision(String option, String documentSha256, Instant decidedAt, String document, String signature) {}

    /** A conflict; {@code options} says what each means; the decision is the newest. */
    record ConflictView(
            String id,
            String title,
            String chosen,
            Map<String, String> options,
            List<Contradiction> contradictions,
            Optional<Decision> decision,
            boolean open) {}

    List<ConflictView> all();

    /**
     * Asks another member of staff to agree to a decision.
     *
     * @return the approval that is waited for
     */
    UUID ask(String conflict, String option, String documentSha256, UUID staff);
}
