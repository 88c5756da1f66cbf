package com.in2peta.inference.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedFileTest {

    private static final byte[] PNG =
            Arrays.copyOf("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1), 1_000);

    @Test
    void aDataUrlIsTakenByItsType() {
        EmbeddedFile file = EmbeddedFile.of("data:image/svg+xml;charset=utf-8;base64," + base64(PNG))
                .orElseThrow();

        assertThat(file.contentType()).isEqualTo("image/svg+xml");
        assertThat(file.content()).isEqualTo(PNG);
        assertThat(EmbeddedFile.dataUrl("image/png", PNG)).isEqualTo("data:image/png;base64," + base64(PNG));
    }

    @Test
    void base64IsTakenWhenItBeginsLikeAFile() {
        byte[] wave = Arrays.copyOf("RIFF....WAVEfmt ".getBytes(StandardCharsets.ISO_8859_1), 99);

        assertThat(EmbeddedFile.of(base64(PNG)).orElseThrow().contentType()).isEqualTo("image/png");
        assertThat(EmbeddedFile.of(base64(wave)).orElseThrow().contentType()).isEqualTo("audio/wav");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a text of a model, which may be long",
                "ACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGT",
                "data:image/png,plain",
                "data:;base64,AAAA",
                "data:image/png;base64,not*base64",
                "data:image/png;base64",
                "iVBORw0KGgoAAAAAAAAAAAAA and then words"
            })
    void otherTextStaysText(String text) {
        assertThat(EmbeddedFile.of(text)).isEmpty();
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }
}
