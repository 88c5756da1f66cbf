package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Models that somebody takes along: out of one account, into another. */
@ExtendWith(SharedPlatform.class)
class ModelImportE2E {

    private Platform platform;

    @BeforeEach
    void open(Platform shared) {
        platform = shared;
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }

    private byte[] packageOf(Customer customer) {
        return ExportPackage.get(ExportPackage.link(customer, ExportPackage.make(platform, customer, "portability")))
                .body();
    }

    private static Api.Answer take(Customer customer, byte[] zip) {
        return customer.api().raw("POST", "/v1/models/imports", zip, "Content-Type", "application/zip");
    }

    @Test
    @Proves("6-port")
    void whatIsTakenAlongIsWhatItWasAndTakingItTwiceChangesNothing() {
        Customer from = newCustomer();
        from.api()
                .post(
                        "/v1/models",
                        Map.of(
                                "owner", from.username(),
                                "name", "tagged",
                                "visibility", "private",
                                "hardware", "cpu",
                                "description", "=1+1 \"é\"\n",
                                "tags", List.of("a", "b-c")))
                .expect(201);
        ObjectNode first = Customer.model("language-identifier");
        from.publish("language-identifier", first);
        ObjectNode second = first.deepCopy().put("run_limit_seconds", 77);
        second.remove("description");
        second.retain(
                "input_schema",
                "output_schema",
                "default_example",
                "price_micros_per_second",
                "run_limit_seconds",
                "target");
        from.api()
                .post("/v1/models/" + from.username() + "/language-identifier/versions", second)
                .expect(201);
        String shown = "/v1/models/" + from.username() + "/language-identifier";
        from.api()
                .raw("PATCH", shown, bytes(Map.of("readme", "# Grüße\n", "paper_url", "https://arxiv.org/abs/1")))
                .expect(200);
        JsonNode example = first.path("default_example");
        from.api()
                .raw("PUT", shown + "/examples", bytes(Map.of("examples", List.of(example, example))))
                .expect(200);
        byte[] zip = packageOf(from);
        Customer to = newCustomer();

        JsonNode result = take(to, zip).expect(200).body();

        assertThat(result.path("signature").asText()).isEqualTo("verified");
        assertThat(result.at("/models/made").asInt()).isEqualTo(2);
        assertThat(result.at("/versions/made").asInt()).isEqualTo(2);
        assertThat(models(to)).isEqualTo(models(from));
        JsonNode again = take(to, zip).expect(200).body();
        assertThat(again.at("/models/made").asInt()).isZero();
        assertThat(again.at("/models/kept").asInt()).isEqualTo(2);
        assertThat(again.at("/versions/kept").asInt()).isEqualTo(2);
        assertThat(models(to)).isEqualTo(models(from));
        JsonNode own = take(from, zip).expect(200).body();
        assertThat(own.at("/models/made").asInt()).isZero();
    }

    /** Without what is new in each account: ids, times, the owner's name. */
    private static ArrayNode models(Customer customer) {
        ArrayNode models = Api.JSON.createArrayNode();
        for (String name : List.of("tagged", "language-identifier")) {
            String path = "/v1/models/" + customer.username() + "/" + name;
            ObjectNode model = (ObjectNode) customer.api().get(path).expect(200).body();
            model.set(
                    "examples",
                    customer.api().get(path + "/examples").expect(200).body().path("results"));
            model.put(
                    "readme",
                    name.equals("tagged")
                            ? ""
                            : customer.api().get(path + "/readme").expect(200).text());
            model.set(
                    "versions",
                    customer.api().get(path + "/versions").expect(200).body().path("results"));
            models.add(model);
        }
        assertThat(models.at("/1/examples")).hasSize(2);
        assertThat(models.at("/1/readme").asText()).isEqualTo("# Grüße\n");
        for (String own : List.of(
                "id", "url", "urls", "owner", "model", "version", "created_at", "started_at", "completed_at", "info")) {
            strip(models, own);
        }
        return models;
    }

    private static byte[] bytes(Object json) {
        return Api.JSON.valueToTree(json).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void strip(JsonNode node, String name) {
        if (node instanceof ObjectNode object) {
            object.remove(name);
        }
        node.forEach(child -> strip(child, name));
    }

    @Test
    void aDamagedPackageIsRefusedByName() {
        Customer customer = newCustomer();
        customer.publish("language-identifier");
        byte[] zip = packageOf(customer);
        int at = new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("Names the language");
        zip[at] ^= 1;

        Api.Answer damaged = take(customer, zip);
        Api.Answer nothing = take(customer, new byte[10]);
        Api.Answer wrongType = customer.api().raw("POST", "/v1/models/imports", zip);

        assertThat(damaged.expect(422).code()).isEqualTo("package-refused");
        assertThat(nothing.expect(422).code()).isEqualTo("package-refused");
        assertThat(wrongType.expect(415).code()).isEqualTo("unsupported-media-type");
    }
}
