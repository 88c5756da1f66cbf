package com.in2peta.compliance.request;

import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The codes that staff may use. Words about a person have no place in a request. */
final class StaffInput {

    private static final Duration OLDEST = Duration.ofDays(366);
    private static final Set<String> EVIDENCE = Set.of("reply-from-address", "call-back", "document-seen", "signed-in");
    private static final Set<String> EXTENSIONS = Set.of("complexity", "number-of-requests");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._-]{1,60}");
    private static final Set<String> GDPR = Set.of(
            "gdpr-11-2",
            "gdpr-12-2",
            "gdpr-12-5",
            "gdpr-15-4",
            "gdpr-16",
            "gdpr-17-1",
            "gdpr-17-3-a",
            "gdpr-17-3-b",
            "gdpr-17-3-d",
            "gdpr-17-3-e",
            "gdpr-18-1",
            "gdpr-20-3",
            "gdpr-20-4",
            "gdpr-21-1",
            "gdpr-23");
    private static final Set<String> DPDP =
            Set.of("dpdp-11-2", "dpdp-12-3", "dpdp-13", "dpdp-15", "dpdp-17-1", "dpdp-17-2");

    private StaffInput() {}

    static void received(Instant receivedAt, Instant now) {
        if (receivedAt.isAfter(now) || receivedAt.isBefore(now.minus(OLDEST))) {
            throw invalid("/received_at", "must lie in the last year");
        }
    }

    static void evidence(String pointer, String how) {
        require(EVIDENCE, how, pointer);
    }

    static void extension(String reason) {
        require(EXTENSIONS, reason, "/reason");
    }

    static void article(String regime, String article) {
        require(regime.equals(Request.GDPR) ? GDPR : DPDP, article, "/article");
    }

    static void reference(String reference) {
        if (!REFERENCE.matcher(reference).matches()) {
            throw invalid("/reference", "must have 1 to 60 letters, digits, dots, hyphens or underscores");
        }
    }

    private static void require(Set<String> codes, String code, String pointer) {
        if (!codes.contains(code)) {
            throw invalid(pointer, "is not one of the codes in docs/api/README.md");
        }
    }

    static DomainException invalid(String pointer, String detail) {
        return new DomainException(
                ProblemType.INVALID_REQUEST, "The request is invalid.", List.of(new Violation(pointer, detail)));
    }
}
