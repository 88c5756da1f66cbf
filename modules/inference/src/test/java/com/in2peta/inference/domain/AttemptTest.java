package com.in2peta.inference.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.inference.domain.Attempt.Outcome;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEPT = 20;
    /** What the column takes. */
    private static final int COLUMN = 10_000;

    @Test
    void theFirstOneIsAListOfOne() {
        Attempt attempt = new Attempt(
                1, "koyeb", Optional.of("fra"), Outcome.SUCCEEDED, OptionalLong.of(1_500), OptionalLong.of(20), 7);

        assertThat(attempt.after(Optional.empty()))
                .isEqualTo("[{\"target\":1,\"provider\":\"koyeb\",\"region\":\"fra\",\"outcome\":\"succeeded\","
                        + "\"queue_time\":1.5,\"predict_time\":0.02,\"cost_micros\":7}]");
    }

    @Test
    void whatIsNotKnownIsNull() {
        assertThat(refused("modal").after(Optional.empty()))
                .isEqualTo("[{\"target\":0,\"provider\":\"modal\",\"region\":null,\"outcome\":\"refused\","
                        + "\"queue_time\":null,\"predict_time\":null,\"cost_micros\":0}]");
    }

    @ParameterizedTest
    @EnumSource
    void outcomesAreWrittenInSmallLetters(Outcome outcome) {
        assertThat(outcome.wire()).matches("[a-z_]+").isEqualToIgnoringCase(outcome.name());
    }

    @Test
    void newOnesComeLastAndTheOldestGoWhenThereAreMany() throws IOException {
        Optional<String> attempts = Optional.empty();
        for (int i = 0; i < KEPT + 3; i++) {
            attempts = Optional.of(refused("p" + i).after(attempts));
        }

        JsonNode kept = JSON.readTree(attempts.orElseThrow());
        assertThat(IntStream.range(0, kept.size())
                        .mapToObj(i -> kept.path(i).path("provider").asText()))
                .containsExactlyElementsOf(
                        IntStream.range(3, KEPT + 3).mapToObj(i -> "p" + i).toList());
    }

    @Test
    void saysWhichTargetsWereTried() {
        Attempt second = new Attempt(
                1, "koyeb", Optional.empty(), Outcome.REFUSED, OptionalLong.empty(), OptionalLong.empty(), 0);

        assertThat(Attempt.targets(Optional.empty())).isEmpty();
        assertThat(Attempt.targets(
                        Optional.of(second.after(Optional.of(refused("modal").after(Optional.empty()))))))
                .containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void theLongestListFitsIntoItsColumn() {
        Attempt longest = new Attempt(
                Integer.MAX_VALUE,
                "p".repeat(30),
                Optional.of("r".repeat(40)),
                Outcome.SUCCEEDED,
                OptionalLong.of(Long.MAX_VALUE),
                OptionalLong.of(Long.MAX_VALUE),
                Long.MAX_VALUE);
        Optional<String> attempts = Optional.empty();
        for (int i = 0; i < KEPT; i++) {
            attempts = Optional.of(longest.after(attempts));
        }

        assertThat(attempts.orElseThrow()).hasSizeLessThanOrEqualTo(COLUMN);
    }

    @Test
    void theRefusalOfWhatIsNoListDoesNotQuoteIt() {
        assertThatThrownBy(() -> refused("modal").after(Optional.of("[secret")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    private static Attempt refused(String provider) {
        return new Attempt(
                0, provider, Optional.empty(), Outcome.REFUSED, OptionalLong.empty(), OptionalLong.empty(), 0);
    }
}
