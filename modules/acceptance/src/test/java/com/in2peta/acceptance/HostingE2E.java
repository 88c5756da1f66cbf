package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.StandIns;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.sandbox.contract.PublishedApi;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import com.in2peta.sandbox.control.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Endpoints that the platform makes at providers: their whole life, providers that answer badly, and whose they are. */
@ExtendWith(SharedPlatform.class)
class HostingE2E {

    /** What the platform makes at a provider, and where that shows. */
    enum Host {
        RUNPOD(
                "runpod",
                Operation.RUNPOD_MANAGEMENT,
                "apiKey",
                "NVIDIA L4",
                "EU-RO-1",
                "runpod-rest-v1.openapi.json",
                ""),
        KOYEB("koyeb", Operation.KOYEB_MANAGEMENT, "apiToken", "gpu-nvidia-l4", "fra", "koyeb.swagger.json", "/v1");

        private final String provider;
        private final Operation management;
        private final String credential;
        private final String gpu;
        private final String region;
        private final String description;
        private final String prefix;

        Host(
                String provider,
                Operation management,
                String credential,
                String gpu,
                String region,
                String description,
                String prefix) {
            this.provider = provider;
            this.management = management;
            this.credential = credential;
            this.gpu = gpu;
            this.region = region;
            this.description = description;
            this.prefix = prefix;
        }

        Api api(StandIns standIns) {
            return Api.at(standIns.fact(provider, "managementUrl")).as(standIns.fact(provider, credential));
        }

        /** Ids of everything that has a name of the platform's making. */
        Set<String> made(StandIns standIns) {
            Api api = api(standIns);
            return this == RUNPOD
                    ? Stream.of("/endpoints", "/templates?includeEndpointBoundTemplates=true")
                            .flatMap(path -> ours(api.get(path).expect(200).body()))
                            .collect(Collectors.toCollection(TreeSet::new))
                    : ours(api.get("/apps?limit=100").expect(200).body().path("apps"))
                            .flatMap(app -> Stream.concat(
                                    Stream.of(app),
                                    ids(api.get("/services?limit=100&app_id=" + app)
                                            .body()
                                            .path("services"))))
                            .collect(Collectors.toCollection(TreeSet::new));
        }

        /** An endpoint is two things at either provider. */
        static final int THINGS = 2;

        private static Stream<String> ours(JsonNode list) {
            return StreamSupport.stream(list.spliterator(), false)
                    .filter(one -> one.path("name").asText().startsWith("ep-"))
                    .map(one -> one.path("id").asText());
        }

        private static Stream<String> ids(JsonNode list) {
            return StreamSupport.stream(list.spliterator(), false)
                    .map(one -> one.path("id").asText());
        }
    }

    private static final String ENDPOINTS = "/v1/endpoints";
    private static final String ECHO = "registry.example/ada/echo:1";
    private static final String FOLDER = "IN2PETA_CONTRACTS";
    private static final long SECONDS = 120;
    private static final long ERASURE_SECONDS = 300;

    private Platform platform;
    private StandIns standIns;
    private final List<Customer> customers = new ArrayList<>();
    private Customer customer;

    @BeforeEach
    void signUp(Platform shared) {
        platform = shared;
        standIns = StandIns.of(shared);
        standIns.clear();
        standIns.set(Setting.KOYEB_STEP_MS, 20);
        customer = newCustomer();
    }

    @AfterEach
    void leaveNothingBehind() {
        standIns.clear();
        for (Customer owner : customers) {
            if (owner.api().get(ENDPOINTS).status() == 200) { // the account may be gone
                listed(owner).forEach(endpoint -> owner.api().delete(path(endpoint)));
                Platform.await(
                        "the end of all endpoints", SECONDS, () -> listed(owner).isEmpty());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void runsScalesPausesResumesAndGoes(Host host) {
        customer.buy("inr-500");
        Answer added = customer.api().post(ENDPOINTS, wanted(host, "life")).expect(201);
        JsonNode endpoint = added.body();
        assertThat(added.header("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith(path(endpoint)));
        assertThat(endpoint.at("/host/state").asText()).isEqualTo("pending");
        assertThat(endpoint.at("/host/env")).hasToString("[\"MODE\"]");
        assertThat(added.text()).doesNotContain("quite-secret");
        JsonNode ready = await(endpoint, "ready");
        assertThat(ready.at("/host/error").isNull()).isTrue();
        assertThat(host.made(standIns))
                .hasSize(Host.THINGS)
                .contains(ready.at("/host/provider_id").asText());
        assertThat(ready.path("url").isNull()).isEqualTo(host == Host.RUNPOD);
        String version = Route.publish(
                customer, "hosted-" + host.provider, List.of(Map.of("provider", host.provider, "endpoint", "life")));
        runs(version);
        JsonNode health = health(endpoint);
        assertThat(health.path("ready").asBoolean()).isTrue();
        assertThat(health.path("queued").isNull()).isEqualTo(host == Host.KOYEB);

        change(endpoint, Map.of("min_replicas", 1, "max_replicas", 3)).expect(200);
        JsonNode scaled = await(endpoint, "ready");
        assertThat(scaled.at("/host/max_replicas").asInt()).isEqualTo(3);
        assertThat(replicas(host, scaled)).isEqualTo("1 to 3");

        assertThat(act(endpoint, "pause").expect(200).body().at("/host/state").asText())
                .isEqualTo("pending");
        JsonNode paused = await(endpoint, "paused");
        act(paused, "pause").expect(200);
        assertThat(get(endpoint).at("/host/state").asText()).isEqualTo("paused");
        assertThat(health(endpoint).path("ready").asBoolean(true)).isFalse();

        act(endpoint, "resume").expect(200);
        await(endpoint, "ready");
        assertThat(replicas(host, scaled)).isEqualTo("1 to 3");
        runs(version);

        Answer going = customer.api().delete(path(endpoint)).expect(202);
        assertThat(going.body().at("/host/state").asText()).isEqualTo("deleting");
        awaitGone(endpoint);
        assertThat(host.made(standIns)).isEmpty();
        assertThat(standIns.requests(host.management).toString())
                .doesNotContain(customer.username(), customer.email(), customer.key(), organization(customer));
    }

    private JsonNode health(JsonNode endpoint) {
        return customer.api().get(path(endpoint) + "/health").expect(200).body();
    }

    static Stream<Arguments> troubles() {
        List<FaultKind> kinds = List.of(
                FaultKind.SERVER_ERROR,
                FaultKind.TOO_MANY_REQUESTS,
                FaultKind.RESET_BEFORE_HEADERS,
                FaultKind.HALF_BODY,
                FaultKind.GARBAGE_JSON,
                FaultKind.ERROR_BODY);
        return Stream.of(Host.values()).flatMap(host -> kinds.stream().map(kind -> Arguments.of(host, kind)));
    }

    /** The second call makes the first thing and later the fourth the second one: it is carried out and its answer lost, or refused. */
    @ParameterizedTest
    @MethodSource("troubles")
    void isMadeOnceWhateverTheProviderAnswers(Host host, FaultKind kind) {
        boolean carriedOut = kind != FaultKind.TOO_MANY_REQUESTS;
        standIns.fail(host.management, kind, 1, Map.of("skip", 1, "after", carriedOut));
        standIns.fail(host.management, kind, 1, Map.of("skip", carriedOut ? 3 : 4, "after", carriedOut));

        JsonNode endpoint = host(wanted(host, "once"));

        await(endpoint, "ready");
        assertThat(standIns.hits(host.management, kind)).isEqualTo(2);
        assertThat(host.made(standIns)).hasSize(Host.THINGS);
    }

    @ParameterizedTest
    @EnumSource
    void anOrderThatComesTwiceChangesNothingAndWhatIsThereTwiceGoes(Host host) {
        JsonNode endpoint = await(host(wanted(host, "twice")), "ready");
        String id = endpoint.at("/host/provider_id").asText();
        Set<String> made = host.made(standIns);
        makeAnother(host, id);
        assertThat(host.made(standIns)).hasSize(Host.THINGS + 1);

        orderAgain(endpoint);

        Platform.await("one endpoint", SECONDS, () -> host.made(standIns).size() == Host.THINGS);
        assertThat(host.made(standIns)).isEqualTo(made);
        assertThat(await(endpoint, "ready").at("/host/provider_id").asText()).isEqualTo(id);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheProviderRefusesIsShownAndCanBeChanged(Host host) {
        standIns.fail(host.management, FaultKind.SERVER_ERROR, 1, Map.of("skip", 1, "status", 400));
        JsonNode endpoint = await(host(wanted(host, "refused")), "failed");
        assertThat(endpoint.at("/host/error").asText()).isEqualTo("refused");

        change(endpoint, Map.of("image", "registry.example/ada/echo:2")).expect(200);

        assertThat(await(endpoint, "ready").at("/host/error").isNull()).isTrue();
        assertThat(host.made(standIns)).hasSize(Host.THINGS);
    }

    @Test
    void showsWhenAnImageDoesNotRunAndWhenTheProviderHasLostIt() {
        JsonNode endpoint =
                await(host(wanted(Host.KOYEB, "broken").put("image", "registry.example/ada/broken:1")), "failed");
        assertThat(endpoint.at("/host/error").asText()).isEqualTo("broken");

        change(endpoint, Map.of("image", ECHO)).expect(200);
        JsonNode ready = await(endpoint, "ready");
        Host.KOYEB
                .api(standIns)
                .delete("/services/" + ready.at("/host/provider_id").asText())
                .expect(200);
        assertThat(await(endpoint, "failed").at("/host/error").asText()).isEqualTo("gone");

        change(endpoint, Map.of("max_replicas", 2)).expect(200);
        await(endpoint, "ready");
    }

    @Test
    void aProviderThatDoesNotAnswerLeavesWhatWasLastKnown() {
        JsonNode endpoint = await(host(wanted(Host.KOYEB, "known")), "ready");
        standIns.fail(Operation.KOYEB_MANAGEMENT, FaultKind.RESET_BEFORE_HEADERS, 0);

        assertThat(get(endpoint).at("/host/state").asText()).isEqualTo("ready");
        assertThat(customer.api()
                        .delete(path(endpoint))
                        .expect(202)
                        .body()
                        .at("/host/state")
                        .asText())
                .isEqualTo("deleting");
        Platform.await(
                "a failed try",
                SECONDS,
                () -> get(endpoint).at("/host/error").asText().equals("unavailable"));
        standIns.clear();
        awaitGone(endpoint);
        assertThat(Host.KOYEB.made(standIns)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider     | \"modal\"                | /provider",
                "provider     | \"worker\"               | /provider",
                "name         | \"a b\"                  | /name",
                "image        | \"\"                     | /image",
                "image        | \"https://x y\"          | /image",
                "gpu          | \"l4;\"                  | /gpu",
                "gpu          | null                     | /gpu",
                "region       | \"a b\"                  | /region",
                "min_replicas | -1                       | /min_replicas",
                "min_replicas | 4                        | /min_replicas",
                "max_replicas | 0                        | /max_replicas",
                "max_replicas | 11                       | /max_replicas",
                "env          | {\"a-b\": \"c\"}         | /env",
                "env          | {\"SERVICE_TOKEN\": \"\"} | /env",
                "env          | {\"A\": null}            | /env/A",
                "url          | \"http://127.0.0.1/x\"   | ''"
            })
    void refusesWhatCannotBe(String field, String value, String pointer) throws IOException {
        ObjectNode endpoint = wanted(Host.KOYEB, "bad");
        endpoint.set(field, Api.JSON.readTree(value));

        Answer answer = customer.api().post(ENDPOINTS, endpoint).expect(400);

        assertThat(answer.code()).isEqualTo("invalid-request");
        assertThat(answer.body().path("errors").findValuesAsText("pointer")).contains(pointer);
        assertThat(listed(customer)).isEmpty();
        assertThat(standIns.requests(Operation.KOYEB_MANAGEMENT)).isEmpty();
    }

    @Test
    void refusesAnEnvironmentThatIsTooLarge() {
        ObjectNode many = wanted(Host.KOYEB, "many");
        IntStream.rangeClosed(0, Limits.HOSTED_VARIABLES)
                .forEach(i -> many.withObject("/env").put("V" + i, ""));
        customer.api().post(ENDPOINTS, many).expect(400);
        ObjectNode large = wanted(Host.KOYEB, "large");
        large.withObject("/env").put("V", "x".repeat(Limits.HOSTED_ENVIRONMENT_BYTES));
        customer.api().post(ENDPOINTS, large).expect(400);

        assertThat(listed(customer)).isEmpty();
    }

    @Test
    void aBadChangeChangesNothing() {
        JsonNode endpoint = await(host(wanted(Host.RUNPOD, "same")), "ready");

        change(endpoint, Map.of()).expect(400);
        change(endpoint, Map.of("max_replicas", 99)).expect(400);
        change(endpoint, Map.of("name", "other")).expect(400);
        change(endpoint, Map.of("env", Map.of("SERVICE_TOKEN", "x"))).expect(400);

        assertThat(get(endpoint).path("host")).isEqualTo(endpoint.path("host"));
    }

    @Test
    void whatOthersMadeCannotBeChangedHere() {
        JsonNode registered = customer.api()
                .post(
                        ENDPOINTS,
                        Map.of("provider", "koyeb", "name", "mine", "url", "http://127.0.0.1:9/koyeb/apps/mine"))
                .expect(201)
                .body();

        assertThat(get(registered).path("host").isNull()).isTrue();
        assertThat(change(registered, Map.of("max_replicas", 2)).expect(409).code())
                .isEqualTo("conflict");
        act(registered, "pause").expect(409);
        act(registered, "resume").expect(409);
        customer.api().delete(path(registered)).expect(204);
    }

    @Test
    void aNameAndTheNumberAreLimited() {
        host(wanted(Host.RUNPOD, "e0"));
        customer.api().post(ENDPOINTS, wanted(Host.RUNPOD, "e0")).expect(409);
        for (int i = 1; i < Limits.HOSTED_ENDPOINTS; i++) {
            host(wanted(Host.RUNPOD, "e" + i));
        }

        customer.api().post(ENDPOINTS, wanted(Host.RUNPOD, "one-more")).expect(409);
        assertThat(listed(customer)).hasSize(Limits.HOSTED_ENDPOINTS);
    }

    @Test
    void isItsOwnersAlone() {
        JsonNode endpoint = await(host(wanted(Host.RUNPOD, "private")), "ready");
        Customer stranger = newCustomer();
        stranger.buy("inr-500");
        String path = path(endpoint);

        assertThat(listed(stranger)).isEmpty();
        stranger.api().get(path).expect(404);
        stranger.api().delete(path).expect(404);
        stranger.api().post(path + "/pause", Map.of()).expect(404);
        stranger.api().raw("PATCH", path, bytes(Map.of("max_replicas", 2))).expect(404);
        stranger.api().get(ENDPOINTS + "/nonsense").expect(404);
        platform.api().get(path).expect(401);
        String version = Route.publish(
                stranger,
                "borrowed",
                List.of(Map.of(
                        "provider",
                        "runpod",
                        "endpoint",
                        endpoint.at("/host/provider_id").asText())));
        Runs runs = new Runs(stranger);
        runs.failed(runs.start(version, Map.of("text", "x")));

        assertThat(get(endpoint).at("/host/state").asText()).isEqualTo("ready");
        assertThat(standIns.requests(Operation.RUNPOD_RUN)).isEmpty();
    }

    @Test
    void goesWithTheAccount() {
        Customer leaving = newCustomer();
        JsonNode made = leaving.api()
                .post(ENDPOINTS, wanted(Host.KOYEB, "left"))
                .expect(201)
                .body();
        leaving.api().post(ENDPOINTS, wanted(Host.RUNPOD, "left")).expect(201);
        Platform.await(
                "the endpoints",
                SECONDS,
                () -> Host.KOYEB.made(standIns).size() == Host.THINGS
                        && Host.RUNPOD.made(standIns).size() == Host.THINGS);

        String request = leaving.apiByToken()
                .post(
                        "/v1/privacy/requests",
                        Map.of("kind", "erasure", "models", "unpublish-now", "password", Customer.PASSWORD))
                .expect(202)
                .body()
                .path("id")
                .asText();
        try (Database database = Database.of(platform)) {
            database.execute("update compliance.request set cooling_until = now() where id = '" + request + "'");
            Platform.await(
                    "nothing at the providers",
                    ERASURE_SECONDS,
                    () -> Host.KOYEB.made(standIns).isEmpty()
                            && Host.RUNPOD.made(standIns).isEmpty());
            Platform.await(
                    "no row",
                    ERASURE_SECONDS,
                    () -> database.number(
                                    "select count(*) from inference.endpoint where id = ?",
                                    UUID.fromString(made.path("id").asText()))
                            == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIfEnvironmentVariable(named = FOLDER, matches = ".+")
    void asksOnlyForWhatTheProviderDescribes(Host host) throws IOException {
        PublishedApi described = new PublishedApi(Path.of(System.getenv(FOLDER), host.description));
        JsonNode endpoint = await(host(wanted(host, "described")), "ready");
        change(endpoint, Map.of("max_replicas", 3, "image", "registry.example/ada/echo:2"))
                .expect(200);
        await(endpoint, "ready");
        act(endpoint, "pause").expect(200);
        await(endpoint, "paused");
        act(endpoint, "resume").expect(200);
        await(endpoint, "ready");
        customer.api().delete(path(endpoint)).expect(202);
        awaitGone(endpoint);

        List<String> differences = new ArrayList<>();
        List<JsonNode> requests = standIns.requests(host.management);
        for (JsonNode request : requests) {
            String body = request.path("body").asText();
            String plain = host.prefix
                    + request.path("path").asText().replaceFirst("^.*?/v1", "").replaceFirst("\\?.*", "");
            differences.addAll(described.requestDifferences(
                    request.path("method").asText(),
                    plain,
                    body.isEmpty() ? MissingNode.getInstance() : Api.JSON.readTree(body)));
        }
        assertThat(requests)
                .extracting(request -> request.path("method").asText())
                .contains("POST", "DELETE");
        assertThat(differences).isEmpty();
    }

    private static ObjectNode wanted(Host host, String name) {
        ObjectNode endpoint = Api.JSON
                .createObjectNode()
                .put("provider", host.provider)
                .put("name", name)
                .put("image", ECHO)
                .put("gpu", host.gpu)
                .put("region", host.region)
                .put("min_replicas", 0)
                .put("max_replicas", 2);
        endpoint.putObject("env").put("MODE", "quite-secret");
        return endpoint;
    }

    private void runs(String version) {
        Runs runs = new Runs(customer);
        JsonNode ended = runs.succeeded(runs.start(version, Map.of("text", "x")));
        assertThat(ended.at("/output/input/text").asText()).isEqualTo("x");
    }

    /** What the provider has. */
    private String replicas(Host host, JsonNode endpoint) {
        String id = endpoint.at("/host/provider_id").asText();
        Api api = host.api(standIns);
        if (host == Host.RUNPOD) {
            JsonNode body = api.get("/endpoints/" + id).expect(200).body();
            return body.path("workersMin").asInt() + " to "
                    + body.path("workersMax").asInt();
        }
        String deployment = api.get("/services/" + id)
                .expect(200)
                .body()
                .at("/service/latest_deployment_id")
                .asText();
        JsonNode scaling =
                api.get("/deployments/" + deployment).expect(200).body().at("/deployment/definition/scalings/0");
        return scaling.path("min").asInt() + " to " + scaling.path("max").asInt();
    }

    /** As a call does that was carried out after nobody waited for it any more. */
    private void makeAnother(Host host, String id) {
        Api api = host.api(standIns);
        if (host == Host.RUNPOD) {
            JsonNode first = api.get("/endpoints/" + id).expect(200).body();
            api.post(
                            "/endpoints",
                            Map.of(
                                    "name", first.path("name").asText(),
                                    "templateId", first.path("templateId").asText()))
                    .expect(200);
        } else {
            JsonNode first = api.get("/services/" + id).expect(200).body().path("service");
            api.post(
                            "/services",
                            Map.of(
                                    "app_id",
                                    first.path("app_id").asText(),
                                    "definition",
                                    Map.of("name", "model", "docker", Map.of("image", ECHO))))
                    .expect(200);
        }
    }

    /** As a relay does that died before it had crossed the order out. */
    private void orderAgain(JsonNode endpoint) {
        try (Database database = Database.of(platform)) {
            database.execute("insert into kernel.outbox (id, organization_id, topic, payload, due_at, created_at)"
                    + " select gen_random_uuid(), organization_id, 'endpoint-hosting',"
                    + " json_build_object('endpoint', id, 'provider', provider)::text, now(), now()"
                    + " from inference.endpoint where id = '"
                    + endpoint.path("id").asText() + "'");
        }
    }

    private String organization(Customer of) {
        try (Database database = Database.of(platform)) {
            return database.rows("select organization_id from identity.organization where username = ?", of.username())
                    .get(0);
        }
    }

    private JsonNode host(ObjectNode wanted) {
        return customer.api().post(ENDPOINTS, wanted).expect(201).body();
    }

    private JsonNode get(JsonNode endpoint) {
        return customer.api().get(path(endpoint)).expect(200).body();
    }

    private Answer change(JsonNode endpoint, Object change) {
        return customer.api().raw("PATCH", path(endpoint), bytes(change));
    }

    private Answer act(JsonNode endpoint, String action) {
        return customer.api().raw("POST", path(endpoint) + "/" + action, new byte[0]);
    }

    private JsonNode await(JsonNode endpoint, String state) {
        Platform.await(
                "the endpoint to be " + state,
                SECONDS,
                () -> get(endpoint).at("/host/state").asText().equals(state));
        return get(endpoint);
    }

    private void awaitGone(JsonNode endpoint) {
        Platform.await(
                "the endpoint to be gone",
                SECONDS,
                () -> customer.api().get(path(endpoint)).status() == 404);
    }

    private static byte[] bytes(Object body) {
        return Api.JSON.valueToTree(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String path(JsonNode endpoint) {
        return ENDPOINTS + "/" + endpoint.path("id").asText();
    }

    private static List<JsonNode> listed(Customer of) {
        return StreamSupport.stream(
                        of.api()
                                .get(ENDPOINTS)
                                .expect(200)
                                .body()
                                .path("results")
                                .spliterator(),
                        false)
                .toList();
    }

    private Customer newCustomer() {
        Customer made = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        customers.add(made);
        return made;
    }
}
