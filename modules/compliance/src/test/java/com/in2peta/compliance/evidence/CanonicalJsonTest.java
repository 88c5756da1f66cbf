package com.in2peta.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    /** RFC 8785, section 3.2.2, without the values that evidence does not take. */
    @Test
    void writesTheStringsAndLiteralsOfTheRfc() {
        Map<String, Object> object =
                Map.of("string", "\u20ac$\017\nA'\u0042\"\\\\\"/", "literals", List.of(true, false));

        assertThat(CanonicalJson.write(object))
                .isEqualTo("{\"literals\":[true,false],\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    /** RFC 8785, section 3.2.3. */
    @Test
    void sortsTheMembersOfTheRfc() {
        Map<String, Object> object = Map.of(
                "\u20ac", "Euro Sign",
                "\r", "Carriage Return",
                "\ufb33", "Hebrew Letter Dalet With Dagesh",
                "1", "One",
                "\ud83d\ude00", "Emoji: Grinning Face",
                "\u0080", "Control",
                "\u00f6", "Latin Small Letter O With Diaeresis");

        assertThat(CanonicalJson.write(object))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                        + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void writesNestedMapsWholeNumbersAndShortEscapes() {
        Map<String, Object> object = Map.of(
                "b", List.of(1, -2L, CanonicalJson.LARGEST, List.of(), Map.of()), "a", Map.of("y", "\b\t\f\r", "x", 0));

        assertThat(CanonicalJson.write(object))
                .isEqualTo("{\"a\":{\"x\":0,\"y\":\"\\b\\t\\f\\r\"},\"b\":[1,-2,9007199254740991,[],{}]}");
    }

    @Test
    void refusesWhatHasNoOneForm() {
        for (Object value : List.of(1.5, 1f, Instant.EPOCH, new int[] {1}, 'c', CanonicalJson.LARGEST + 1)) {
            assertThatIllegalArgumentException()
                    .as(value.getClass().getName())
                    .isThrownBy(() -> CanonicalJson.write(Map.of("a", value)));
        }
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("a", null);
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(nothing));
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(Map.of("a", Map.of(1, "x"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "a\ude00", "\ude00\ud83d", "\ud83dx"})
    void refusesHalfACharacter(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(Map.of("a", text)));
    }

    @Test
    void refusesAMapWithoutABottom() {
        Map<String, Object> endless = new HashMap<>();
        endless.put("a", endless);

        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(endless));
    }
}
