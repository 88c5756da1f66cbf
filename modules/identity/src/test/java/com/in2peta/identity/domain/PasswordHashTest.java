package com.in2peta.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {

    @Test
    void knowsItsPasswordAndNoOther() {
        String phc = PasswordHash.of("pässword");

        assertThat(phc).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("pässword");
        assertThat(PasswordHash.matches("pässword", phc)).isTrue();
        assertThat(PasswordHash.matches("password", phc)).isFalse();
        assertThat(PasswordHash.matches("", phc)).isFalse();
        assertThat(PasswordHash.of("pässword")).isNotEqualTo(phc);
    }

    /** The vector is of the reference implementation's own tests: older and other parameters stay readable. */
    @Test
    void readsHashesWithOtherParameters() {
        String phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(PasswordHash.matches("password", phc)).isTrue();
        assertThat(PasswordHash.matches("differentpassword", phc)).isFalse();
    }
}
