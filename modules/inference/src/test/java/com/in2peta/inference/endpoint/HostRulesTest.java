package com.in2peta.inference.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.inference.domain.Hosting.Wanted;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.Violation;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostRulesTest {

    private static final String IMAGE = "registry.example/ada/echo:1";

    @ParameterizedTest
    @ValueSource(strings = {"echo", IMAGE, "localhost:5000/a/b@sha256:0123456789abcdef"})
    void takesNamesOfImages(String image) {
        assertThat(problems(wanted(image, "NVIDIA L4", 0, 1, Map.of("A", "", "_B1", "x y"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a b", "a\nb", "a;b", "ä"})
    void refusesOtherImages(String image) {
        assertThat(problems(wanted(image, "gpu", 0, 1, Map.of()))).containsExactly("/image");
    }

    @Test
    void holdsTheLengths() {
        assertThat(problems(wanted("a".repeat(255), "g".repeat(60), 0, 1, Map.of())))
                .isEmpty();
        assertThat(problems(wanted("a".repeat(256), "g".repeat(61), 0, 1, Map.of())))
                .containsExactly("/image", "/gpu");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, ''",
        "10, 10, ''",
        "0, 0, /max_replicas",
        "0, 11, /max_replicas",
        "2, 1, /min_replicas",
        "-1, 1, /min_replicas"
    })
    void boundsTheReplicas(int min, int max, String problem) {
        assertThat(String.join(",", problems(wanted(IMAGE, "gpu", min, max, Map.of()))))
                .isEqualTo(problem);
    }

    @Test
    void boundsTheEnvironment() {
        assertThat(problems(wanted(IMAGE, "gpu", 0, 1, variables(Limits.HOSTED_VARIABLES))))
                .isEmpty();
        assertThat(problems(wanted(IMAGE, "gpu", 0, 1, variables(Limits.HOSTED_VARIABLES + 1))))
                .containsExactly("/env");
        String full = "x".repeat(Limits.HOSTED_ENVIRONMENT_BYTES - 1);
        assertThat(problems(wanted(IMAGE, "gpu", 0, 1, Map.of("A", full)))).isEmpty();
        assertThat(problems(wanted(IMAGE, "gpu", 0, 1, Map.of("A", full + "x"))))
                .containsExactly("/env");
    }

    @Test
    void refusesNamesAndValuesThatCannotBe() {
        for (String name : List.of("", "1A", "A-B", "A B", "Ä", "SERVICE_TOKEN", "A".repeat(101))) {
            assertThat(problems(wanted(IMAGE, "gpu", 0, 1, Map.of(name, "x"))))
                    .as(name)
                    .containsExactly("/env");
        }
        assertThat(problems(wanted(IMAGE, "gpu", 0, 1, Map.of("A", "\0")))).containsExactly("/env/A");
        Map<String, String> absent = new HashMap<>(Collections.singletonMap("A", null));
        assertThat(problems(wanted(IMAGE, "gpu", 0, 1, absent))).containsExactly("/env/A");
    }

    @Test
    void refusesARegionThatIsNone() {
        Wanted wanted = wanted(IMAGE, "gpu", 0, 1, Map.of());

        assertThat(HostRules.problems(wanted, Optional.of("EU-RO-1"))).isEmpty();
        assertThat(HostRules.problems(wanted, Optional.of("a b")))
                .extracting(Violation::pointer)
                .containsExactly("/region");
    }

    /** Koyeb's names have no more than 23 small letters, digits and hyphens. */
    @Test
    void namesAtTheProviderAreShortAndEachItsOwn() {
        String name = HostingHandler.nameOf(UUID.fromString("01a20a60-ed4c-71c5-a071-f60296003a57"));
        String other = HostingHandler.nameOf(UUID.fromString("01a20a60-ed4c-71c5-a071-f60296003a58"));

        assertThat(name).matches("[a-z][a-z0-9-]{2,22}").isNotEqualTo(other);
    }

    private static Map<String, String> variables(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "V" + i, i -> ""));
    }

    private static Wanted wanted(String image, String gpu, int min, int max, Map<String, String> env) {
        return new Wanted(image, gpu, min, max, env, "secret");
    }

    private static List<String> problems(Wanted wanted) {
        return HostRules.problems(wanted, Optional.empty()).stream()
                .map(Violation::pointer)
                .toList();
    }
}
