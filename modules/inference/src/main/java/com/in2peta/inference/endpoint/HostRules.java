package com.in2peta.inference.endpoint;

import com.in2peta.inference.domain.Hosting.Wanted;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an endpoint that the platform makes may be like. Which machines and regions there are, the provider knows. */
final class HostRules {

    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,254}");
    private static final Pattern GPU = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    /** The platform sets it. */
    private static final Set<String> RESERVED = Set.of("SERVICE_TOKEN");

    private HostRules() {}

    static List<Violation> problems(Wanted wanted, Optional<String> region) {
        List<Violation> violations = new ArrayList<>(problems(wanted.image(), wanted.gpu(), region));
        violations.addAll(problems(wanted.minReplicas(), wanted.maxReplicas()));
        violations.addAll(problems(wanted.env()));
        return violations;
    }

    private static List<Violation> problems(String image, String gpu, Optional<String> region) {
        List<Violation> violations = new ArrayList<>();
        if (!IMAGE.matcher(image).matches()) {
            violations.add(new Violation("/image", "must be the name of an image, with 1 to 255 characters"));
        }
        if (!GPU.matcher(gpu).matches()) {
            violations.add(new Violation("/gpu", "must be the provider's name of a machine, with 1 to 60 characters"));
        }
        if (region.filter(text -> !EndpointService.REGION.matcher(text).matches())
                .isPresent()) {
            violations.add(new Violation("/region", EndpointService.REGION_RULE));
        }
        return violations;
    }

    private static List<Violation> problems(int min, int max) {
        List<Violation> violations = new ArrayList<>();
        if (max < 1 || max > Limits.HOSTED_REPLICAS) {
            violations.add(new Violation("/max_replicas", "must be 1 to " + Limits.HOSTED_REPLICAS));
        }
        if (min < 0 || min > max) {
            violations.add(new Violation("/min_replicas", "must be 0 to max_replicas"));
        }
        return violations;
    }

    private static List<Violation> problems(Map<String, String> env) {
        List<Violation> violations = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<String, String> variable : env.entrySet()) {
            String name = variable.getKey();
            String value = variable.getValue();
            if (!VARIABLE.matcher(name).matches() || RESERVED.contains(name)) {
                violations.add(new Violation(
                        "/env", "must have names of letters, digits and underscores, and none that the platform sets"));
                break;
            }
            if (value == null || value.indexOf('\0') >= 0) {
                violations.add(new Violation("/env/" + name, "must be a text without a null character"));
                break;
            }
            bytes += name.length() + value.getBytes(StandardCharsets.UTF_8).length;
        }
        if (env.size() > Limits.HOSTED_VARIABLES || bytes > Limits.HOSTED_ENVIRONMENT_BYTES) {
            violations.add(new Violation(
                    "/env",
                    "must have no more than " + Limits.HOSTED_VARIABLES + " variables and "
                            + Limits.HOSTED_ENVIRONMENT_BYTES + " bytes"));
        }
        return violations;
    }
}
