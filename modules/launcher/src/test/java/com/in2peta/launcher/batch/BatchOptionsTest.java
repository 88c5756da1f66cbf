package com.in2peta.launcher.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.launcher.UsageError;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchOptionsTest {

    private static final Path BASE = Path.of("/somewhere");
    private static final Path ROOT = Path.of("/repository");

    @Test
    void asksThePlatformOfTheRepositoryUnlessToldOtherwise() {
        assertThat(parse("retention"))
                .isEqualTo(new BatchOptions(
                        "retention", Optional.empty(), false, false, ROOT.resolve(".in2peta"), Optional.empty()));
    }

    @Test
    void readsEveryOption() {
        assertThat(parse("export --dry-run --wait --subject 01a20a60-ed4c-71c5-a071-f60296003a57 --data there"
                        + " --url https://api.example.com/"))
                .isEqualTo(new BatchOptions(
                        "export",
                        Optional.of(UUID.fromString("01a20a60-ed4c-71c5-a071-f60296003a57")),
                        true,
                        true,
                        BASE.resolve("there"),
                        Optional.of(URI.create("https://api.example.com"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--wait",
                "retention --subject",
                "retention --subject me",
                "retention --url ftp://example.com",
                "retention --url https://example.com/v1",
                "retention --data",
                "retention --fresh",
                "retention now"
            })
    void refusesWhatItDoesNotUnderstand(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(UsageError.class);
    }

    private static BatchOptions parse(String line) {
        return BatchOptions.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")), BASE, ROOT);
    }
}
