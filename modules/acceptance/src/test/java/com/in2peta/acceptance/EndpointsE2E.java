package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.kernel.limit.Limits;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Endpoints of model owners at providers: added, listed, removed, refused, and kept to themselves. */
@ExtendWith(SharedPlatform.class)
class EndpointsE2E {

    private static final String ENDPOINTS = "/v1/endpoints";
    private static final String URL = "http://127.0.0.1:9/koyeb/apps/";

    private Platform platform;
    private Customer customer;

    @BeforeEach
    void signUp(Platform shared) {
        platform = shared;
        customer = newCustomer();
    }

    @Test
    void areAddedListedAndRemoved() {
        Answer added = customer.api().post(ENDPOINTS, endpoint("first")).expect(201);
        JsonNode first = added.body();
        JsonNode second = customer.api()
                .post(ENDPOINTS, Map.of("provider", "modal", "name", "second", "url", "https://127.0.0.1/modal/echo"))
                .expect(201)
                .body();

        assertThat(first.fieldNames())
                .toIterable()
                .containsExactly("id", "provider", "name", "url", "region", "created_at", "host");
        assertThat(first.path("provider").asText()).isEqualTo("koyeb");
        assertThat(first.path("name").asText()).isEqualTo("first");
        assertThat(first.path("url").asText()).isEqualTo(URL + "first");
        assertThat(first.path("region").asText()).isEqualTo("fra");
        assertThat(second.path("region").isNull()).isTrue();
        assertThat(added.header("Location"))
                .hasValueSatisfying(location -> assertThat(location)
                        .endsWith(ENDPOINTS + "/" + first.path("id").asText()));
        assertThat(listed(customer)).containsExactly(second, first);

        customer.api().delete(ENDPOINTS + "/" + first.path("id").asText()).expect(204);
        assertThat(listed(customer)).containsExactly(second);
        notFound(customer.api().delete(ENDPOINTS + "/" + first.path("id").asText()));
    }

    @Test
    void theirHealthIsAskedFor() {
        JsonNode dead = customer.api()
                .post(ENDPOINTS, endpoint("dead").put("url", Route.deadUrl()))
                .expect(201)
                .body();
        JsonNode mute = customer.api()
                .post(ENDPOINTS, endpoint("mute").put("provider", "modal"))
                .expect(201)
                .body();

        assertThat(health(customer, dead).expect(200).text())
                .isEqualTo("{\"ready\":false,\"queued\":null,\"running\":null}");
        assertThat(health(customer, mute).expect(200).text())
                .isEqualTo("{\"ready\":null,\"queued\":null,\"running\":null}");
        notFound(health(newCustomer(), dead));
    }

    private static Answer health(Customer asking, JsonNode endpoint) {
        return asking.api().get(ENDPOINTS + "/" + endpoint.path("id").asText() + "/health");
    }

    @Test
    void aNameIsGivenOnceAtEachProvider() {
        customer.api().post(ENDPOINTS, endpoint("mine")).expect(201);

        assertThat(customer.api().post(ENDPOINTS, endpoint("mine")).expect(409).code())
                .isEqualTo("conflict");
        customer.api()
                .post(ENDPOINTS, endpoint("mine").put("provider", "modal"))
                .expect(201);
        newCustomer().api().post(ENDPOINTS, endpoint("mine")).expect(201);
        assertThat(listed(customer)).hasSize(2);
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                Arguments.of("provider", "nobody"),
                Arguments.of("provider", "runpod"),
                Arguments.of("provider", "worker"),
                Arguments.of("provider", ""),
                Arguments.of("name", ""),
                Arguments.of("name", "-a"),
                Arguments.of("name", "a/b"),
                Arguments.of("name", "a,b"),
                Arguments.of("name", "ä"),
                Arguments.of("name", "a".repeat(65)),
                Arguments.of("url", ""),
                Arguments.of("url", "no url"),
                Arguments.of("url", "127.0.0.1"),
                Arguments.of("url", "mailto:koyeb@127.0.0.1"),
                Arguments.of("url", "ftp://127.0.0.1/a"),
                Arguments.of("url", "//127.0.0.1/a"),
                Arguments.of("url", "https://example.com/"),
                Arguments.of("url", "https://my.koyeb.app/"),
                Arguments.of("url", "http://localhost:9/"),
                Arguments.of("url", "http://127.0.0.1.example.com/"),
                Arguments.of("url", "http://127.0.0.1@example.com/"),
                Arguments.of("url", "http://user:word@127.0.0.1/"),
                Arguments.of("url", "http://127.0.0.1/?a=b"),
                Arguments.of("url", "http://127.0.0.1/#a"),
                Arguments.of("url", "http://127.0.0.1/" + "a".repeat(Limits.WEBHOOK_URL_LENGTH)),
                Arguments.of("region", ""),
                Arguments.of("region", "a b"),
                Arguments.of("region", "a".repeat(41)),
                Arguments.of("key", ""),
                Arguments.of("key", "a b"),
                Arguments.of("key", "a\nb"),
                Arguments.of("key", "a".repeat(501)),
                Arguments.of("secret", ""),
                Arguments.of("secret", "a b"),
                Arguments.of("secret", "ä"),
                Arguments.of("secret", "a".repeat(501)));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void badInputIsRefusedByNameAndChangesNothing(String field, String value) {
        Answer refused = customer.api()
                .post(ENDPOINTS, endpoint("mine").put(field, value))
                .expect(400);

        assertThat(refused.code()).isEqualTo("invalid-request");
        assertThat(pointers(refused)).containsExactly("/" + field);
        assertThat(listed(customer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"provider", "name", "url"})
    void whatIsMissingIsNamed(String field) {
        ObjectNode endpoint = endpoint("mine");
        endpoint.remove(field);

        assertThat(pointers(customer.api().post(ENDPOINTS, endpoint).expect(400)))
                .containsExactly("/" + field);
        assertThat(listed(customer)).isEmpty();
    }

    @Test
    void everyViolationIsNamedAtOnce() {
        Answer refused = customer.api()
                .post(
                        ENDPOINTS,
                        endpoint("-").put("url", "https://example.com/").put("region", " "))
                .expect(400);

        assertThat(pointers(refused)).containsExactlyInAnyOrder("/url", "/name", "/region");
        customer.api().post(ENDPOINTS, endpoint("mine").put("token", "a")).expect(400);
        assertThat(listed(customer)).isEmpty();
    }

    @Test
    void anothersDoesNotExist() {
        String id = customer.api()
                .post(ENDPOINTS, endpoint("mine"))
                .expect(201)
                .body()
                .path("id")
                .asText();
        Customer stranger = newCustomer();

        assertThat(listed(stranger)).isEmpty();
        notFound(stranger.api().delete(ENDPOINTS + "/" + id));
        notFound(stranger.api().delete(ENDPOINTS + "/" + UUID.randomUUID()));
        notFound(stranger.api().delete(ENDPOINTS + "/none"));
        platform.api().get(ENDPOINTS).expect(401);
        platform.api().post(ENDPOINTS, endpoint("mine")).expect(401);
        platform.api().delete(ENDPOINTS + "/" + id).expect(401);
        assertThat(listed(customer)).hasSize(1);
    }

    @Test
    void anothersDoesNotRunOnesModel() {
        customer.api().post(ENDPOINTS, endpoint("mine")).expect(201);
        Customer stranger = newCustomer();
        stranger.buy("inr-500");
        String version = Route.publish(stranger, "borrowed", List.of(Map.of("provider", "koyeb", "endpoint", "mine")));
        Runs runs = new Runs(stranger);

        JsonNode prediction = runs.failed(runs.start(version, Map.of()));

        assertThat(prediction.path("error").asText()).isEqualTo("The model's endpoint does not exist.");
        runs.areChargedOnce();
    }

    @Test
    void thereIsALimit() {
        for (int i = 0; i < Limits.ENDPOINTS; i++) {
            customer.api().post(ENDPOINTS, endpoint("e" + i)).expect(201);
        }

        Answer refused = customer.api().post(ENDPOINTS, endpoint("more")).expect(409);
        assertThat(refused.code()).isEqualTo("conflict");
        assertThat(refused.text()).contains(String.valueOf(Limits.ENDPOINTS));

        String id = customer.api()
                .get(ENDPOINTS)
                .expect(200)
                .body()
                .path("results")
                .path(0)
                .path("id")
                .asText();
        customer.api().delete(ENDPOINTS + "/" + id).expect(204);
        customer.api().post(ENDPOINTS, endpoint("more")).expect(201);
    }

    @Test
    void secretsAreNeverShownAndSealedAtRest() {
        String key = "wk-" + UUID.randomUUID();
        String secret = "ws-" + UUID.randomUUID();
        String path = UUID.randomUUID().toString();

        String shown = customer.api()
                        .post(
                                ENDPOINTS,
                                endpoint("mine")
                                        .put("url", URL + path)
                                        .put("key", key)
                                        .put("secret", secret))
                        .expect(201)
                        .text()
                + customer.api().get(ENDPOINTS).expect(200).text();

        assertThat(shown).contains(path).doesNotContain(key, secret);
        try (Database database = Database.of(platform)) {
            for (String canary : List.of(key, secret, path)) {
                assertThat(database.columnsWith(canary)).as(canary).isEmpty();
            }
            assertThat(database.number(
                            "select count(*) from inference.endpoint join identity.organization o using (organization_id)"
                                    + " where o.username = ? and length(access) > 0",
                            customer.username()))
                    .isOne();
        }
    }

    private static ObjectNode endpoint(String name) {
        return Api.JSON
                .createObjectNode()
                .put("provider", "koyeb")
                .put("name", name)
                .put("url", URL + name)
                .put("region", "fra")
                .put("secret", "a-token");
    }

    private static List<JsonNode> listed(Customer customer) {
        return stream(customer.api().get(ENDPOINTS).expect(200).body().path("results"))
                .toList();
    }

    private static List<String> pointers(Answer refused) {
        return stream(refused.body().path("errors"))
                .map(error -> error.path("pointer").asText())
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static void notFound(Answer answer) {
        assertThat(answer.expect(404).code()).isEqualTo("not-found");
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
