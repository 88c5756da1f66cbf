package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.story.Story;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedPlatform.class)
class StoryE2E {

    @Test
    @Proves("1.3-credits")
    void aCustomerSignsUpBuysPredictsAndPaysForExactlyTheRunTime(Platform platform) {
        Story.run(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());

        try (Database database = Database.of(platform)) {
            assertThat(database.brokenInvariants()).isEmpty();
        }
    }
}
