package com.in2peta.kernel.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {

    /** Clients depend on these: a new one is added, an old one never renamed. */
    @Test
    void codesStayAsTheyAre() {
        assertThat(Arrays.stream(ProblemType.values()).map(type -> type.status() + " " + type.code()))
                .contains(
                        "400 invalid-request",
                        "400 malformed-json",
                        "400 invalid-cursor",
                        "400 invalid-signature",
                        "401 unauthenticated",
                        "401 invalid-credentials",
                        "402 insufficient-credit",
                        "403 forbidden",
                        "404 not-found",
                        "405 method-not-allowed",
                        "406 not-acceptable",
                        "409 conflict",
                        "409 username-taken",
                        "409 model-exists",
                        "409 payment-not-confirmed",
                        "413 body-too-large",
                        "415 unsupported-media-type",
                        "422 invalid-input",
                        "422 underage",
                        "431 headers-too-large",
                        "500 internal-error",
                        "503 overloaded",
                        "503 processor-unavailable");
    }
}
