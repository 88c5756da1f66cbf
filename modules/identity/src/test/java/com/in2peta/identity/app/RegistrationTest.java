package com.in2peta.identity.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {

    @ParameterizedTest
    @CsvSource({
        "Zoë O'Brien, zoe-o-brien",
        "  Ada   Lovelace  , ada-lovelace",
        "李小龍, user",
        "---, user",
        "J. R. R. Tolkien!, j-r-r-tolkien"
    })
    void makesAUsernameOfAName(String name, String username) {
        assertThat(Registration.slug(name)).isEqualTo(username);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "a a a a a a a a a a a a a a a a a a a a"
            })
    void leavesRoomForANumberBehindIt(String name) {
        assertThat(Registration.slug(name) + "-999999")
                .hasSizeLessThanOrEqualTo(39)
                .matches("[a-z0-9][a-z0-9-]*[a-z0-9]");
    }
}
