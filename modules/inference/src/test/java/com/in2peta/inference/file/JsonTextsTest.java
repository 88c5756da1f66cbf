package com.in2peta.inference.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonTextsTest {

    private static final String DOCUMENT = "{\"a\":\"x\",\"b/c~d\":[1,\"x\",{\"e\":\"y\",\"f\":null}],\"x\":2.50}";

    @Test
    void showsEachTextWithItsPlace() throws Exception {
        Map<String, String> seen = new TreeMap<>();

        JsonTexts.forEach(new ObjectMapper().readTree(DOCUMENT), seen::put);

        assertThat(seen).isEqualTo(Map.of("/a", "x", "/b~1c~0d/1", "x", "/b~1c~0d/2/e", "y"));
    }

    @Test
    void replacesValuesAndNoNames() {
        byte[] replaced =
                JsonTexts.replace(utf8(DOCUMENT), text -> text.equals("x") ? Optional.of("z") : Optional.empty());

        assertThat(replaced)
                .asString()
                .isEqualTo("{\"a\":\"z\",\"b/c~d\":[1,\"z\",{\"e\":\"y\",\"f\":null}],\"x\":2.5}");
        assertThat(JsonTexts.replace(utf8("\"x\""), text -> Optional.of("z")))
                .asString()
                .isEqualTo("\"z\"");
    }

    @Test
    void findsATextAmongBytes() {
        assertThat(JsonTexts.holds(utf8("[\"in2peta-file:a\"]"), "in2peta-file:"))
                .isTrue();
        assertThat(JsonTexts.holds(utf8("[\"in2peta-fil\"]"), "in2peta-file:")).isFalse();
        assertThat(JsonTexts.holds(utf8(""), "a")).isFalse();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
