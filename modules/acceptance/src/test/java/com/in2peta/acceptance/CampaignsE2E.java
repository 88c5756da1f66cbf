package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.acceptance.prove.Prove;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a minute of every long campaign; {@code ./in2peta prove} runs them in full. */
class CampaignsE2E {

    private static final String SLICE_SECONDS = "30";

    @ParameterizedTest
    @ValueSource(strings = {"kills", "jobs", "histories", "mutations", "days", "fuzz", "scanner"})
    void aSlicePasses(String campaign) {
        assertThat(Prove.run(campaign, "--slice", SLICE_SECONDS)).isTrue();
    }
}
