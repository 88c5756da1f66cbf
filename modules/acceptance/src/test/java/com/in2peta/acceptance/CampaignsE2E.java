package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.acceptance.prove.Prove;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a minute of every long campaign; {@code ./in2peta prove} runs them in full. */
class CampaignsE2E {

    private static final String SLICE_SECONDS = "30";

    @ParameterizedTest
    @ValueSource(strings = {"kills", "jobs", "histories", "mutations", "days", "fuzz", "scanner"})
    void aSlicePasses(String campaign) throws IOException {
        boolean passed = Prove.run(campaign, "--slice", SLICE_SECONDS);

        assertThat(passed)
                .as(campaign + ": " + Files.readString(Platform.root().resolve("target/prove/" + campaign + ".json")))
                .isTrue();
    }
}
