package com.in2peta.compliance.request;

import com.in2peta.compliance.api.Rights.Particulars;
import com.in2peta.kernel.privacy.Policy;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Holds the parameters of a request to its kind: those that it needs are there, no others are, and each is a code that is known. */
final class ParticularsCheck {

    private static final Set<String> MODELS = Set.of("unpublish-now", "unpublish-in-30-days");
    private static final Set<String> GROUNDS = Set.of("accuracy", "unlawful", "claims", "objection");
    private static final Set<String> TOPICS =
            Set.of("access", "erasure", "correction", "security", "children", "other");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._-]{1,60}");
    private static final Set<String> REGIMES = Set.of(Request.GDPR, Request.DPDP);

    private final Map<String, String> details = new TreeMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private ParticularsCheck() {}

    static Map<String, String> details(RequestKind kind, Particulars given, Policy policy) {
        ParticularsCheck check = new ParticularsCheck();
        boolean objects = kind == RequestKind.OBJECTION || kind == RequestKind.WITHDRAWAL;
        check.add("models", given.models(), kind == RequestKind.ERASURE, false, MODELS::contains);
        check.add("ground", given.ground(), kind == RequestKind.RESTRICTION, true, GROUNDS::contains);
        check.add("purpose", given.purpose(), objects, true, code -> isObjectable(policy, code));
        check.add("topic", given.topic(), kind == RequestKind.GRIEVANCE, true, TOPICS::contains);
        check.add("reference", given.reference(), kind == RequestKind.GRIEVANCE, false, REFERENCE.asMatchPredicate());
        if (!check.violations.isEmpty()) {
            throw new DomainException(ProblemType.INVALID_REQUEST, "The request is invalid.", check.violations);
        }
        return check.details;
    }

    /** The law that is named, or the stricter one. */
    static String regime(Optional<String> named) {
        String regime = named.orElse(Request.GDPR);
        if (!REGIMES.contains(regime)) {
            throw new DomainException(
                    ProblemType.INVALID_REQUEST,
                    "The request is invalid.",
                    List.of(new Violation("/regime", "must be gdpr or dpdp")));
        }
        return regime;
    }

    private static boolean isObjectable(Policy policy, String code) {
        return policy.purposes().containsKey(code)
                && policy.purposes().get(code).objectable();
    }

    private void add(String name, Optional<String> value, boolean belongs, boolean needed, Predicate<String> isKnown) {
        if (value.isEmpty()) {
            if (belongs && needed) {
                violations.add(new Violation("/" + name, "is needed for this kind of request"));
            }
        } else if (!belongs) {
            violations.add(new Violation("/" + name, "does not belong to this kind of request"));
        } else if (!isKnown.test(value.get())) {
            violations.add(new Violation("/" + name, "is not one of the values that can be chosen"));
        } else {
            details.put(name, value.get());
        }
    }
}
