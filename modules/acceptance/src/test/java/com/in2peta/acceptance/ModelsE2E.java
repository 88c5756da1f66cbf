package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import com.in2peta.kernel.limit.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A model's page: what its owner says of it, what it shows, how it goes. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelsE2E {

    private static final long COUNTED_WITHIN_SECONDS = 60;

    private Platform platform;
    private Customer owner;
    private Customer stranger;
    private String version;
    private String path;

    @BeforeAll
    void publish(Platform shared) {
        platform = shared;
        owner = newCustomer();
        stranger = newCustomer();
        stranger.buy("inr-500");
        version = owner.publish("language-identifier");
        path = "/v1/models/" + owner.username() + "/language-identifier";
    }

    @Test
    void eachModelOfTheDemoShowsItsVersionAndAnExample() {
        JsonNode models = owner.api().get("/v1/collections").expect(200).body();
        assertThat(models.has("next")).isTrue();

        for (String name :
                List.of("digit-reader", "language-identifier", "keypad-tones", "text-generator", "story-teller")) {
            JsonNode model =
                    owner.api().get("/v1/models/in2peta/" + name).expect(200).body();

            assertThat(model.at("/latest_version/openapi_schema/components/schemas/Input")
                            .isObject())
                    .as(name)
                    .isTrue();
            assertThat(model.at("/default_example/status").asText()).as(name).isEqualTo("succeeded");
            assertThat(model.at("/default_example/version")).isEqualTo(model.at("/latest_version/id"));
            JsonNode get = owner.api()
                    .get(model.at("/default_example/urls/get").asText())
                    .expect(200)
                    .body();
            assertThat(get).isEqualTo(model.path("default_example"));
        }
    }

    @Test
    void theOwnerChangesWhatAModelSaysAndNobodyElseDoes() {
        Customer author = newCustomer();
        String model = create(author, "described", "public");

        JsonNode changed = patch(
                        author,
                        model,
                        Map.of(
                                "description", "Says hello",
                                "github_url", "https://github.com/ada/hello",
                                "paper_url", "https://arxiv.org/abs/2504.17639",
                                "license_url", "https://example.com/licence",
                                "weights_url", "https://example.com/weights",
                                "cover_image_url", "https://example.com/cover.png",
                                "readme", "# Hello"))
                .expect(200)
                .body();
        assertThat(changed.path("description").asText()).isEqualTo("Says hello");
        JsonNode shown = stranger.api().get(model).expect(200).body();
        assertThat(shown.path("github_url").asText()).isEqualTo("https://github.com/ada/hello");
        assertThat(shown.path("cover_image_url").asText()).isEqualTo("https://example.com/cover.png");
        assertThat(shown.path("run_count").asLong()).isZero();
        assertThat(shown.path("latest_version").isNull()).isTrue();
        assertThat(shown.path("url").asText())
                .isEqualTo(platform.ready().path("baseUrl").asText() + model);

        assertThat(patch(stranger, model, Map.of("description", "mine"))
                        .expect(403)
                        .code())
                .isEqualTo("forbidden");
        assertThat(patch(author, model, Map.of("paper_url", ""))
                        .expect(200)
                        .body()
                        .path("paper_url")
                        .isNull())
                .isTrue();
        assertThat(patch(author, model, Map.of("visibility", "private"))
                        .expect(200)
                        .body()
                        .path("description")
                        .asText())
                .isEqualTo("Says hello");
        assertThat(stranger.api().get(model).expect(404).code()).isEqualTo("not-found");
        assertThat(patch(stranger, model, Map.of("description", "mine"))
                        .expect(404)
                        .code())
                .isEqualTo("not-found");
    }

    @Test
    void aReadmeIsMarkdownThatWhoeverSeesTheModelReads() {
        Customer author = newCustomer();
        String model = create(author, "explained", "public");
        String readme = model + "/readme";
        assertThat(author.api().get(readme).expect(404).code()).isEqualTo("not-found");

        markdown(author, readme, "# Grüße\n\n`hello`").expect(204);

        Answer read = stranger.api().get(readme).expect(200);
        assertThat(read.text()).isEqualTo("# Grüße\n\n`hello`");
        assertThat(read.header("Content-Type").orElseThrow()).startsWith("text/markdown");
        assertThat(markdown(stranger, readme, "mine").expect(403).code()).isEqualTo("forbidden");
        assertThat(markdown(author, readme, "x".repeat(Limits.README_BYTES + 1))
                        .expect(400)
                        .code())
                .isEqualTo("invalid-request");
        markdown(author, readme, "x".repeat(Limits.README_BYTES)).expect(204);
        markdown(author, readme, "").expect(204);
        assertThat(author.api().get(readme).status()).isEqualTo(404);
        assertThat(stranger.api().get(path + "/readme").expect(404).code()).isEqualTo("not-found");
    }

    @Test
    void examplesHaveTheFormOfPredictionsAndAreHeldToTheSchemas() {
        Customer author = newCustomer();
        String id = author.publish("language-identifier");
        String model = "/v1/models/" + author.username() + "/language-identifier";
        JsonNode given = Customer.model("language-identifier").path("default_example");
        JsonNode published = results(author.api().get(model + "/examples"));
        assertThat(published).hasSize(1);
        assertThat(published.at("/0/input")).isEqualTo(given.path("input"));

        ObjectNode first = Api.JSON.createObjectNode();
        first.set("input", Api.JSON.valueToTree(Map.of("text", "Guten Morgen")));
        first.set("output", given.path("output"));
        JsonNode set =
                results(put(author, model, List.of(first, first.deepCopy().put("version", id))));

        assertThat(set).hasSize(2);
        JsonNode shown = author.api().get(model).expect(200).body().path("default_example");
        assertThat(shown).isEqualTo(set.path(0));
        assertThat(shown.at("/input/text").asText()).isEqualTo("Guten Morgen");
        for (String member : List.of(
                "id", "model", "version", "input", "output", "data_removed", "error", "status", "created_at", "urls")) {
            assertThat(shown.has(member)).as(member).isTrue();
        }
        assertThat(author.api()
                        .post(shown.at("/urls/cancel").asText(), Map.of())
                        .expect(200)
                        .body())
                .isEqualTo(shown);
        first.putObject("input");
        assertThat(put(author, model, List.of(first))
                        .expect(400)
                        .body()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/examples/0/input/text");
        assertThat(put(author, model, java.util.Collections.nCopies(Limits.EXAMPLES + 1, given))
                        .status())
                .isEqualTo(400);
        assertThat(put(stranger, model, List.of()).expect(404).code()).isEqualTo("not-found");
        assertThat(results(put(author, model, List.of()))).isEmpty();
        assertThat(results(author.api().get(model + "/examples"))).isEqualTo(published);
    }

    @Test
    void aDeletedVersionDoesNotRunAndTheOneBeforeItIsTheLatestAgain() {
        Customer author = newCustomer();
        author.buy("inr-500");
        String first = author.publish("language-identifier");
        String model = "/v1/models/" + author.username() + "/language-identifier";
        ObjectNode content = Customer.model("language-identifier").put("run_limit_seconds", 77);
        content.remove(List.of("name", "description", "tags"));
        String second = author.api()
                .post(model + "/versions", content)
                .expect(201)
                .body()
                .path("id")
                .asText();
        run(author, second).expect(201);

        author.api().delete(model + "/versions/" + second).expect(202);

        JsonNode shown = author.api().get(model).expect(200).body();
        assertThat(shown.at("/latest_version/id").asText()).isEqualTo(first);
        assertThat(results(author.api().get(model + "/versions"))).hasSize(1);
        assertThat(run(author, second).expect(404).code()).isEqualTo("not-found");
        assertThat(author.api()
                        .delete(model + "/versions/" + second)
                        .expect(404)
                        .code())
                .isEqualTo("not-found");
        assertThat(stranger.api()
                        .delete(model + "/versions/" + first)
                        .expect(404)
                        .code())
                .isEqualTo("not-found");
        author.api().delete(model).expect(204);
        assertThat(author.api().get(model).expect(404).code()).isEqualTo("not-found");
        assertThat(run(author, first).expect(404).code()).isEqualTo("not-found");
        create(author, "language-identifier", "private");
    }

    @Test
    void whatIsPublicOrWasRunByOthersStays() {
        Customer author = newCustomer();
        String run = author.publish("language-identifier");
        String model = "/v1/models/" + author.username() + "/language-identifier";
        patch(author, model, Map.of("visibility", "public")).expect(200);

        assertThat(author.api().delete(model).expect(409).code()).isEqualTo("model-in-use");
        assertThat(author.api().delete(model + "/versions/" + run).expect(409).code())
                .isEqualTo("model-in-use");
        assertThat(stranger.api().delete(model).expect(403).code()).isEqualTo("forbidden");
        run(stranger, run).expect(201);
        Platform.await(
                "the run is counted",
                COUNTED_WITHIN_SECONDS,
                () -> author.api()
                                .get(model)
                                .expect(200)
                                .body()
                                .path("run_count")
                                .asLong()
                        == 1);
        patch(author, model, Map.of("visibility", "private")).expect(200);
        assertThat(run(stranger, run).expect(404).code()).isEqualTo("not-found");
        assertThat(author.api().delete(model).expect(409).code()).isEqualTo("model-in-use");
        assertThat(author.api().delete(model + "/versions/" + run).expect(409).code())
                .isEqualTo("model-in-use");
    }

    @Test
    void staffKeepsCollectionsOfPublicModels() {
        Customer author = newCustomer();
        String open = create(author, "open", "public").substring("/v1/models/".length());
        create(author, "hidden", "private");
        String slug = "s-" + author.username();
        Api staff = Staff.of(platform);

        JsonNode put = collection(staff, slug, List.of(open, "in2peta/digit-reader"))
                .expect(200)
                .body();

        assertThat(put.path("models").findValuesAsText("name")).containsSubsequence("open", "digit-reader");
        assertThat(stranger.api().get("/v1/collections/" + slug).expect(200).body())
                .isEqualTo(put);
        assertThat(results(stranger.api().get("/v1/collections")).findValuesAsText("slug"))
                .contains(slug);
        assertThat(collection(staff, slug, List.of(author.username() + "/hidden"))
                        .expect(400)
                        .body()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/models/0");
        assertThat(collection(stranger.apiByToken(), slug, List.of())
                        .expect(403)
                        .code())
                .isEqualTo("forbidden");
        patch(author, "/v1/models/" + open, Map.of("visibility", "private")).expect(200);
        assertThat(stranger.api()
                        .get("/v1/collections/" + slug)
                        .expect(200)
                        .body()
                        .path("models"))
                .hasSize(1);
        author.api().delete("/v1/models/" + open).expect(204);
        staff.delete("/v1/collections/" + slug).expect(204);
        assertThat(staff.delete("/v1/collections/" + slug).expect(404).code()).isEqualTo("not-found");
    }

    @Test
    void hardwareIsABareArrayAndModelsNameItsSkus() {
        JsonNode hardware = owner.api().get("/v1/hardware").expect(200).body();

        assertThat(hardware.isArray()).isTrue();
        assertThat(hardware.findValuesAsText("sku")).contains("cpu", "gpu-t4");
        assertThat(hardware.at("/0").properties()).hasSize(2);
        Answer unknown = owner.api()
                .post(
                        "/v1/models",
                        Map.of("owner", owner.username(), "name", "m", "visibility", "private", "hardware", "abacus"));
        assertThat(unknown.expect(400).body().at("/errors/0/pointer").asText()).isEqualTo("/hardware");
    }

    @Test
    void trainingsAreToldToBeNotOffered() {
        for (Answer answer : List.of(
                owner.api().get("/v1/trainings"),
                owner.api().get("/v1/trainings/abc"),
                owner.api().post("/v1/trainings/abc/cancel", Map.of()),
                owner.api().post(path + "/versions/" + version + "/trainings", Map.of("destination", "a/b")))) {
            assertThat(answer.expect(501).code()).isEqualTo("not-offered");
        }
    }

    private static Answer run(Customer customer, String version) {
        return customer.predict(version, Api.JSON.valueToTree(Map.of("text", "hello")), "Prefer", "wait");
    }

    private static String create(Customer author, String name, String visibility) {
        author.api()
                .post(
                        "/v1/models",
                        Map.of("owner", author.username(), "name", name, "visibility", visibility, "hardware", "cpu"))
                .expect(201);
        return "/v1/models/" + author.username() + "/" + name;
    }

    private static Answer patch(Customer customer, String model, Map<String, ?> change) {
        return customer.api().raw("PATCH", model, bytes(change));
    }

    private static Answer put(Customer customer, String model, List<? extends JsonNode> examples) {
        return customer.api().raw("PUT", model + "/examples", bytes(Map.of("examples", examples)));
    }

    private static Answer collection(Api api, String slug, List<String> models) {
        return api.raw(
                "PUT",
                "/v1/collections/" + slug,
                bytes(Map.of("name", "Readers", "description", "They read", "models", models)));
    }

    private static Answer markdown(Customer customer, String readme, String text) {
        return customer.api()
                .raw("PUT", readme, text.getBytes(StandardCharsets.UTF_8), "Content-Type", "text/markdown");
    }

    private static byte[] bytes(Object json) {
        return Api.JSON.valueToTree(json).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode results(Answer answer) {
        return answer.expect(200).body().path("results");
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
