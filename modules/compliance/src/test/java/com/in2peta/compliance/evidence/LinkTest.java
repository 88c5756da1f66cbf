package com.in2peta.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinkTest {

    private static final UUID ACTOR = UUID.fromString("0e3a4f3e-6b8e-4b51-9d2e-3c1f7c1a9b10");

    @Test
    void isHashedAsCanonicalJsonAfterTheHashBeforeIt() {
        Link link = link(ACTOR, new byte[] {1, (byte) 0xab}).sealed(Digests.sha256());

        assertThat(link.record())
                .isEqualTo(
                        "{\"actor\":\"0e3a4f3e-6b8e-4b51-9d2e-3c1f7c1a9b10\",\"at\":\"2026-11-25T09:00:00.000001Z\","
                                + "\"body\":{\"rows\":3},\"kind\":\"erase\",\"object\":\"r1\",\"seq\":7,\"subject_ref\":\"01ab\"}");
        // printf of 32 zero bytes and the text above, piped through sha256sum
        assertThat(HexFormat.of().formatHex(link.hash()))
                .isEqualTo("e07148e4f8ecb20de3a03e856e59db7cb32634016041164d8819bd29a7d958bd");
    }

    @Test
    void leavesOutWhatIsAbsent() {
        assertThat(link(null, null).record())
                .isEqualTo("{\"at\":\"2026-11-25T09:00:00.000001Z\",\"body\":{\"rows\":3},\"kind\":\"erase\","
                        + "\"object\":\"r1\",\"seq\":7}");
    }

    private static Link link(UUID actor, byte[] subjectRef) {
        Instant at = Instant.parse("2026-11-25T09:00:00.000001Z");
        return new Link(7, at, actor, "erase", "r1", subjectRef, "{\"rows\":3}", Link.BEGINNING, null);
    }
}
