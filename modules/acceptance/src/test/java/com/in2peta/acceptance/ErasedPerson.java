package com.in2peta.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Canaries;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Form;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.compliance.residue.Needle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Somebody with a word of her own in everything that she can write, made through the public API. */
final class ErasedPerson {

    private static final String PASSWORD = "a horse of another colour";
    private static final int KEYS = 8;
    private static final int MODELS = 4;
    private static final int PREDICTIONS = 8;

    private final Canaries canaries;
    private final Api anybody;
    private final Api sandbox;
    private final String username;
    private final String email;
    private final List<String> versions = new ArrayList<>();
    private Api api;

    /** Signs up and does everything once. */
    ErasedPerson(Platform platform, long seed) {
        canaries = new Canaries(seed);
        anybody = platform.api();
        sandbox = Api.at(platform.ready().path("sandboxUrl").asText());
        username = canaries.word("username");
        email = canaries.word("email") + "@" + canaries.word("domain") + ".example";
        anybody.post(
                        "/v1/auth/sign-up",
                        Map.of(
                                "name",
                                canaries.word("first name") + " Ærø-" + canaries.word("last name"),
                                "email",
                                email,
                                "password",
                                PASSWORD,
                                "username",
                                username,
                                "age_confirmed",
                                true))
                .expect(202);
        api = anybody.as(token());
        keys();
        buy();
        models();
        predictions();
        files();
    }

    /** What was written, each with the place in which it was. */
    List<Needle> needles() {
        return canaries.needles();
    }

    String email() {
        return email;
    }

    String username() {
        return username;
    }

    Canaries canaries() {
        return canaries;
    }

    Api api() {
        return api;
    }

    /** A public model of hers that others can run. */
    String publicVersion() {
        return versions.get(0);
    }

    /** The status of a login with the right password. */
    int login() {
        return anybody.post("/v1/auth/login", Map.of("email", email, "password", PASSWORD))
                .status();
    }

    UUID requestErasure() {
        return UUID.fromString(anybody.as(token())
                .post(
                        "/v1/privacy/requests",
                        Map.of("kind", "erasure", "models", "unpublish-now", "password", PASSWORD))
                .expect(202)
                .body()
                .path("id")
                .asText());
    }

    /** Her organization's and her own id. */
    UUID[] ids(Database database) {
        String[] ids = database.rows("""
                        select p.organization_id, p.id from identity.person p join identity.organization o using (organization_id)
                        where o.username = ?""", username).get(0).split("\\|");
        return new UUID[] {UUID.fromString(ids[0]), UUID.fromString(ids[1])};
    }

    private String token() {
        return anybody.post("/v1/auth/login", Map.of("email", email, "password", PASSWORD))
                .expect(200)
                .body()
                .path("access_token")
                .asText();
    }

    private void keys() {
        String key = "";
        for (int i = 0; i < KEYS; i++) {
            key = api.post("/v1/api-keys", Map.of("name", canaries.word("key name " + i)))
                    .expect(201)
                    .body()
                    .path("key")
                    .asText();
        }
        api = anybody.as(key);
    }

    private void buy() {
        JsonNode order = api.post("/v1/billing/orders", Map.of("pack", "inr-500"))
                .expect(201)
                .body();
        JsonNode result = sandbox.post(
                        "/razorpay/checkout/" + order.path("razorpay_order_id").asText(), Map.of("outcome", "success"))
                .expect(200)
                .body();
        api.post("/v1/billing/orders/" + order.path("id").asText() + "/payment", result)
                .expect(200);
    }

    private void models() {
        for (int i = 0; i < MODELS; i++) {
            String name = canaries.word("model name " + i);
            api.post(
                            "/v1/models",
                            Map.of(
                                    "owner",
                                    username,
                                    "name",
                                    name,
                                    "visibility",
                                    i == 0 ? "public" : "private",
                                    "hardware",
                                    "cpu",
                                    "description",
                                    canaries.word("model description " + i)))
                    .expect(201);
            ObjectNode version = Customer.model("language-identifier");
            version.remove(List.of("name", "description", "tags"));
            ((ObjectNode) version.path("input_schema")).put("title", canaries.word("input schema " + i));
            ((ObjectNode) version.path("output_schema")).put("title", canaries.word("output schema " + i));
            ((ObjectNode) version.path("default_example"))
                    .set("input", Api.JSON.valueToTree(Map.of("text", canaries.word("example " + i))));
            versions.add(api.post("/v1/models/" + username + "/" + name + "/versions", version)
                    .expect(201)
                    .body()
                    .path("id")
                    .asText());
            shown("/v1/models/" + username + "/" + name, i);
            deploy(username + "/" + name, versions.get(i), i);
        }
    }

    private void shown(String model, int i) {
        write(
                "PATCH",
                model,
                Map.of(
                        "readme", "# " + canaries.word("readme " + i),
                        "github_url", "https://github.com/" + canaries.word("source " + i)));
        Map<String, Object> output = Map.of("language", "de", "name", "German", "confidence", 1);
        write(
                "PUT",
                model + "/examples",
                Map.of(
                        "examples",
                        List.of(Map.of("input", Map.of("text", canaries.word("shown " + i)), "output", output))));
    }

    private void deploy(String model, String version, int i) {
        api.post(
                        "/v1/deployments",
                        Map.of(
                                "name",
                                canaries.word("deployment " + i),
                                "model",
                                model,
                                "version",
                                version,
                                "hardware",
                                "cpu",
                                "min_instances",
                                0,
                                "max_instances",
                                1))
                .expect(200);
    }

    private void write(String method, String path, Map<String, ?> body) {
        api.raw(method, path, Api.JSON.valueToTree(body).toString().getBytes(StandardCharsets.UTF_8))
                .expect(200);
    }

    private void predictions() {
        for (int i = 0; i < PREDICTIONS; i++) {
            api.post(
                            "/v1/predictions",
                            Map.of(
                                    "version",
                                    versions.get(i % versions.size()),
                                    "input",
                                    Map.of("text", canaries.word("input " + i) + " in der Stadt")),
                            "Prefer",
                            "wait")
                    .expect(201);
        }
    }

    private void files() {
        byte[] form = new Form()
                .file(
                        "content",
                        canaries.word("file name"),
                        "text/plain",
                        canaries.word("file content").getBytes(StandardCharsets.UTF_8))
                .field("metadata", "{\"note\": \"" + canaries.word("file metadata") + "\"}")
                .bytes();
        api.raw("POST", "/v1/files", form, "Content-Type", Form.MEDIA_TYPE).expect(201);
    }
}
