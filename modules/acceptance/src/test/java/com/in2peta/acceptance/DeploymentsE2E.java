package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A deployment is a name for a version; each change of it is a release. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentsE2E {

    private static final String PATH = "/v1/deployments";

    private Platform platform;
    private Customer owner;
    private Customer stranger;
    private String version;
    private String later;

    @BeforeAll
    void publish(Platform shared) {
        platform = shared;
        owner = newCustomer();
        stranger = newCustomer();
        owner.buy("inr-500");
        version = owner.publish("language-identifier");
        ObjectNode content = Customer.model("language-identifier").put("run_limit_seconds", 77);
        content.remove(List.of("name", "description", "tags"));
        later = owner.api()
                .post("/v1/models/" + owner.username() + "/language-identifier/versions", content)
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    @Test
    void eachChangeIsTheNextRelease() {
        JsonNode made = create(owner, "steps", version).expect(200).body();
        assertThat(made.path("owner").asText()).isEqualTo(owner.username());
        assertThat(made.at("/current_release/number").asInt()).isEqualTo(1);
        assertThat(made.at("/current_release/model").asText()).isEqualTo(model());
        assertThat(made.at("/current_release/version").asText()).isEqualTo(version);
        assertThat(made.at("/current_release/created_by/username").asText()).isEqualTo(owner.username());
        assertThat(made.at("/current_release/created_by/name").asText()).isEqualTo("Test Person");
        assertThat(made.at("/current_release/configuration"))
                .isEqualTo(Api.JSON.valueToTree(Map.of("hardware", "cpu", "min_instances", 0, "max_instances", 1)));

        JsonNode moved =
                patch(owner, "steps", Map.of("version", later)).expect(200).body();
        JsonNode grown = patch(owner, "steps", Map.of("min_instances", 3, "max_instances", 10))
                .expect(200)
                .body();

        assertThat(moved.at("/current_release/number").asInt()).isEqualTo(2);
        assertThat(moved.at("/current_release/version").asText()).isEqualTo(later);
        assertThat(grown.at("/current_release/number").asInt()).isEqualTo(3);
        assertThat(grown.at("/current_release/version").asText()).isEqualTo(later);
        assertThat(grown.at("/current_release/configuration/max_instances").asInt())
                .isEqualTo(10);
        assertThat(owner.api()
                        .get(PATH + "/" + owner.username() + "/steps")
                        .expect(200)
                        .body())
                .isEqualTo(grown);
    }

    @Test
    void aPredictionRunsTheCurrentReleaseAndSaysThroughWhat() {
        create(owner, "running", version).expect(200);

        JsonNode first = run(owner, "running").expect(201).body();
        patch(owner, "running", Map.of("version", later)).expect(200);
        JsonNode second = run(owner, "running").expect(201).body();

        assertThat(first.path("status").asText()).isEqualTo("succeeded");
        assertThat(first.path("version").asText()).isEqualTo(version);
        assertThat(first.path("deployment").asText()).isEqualTo(owner.username() + "/running");
        assertThat(second.path("version").asText()).isEqualTo(later);
        assertThat(owner.api()
                        .get("/v1/predictions/" + second.path("id").asText())
                        .expect(200)
                        .body())
                .isEqualTo(second);
        assertThat(run(stranger, "running").expect(404).code()).isEqualTo("not-found");
        assertThat(owner.api()
                        .post(predictions("running"), Map.of("version", version, "input", Map.of("text", "hello")))
                        .expect(400)
                        .code())
                .isEqualTo("invalid-request");
        assertThat(owner.api()
                        .post(predictions("running"), Map.of("input", Map.of()))
                        .expect(422)
                        .code())
                .isEqualTo("invalid-input");
        patch(owner, "running", Map.of("max_instances", 0)).expect(200);
        assertThat(run(owner, "running").expect(409).code()).isEqualTo("conflict");
        owner.api().delete(PATH + "/" + owner.username() + "/running").expect(204);
        assertThat(owner.api()
                        .get("/v1/predictions/" + first.path("id").asText())
                        .expect(200)
                        .body())
                .isEqualTo(first);
    }

    @Test
    void aRepeatedCallIsTheSameCallAfterANewRelease() {
        create(owner, "repeated", version).expect(200);
        Map<String, ?> body = Map.of("input", Map.of("text", "hello"));

        Answer first = owner.api().post(predictions("repeated"), body, "Idempotency-Key", "once");
        patch(owner, "repeated", Map.of("version", later)).expect(200);
        Answer second = owner.api().post(predictions("repeated"), body, "Idempotency-Key", "once");

        assertThat(second.expect(201).body().path("id"))
                .isEqualTo(first.expect(201).body().path("id"));
    }

    @Test
    void changesAtOnceGetNumbersOfTheirOwn() {
        create(owner, "contended", version).expect(200);

        List<CompletableFuture<Integer>> changes = IntStream.rangeClosed(1, 8)
                .mapToObj(max ->
                        CompletableFuture.supplyAsync(() -> patch(owner, "contended", Map.of("max_instances", max))
                                .expect(200)
                                .body()
                                .at("/current_release/number")
                                .asInt()))
                .toList();

        assertThat(changes.stream().map(CompletableFuture::join).sorted().toList())
                .containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void anothersDeploymentAndPrivateModelAreNotFound() {
        create(owner, "mine", version).expect(200);
        String path = PATH + "/" + owner.username() + "/mine";

        for (Answer answer : List.of(
                stranger.api().get(path),
                stranger.api().raw("PATCH", path, "{\"max_instances\":2}".getBytes(StandardCharsets.UTF_8)),
                stranger.api().delete(path),
                create(stranger, "theirs", version))) {
            assertThat(answer.expect(404).code()).isEqualTo("not-found");
        }
        assertThat(stranger.api().get(PATH).expect(200).body().path("results")).isEmpty();
        assertThat(owner.api().get(PATH).expect(200).body().path("results").findValuesAsText("name"))
                .contains("mine");
        owner.api().get(path).expect(200);
    }

    @Test
    void anothersPublicModelCanBeDeployed() {
        String open = stranger.api()
                .get("/v1/models/in2peta/language-identifier")
                .expect(200)
                .body()
                .at("/latest_version/id")
                .asText();

        JsonNode made = stranger.api()
                .post(PATH, body("open", "in2peta/language-identifier", open, 0, 1))
                .expect(200)
                .body();

        assertThat(made.at("/current_release/version").asText()).isEqualTo(open);
    }

    @Test
    void whatADeploymentRunsStaysAndGoesAfterIt() {
        Customer author = newCustomer();
        String id = author.publish("language-identifier");
        String model = "/v1/models/" + author.username() + "/language-identifier";
        author.api()
                .post(PATH, body("holding", author.username() + "/language-identifier", id, 0, 1))
                .expect(200);

        assertThat(author.api().delete(model).expect(409).code()).isEqualTo("model-in-use");
        assertThat(author.api().delete(model + "/versions/" + id).expect(409).code())
                .isEqualTo("model-in-use");
        author.api().delete(PATH + "/" + author.username() + "/holding").expect(204);
        assertThat(author.api().get(PATH + "/" + author.username() + "/holding").status())
                .isEqualTo(404);
        author.api().delete(model).expect(204);
    }

    @Test
    void whatIsNoDeploymentIsRefused() {
        create(owner, "taken", version).expect(200);

        assertThat(create(owner, "taken", version).expect(409).code()).isEqualTo("deployment-exists");
        assertThat(create(owner, "Big Name", version).expect(400).code()).isEqualTo("invalid-request");
        assertThat(create(owner, "unknown", "0".repeat(64)).expect(404).code()).isEqualTo("not-found");
        for (int[] instances : new int[][] {{6, 10}, {-1, 1}, {2, 1}, {0, 21}}) {
            Answer answer = owner.api().post(PATH, body("bad", model(), version, instances[0], instances[1]));
            assertThat(answer.expect(400).code()).isEqualTo("invalid-request");
        }
        assertThat(patch(owner, "taken", Map.of()).expect(400).code()).isEqualTo("invalid-request");
        assertThat(patch(owner, "taken", Map.of("hardware", "abacus"))
                        .expect(400)
                        .code())
                .isEqualTo("invalid-request");
        assertThat(patch(owner, "taken", Map.of("max_instances", 99))
                        .expect(400)
                        .code())
                .isEqualTo("invalid-request");
        assertThat(owner.api()
                        .get(PATH + "/" + owner.username() + "/taken")
                        .expect(200)
                        .body()
                        .at("/current_release/number")
                        .asInt())
                .isEqualTo(1);
    }

    private String predictions(String name) {
        return PATH + "/" + owner.username() + "/" + name + "/predictions";
    }

    private Answer run(Customer customer, String name) {
        return customer.api().post(predictions(name), Map.of("input", Map.of("text", "hello")), "Prefer", "wait");
    }

    private String model() {
        return owner.username() + "/language-identifier";
    }

    private Answer create(Customer customer, String name, String id) {
        return customer.api().post(PATH, body(name, model(), id, 0, 1));
    }

    private static Map<String, Object> body(String name, String model, String id, int min, int max) {
        return Map.of(
                "name",
                name,
                "model",
                model,
                "version",
                id,
                "hardware",
                "cpu",
                "min_instances",
                min,
                "max_instances",
                max);
    }

    private static Answer patch(Customer customer, String name, Map<String, ?> change) {
        return customer.api()
                .raw(
                        "PATCH",
                        PATH + "/" + customer.username() + "/" + name,
                        Api.JSON.valueToTree(change).toString().getBytes(StandardCharsets.UTF_8));
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
