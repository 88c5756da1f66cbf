package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Events;
import com.in2peta.acceptance.support.Events.Event;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Predictions followed as server-sent events. */
@ExtendWith(SharedPlatform.class)
class StreamsE2E {

    private static final long PATIENCE_SECONDS = 120;

    private Platform platform;
    private Customer customer;

    @BeforeEach
    void signUp(Platform shared) {
        platform = shared;
        customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        customer.buy("inr-500");
    }

    @Test
    void showsEachPartOnceAndThenTheEnd() throws IOException {
        JsonNode created = create(customer.publish("text-generator"), write(2_000));

        try (Events stream = Events.of(link(created))) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
            List<Event> events = stream.rest();

            assertThat(events).hasSizeGreaterThan(2);
            assertThat(events.get(events.size() - 1))
                    .extracting(Event::name, Event::data)
                    .containsExactly("done", "{}");
            assertThat(Events.text(events, "output")).isEqualTo(written(created));
            assertThat(events).allSatisfy(event -> assertThat(event.id()).matches("\\d+:\\d+"));
        }
    }

    @Test
    void goesOnAfterTheLastEventThatArrived() throws IOException {
        JsonNode created = create(customer.publish("text-generator"), write(2_000));
        StringBuilder text = new StringBuilder();
        Event last;
        try (Events stream = Events.of(link(created))) {
            last = stream.next();
            text.append(last.data());
        }

        try (Events stream = Events.of(link(created), "Last-Event-ID", last.id())) {
            text.append(Events.text(stream.rest(), "output"));
        }

        assertThat(text.toString()).isEqualTo(written(created));
    }

    @Test
    void whatHasEndedIsShownWhole() throws IOException {
        String version = customer.publish("language-identifier");
        JsonNode ended = customer.predict(
                        version,
                        Api.JSON.valueToTree(Map.of("text", "Der alte Bäcker öffnet jeden Morgen")),
                        "Prefer",
                        "wait")
                .expect(201)
                .body();

        try (Events stream = Events.of(link(ended))) {
            List<Event> events = stream.rest();

            assertThat(events).extracting(Event::name).containsExactly("output", "done");
            assertThat(Api.JSON.readTree(events.get(0).data())).isEqualTo(ended.path("output"));
        }
    }

    @Test
    void aCanceledAndAFailedOneSaySo() throws IOException {
        String writer = customer.publish("text-generator");
        platform.whileHanging("worker", () -> {
            JsonNode created = create(writer, write(100));
            try (Events stream = Events.of(link(created))) {
                customer.api()
                        .post("/v1/predictions/" + created.path("id").asText() + "/cancel", Map.of())
                        .expect(200);
                assertThat(stream.rest())
                        .extracting(Event::name, Event::data)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple("done", "{\"reason\":\"canceled\"}"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });

        ObjectNode model = Customer.model("language-identifier");
        model.putObject("target").put("provider", "worker").put("endpoint", "nothing-here");
        JsonNode failing =
                create(customer.publish("language-identifier", model), Api.JSON.valueToTree(Map.of("text", "hello")));
        try (Events stream = Events.of(link(failing))) {
            List<Event> events = stream.rest();
            assertThat(events).extracting(Event::name).containsExactly("error", "done");
            assertThat(events.get(0).data())
                    .isEqualTo(ended(failing).path("error").asText());
            assertThat(events.get(1).data()).isEqualTo("{\"reason\":\"error\"}");
        }
    }

    @Test
    void aSilentStreamHasHeartbeats() {
        String writer = customer.publish("text-generator");
        platform.whileHanging("worker", () -> {
            JsonNode created = create(writer, write(100));
            try (Events stream = Events.of(link(created))) {
                assertThat(stream.next()).isEqualTo(new Event("", "", ""));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void aLinkThatIsNoneOpensNothing() throws IOException {
        JsonNode created =
                create(customer.publish("language-identifier"), Api.JSON.valueToTree(Map.of("text", "hello")));
        String link = link(created);
        String owner = link.replaceAll(".*owner=([a-z2-7]{26}).*", "$1");
        for (String forged : List.of(
                link.replaceAll("signature=.", "signature=-"),
                link.replaceAll("expiry=\\d", "expiry=9"),
                link.replaceAll("signature=.*", ""),
                link.replace(owner, owner.replace(owner.charAt(20), 'b') + ""),
                link.replace(created.path("id").asText(), "aaaaaaaaaaaaaaaaaaaaaaaaaa"))) {
            if (forged.equals(link)) {
                continue; // the letter was the same by chance
            }
            try (Events stream = Events.of(forged)) {
                assertThat(stream.status()).as(forged).isEqualTo(404);
                assertThat(stream.header("Content-Type")).isEqualTo("application/problem+json");
            }
        }
        assertThat(platform.api().raw("POST", link, new byte[0]).status()).isEqualTo(405);
        assertThat(platform.api()
                        .raw("GET", link, new byte[0], "Accept", "image/png")
                        .status())
                .isEqualTo(406);
    }

    @Test
    void whatIsGoneIsNotShown() throws IOException {
        JsonNode created =
                create(customer.publish("language-identifier"), Api.JSON.valueToTree(Map.of("text", "hello")));
        JsonNode ended = ended(created);
        try (Database database = Database.of(platform)) {
            database.change(
                    "update inference.prediction p set payload_expires_at = now() from identity.organization o"
                            + " where o.organization_id = p.organization_id and o.username = ?",
                    customer.username());
        }

        try (Events stream = Events.of(link(ended))) {
            assertThat(stream.status()).isEqualTo(404);
        }
    }

    private JsonNode create(String version, JsonNode input) {
        return customer.predict(version, input).expect(201).body();
    }

    private String written(JsonNode created) {
        JsonNode output = ended(created).path("output");
        return StreamSupport.stream(output.spliterator(), false)
                .map(JsonNode::asText)
                .collect(java.util.stream.Collectors.joining());
    }

    private JsonNode ended(JsonNode created) {
        String path = "/v1/predictions/" + created.path("id").asText();
        Platform.await(
                "the end of " + path,
                PATIENCE_SECONDS,
                () -> !customer.api()
                        .get(path)
                        .expect(200)
                        .body()
                        .path("completed_at")
                        .isNull());
        return customer.api().get(path).expect(200).body();
    }

    private static String link(JsonNode prediction) {
        return prediction.path("urls").path("stream").asText();
    }

    private static JsonNode write(int characters) {
        return Api.JSON.valueToTree(Map.of("prompt", "Once", "max_characters", characters));
    }
}
