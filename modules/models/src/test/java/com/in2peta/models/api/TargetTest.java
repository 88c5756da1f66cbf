package com.in2peta.models.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TargetTest {

    private static final Target RUNPOD = new Target("runpod", "abc123");
    private static final Target KOYEB = new Target("koyeb", "my-service_2");
    private static final Target CHEAP = new Target("modal", "night", OptionalLong.of(1_200));

    @Test
    void isWrittenAsProviderAndEndpoint() {
        assertThat(RUNPOD.name()).isEqualTo("runpod/abc123");
    }

    @Test
    void aPriceOfItsOwnIsWrittenBehindIt() {
        assertThat(Target.text(List.of(CHEAP, RUNPOD))).isEqualTo("modal/night@1200,runpod/abc123");
    }

    @Test
    void severalKeepTheirOrder() {
        assertThat(Target.text(List.of(KOYEB, RUNPOD))).isEqualTo("koyeb/my-service_2,runpod/abc123");
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        for (List<Target> targets : List.of(List.<Target>of(), List.of(RUNPOD), List.of(KOYEB, CHEAP, RUNPOD))) {
            assertThat(Target.list(Target.text(targets))).isEqualTo(targets);
        }
    }
}
