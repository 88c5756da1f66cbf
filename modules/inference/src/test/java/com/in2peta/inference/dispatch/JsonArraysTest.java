package com.in2peta.inference.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonArraysTest {

    @Test
    void appendsWhatIsThere() {
        assertThat(concat(null, "[]")).isEqualTo("[]");
        assertThat(concat(null, "[\"a\"]")).isEqualTo("[\"a\"]");
        assertThat(concat("[]", "[\"a\"]")).isEqualTo("[\"a\"]");
        assertThat(concat("[\"a\"]", "[]")).isEqualTo("[\"a\"]");
        assertThat(concat("[\"a\"]", "[\"b\",\"c\"]")).isEqualTo("[\"a\",\"b\",\"c\"]");
        assertThat(concat("[1]", "[[2],{}]")).isEqualTo("[1,[2],{}]");
    }

    private static String concat(String before, String more) {
        return new String(
                JsonArrays.concat(Optional.ofNullable(before).map(JsonArraysTest::bytes), bytes(more)),
                StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
