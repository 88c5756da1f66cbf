package com.in2peta.inference.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    /** Made with the official libraries of Standard Webhooks, Svix and Replicate, which accept it. */
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static final String ID = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W";
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);
    private static final byte[] BODY =
            "{\"id\":\"gm3qorzdhgbfurvjtvhg6dckhu\",\"status\":\"succeeded\",\"output\":[\"héllo\"],\"error\":null}"
                    .getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,mpvmhc8Yxk6aIje5euiw4HtxVxaoWljIg09MhueXnFc=";

    private final byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));

    @Test
    void isThatOfTheStandardsLibraries() {
        assertThat(WebhookSignature.of(List.of(key), ID, TIME, BODY)).isEqualTo(SIGNATURE);
        assertThat(WebhookSignature.text(key)).isEqualTo(SECRET);
    }

    @Test
    void isAnotherForEachPartThatIsSigned() {
        byte[] changed = BODY.clone();
        changed[5]++;

        assertThat(List.of(
                        WebhookSignature.of(List.of(new byte[32]), ID, TIME, BODY),
                        WebhookSignature.of(List.of(key), "msg_1", TIME, BODY),
                        WebhookSignature.of(List.of(key), ID, TIME.plusSeconds(1), BODY),
                        WebhookSignature.of(List.of(key), ID, TIME, changed)))
                .doesNotContain(SIGNATURE)
                .doesNotHaveDuplicates();
    }

    @Test
    void standsOnceForEachKey() {
        String both = WebhookSignature.of(List.of(new byte[32], key), ID, TIME, BODY);

        assertThat(both.split(" ")).hasSize(2).contains(SIGNATURE);
    }
}
