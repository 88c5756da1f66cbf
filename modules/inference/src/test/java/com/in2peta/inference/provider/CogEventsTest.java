package com.in2peta.inference.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CogEventsTest {

    private static final int LIMIT = 1_000;
    private static final String RUN = """
            event: start
            data: {"id":"a","status":"processing"}

            : a comment

            event: output
            data: {"chunk":"Bäcker ","index":0}

            event: log
            data: {"chunk":"x"}

            event: output
            data: {"index":1,
            data: "chunk":{"a":1}}

            event:completed
            data:{"status":"succeeded"}

            """;

    private final List<String> parts = new ArrayList<>();
    private final AtomicBoolean canceled = new AtomicBoolean();

    @Test
    void tellsThePartsAndEndsWithThePrediction() {
        for (String text : List.of(RUN, RUN.replace("\n", "\r\n"))) {
            parts.clear();
            CogEvents events = subscribed();

            for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
                events.onNext(List.of(ByteBuffer.wrap(new byte[] {one})));
            }
            events.onComplete();

            assertThat(parts).containsExactly("\"Bäcker \"", "{\"a\":1}");
            assertThat(events.getBody().toCompletableFuture().join())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"status\":\"succeeded\"}");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNoResult() {
        CogEvents events = subscribed();

        events.onNext(List.of(buffer(RUN.substring(0, RUN.indexOf("event:completed")))));
        events.onComplete();

        assertThat(parts).hasSize(2);
        assertThatThrownBy(() -> events.getBody().toCompletableFuture().join()).hasMessageContaining("broke off");
    }

    @Test
    void whatIsNoJsonBreaksItOff() {
        CogEvents events = subscribed();

        events.onNext(List.of(buffer("event: output\ndata: <html>\n\n")));

        assertThat(canceled).isTrue();
        assertThatThrownBy(() -> events.getBody().toCompletableFuture().join()).hasMessageContaining("not JSON");
    }

    @Test
    void hasALimit() {
        CogEvents events = subscribed();

        events.onNext(List.of(buffer("x".repeat(LIMIT)), buffer("x")));

        assertThat(canceled).isTrue();
        assertThatThrownBy(() -> events.getBody().toCompletableFuture().join()).hasMessageContaining("larger than");
    }

    private CogEvents subscribed() {
        CogEvents events = new CogEvents(LIMIT, part -> parts.add(new String(part, StandardCharsets.UTF_8)));
        events.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                assertThat(n).isPositive();
            }

            @Override
            public void cancel() {
                canceled.set(true);
            }
        });
        return events;
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
