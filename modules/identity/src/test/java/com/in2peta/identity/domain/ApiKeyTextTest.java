package com.in2peta.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiKeyTextTest {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @Test
    void aNewKeyHasTheFormThatScannersKnow() {
        ApiKeyText key = ApiKeyText.generate();

        assertThat(key.text()).matches("in2p_live_[0-9A-Za-z]{46}");
        assertThat(ApiKeyText.parse(key.text())).contains(key);
        assertThat(key.keyId()).isEqualTo(key.text().substring(10, 18));
        assertThat(key.lastFour()).isEqualTo(key.text().substring(52));
        assertThat(ApiKeyText.generate()).isNotEqualTo(key);
    }

    @Test
    void everyChangeOfOneCharacterIsSeen() {
        String text = ApiKeyText.generate().text();
        for (int i = ApiKeyText.PREFIX.length(); i < text.length(); i++) {
            char other = BASE62.charAt((BASE62.indexOf(text.charAt(i)) + 1) % BASE62.length());
            String changed = text.substring(0, i) + other + text.substring(i + 1);

            assertThat(ApiKeyText.parse(changed)).as(changed).isEmpty();
        }
    }

    @Test
    void otherFormsAreNoKeys() {
        String text = ApiKeyText.generate().text();

        for (String bad :
                new String[] {"", "in2p_live_", text + "0", text.substring(1), text.replace("live", "test")}) {
            assertThat(ApiKeyText.parse(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void showsNoSecretByAccident() {
        ApiKeyText key = ApiKeyText.generate();

        assertThat(key.toString())
                .startsWith("in2p_live_" + key.keyId())
                .doesNotContain(key.text().substring(18));
    }

    @Test
    void theDigestDependsOnEveryCharacter() {
        assertThat(ApiKeyText.generate().digest())
                .hasSize(32)
                .isNotEqualTo(ApiKeyText.generate().digest());
    }
}
