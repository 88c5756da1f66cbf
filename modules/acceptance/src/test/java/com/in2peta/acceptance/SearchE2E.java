package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.kernel.limit.Limits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Models are found by their words, and only by who may see them. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchE2E {

    private final String word =
            "w" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    private Platform platform;
    private Customer author;
    private Customer stranger;

    @BeforeAll
    void publish(Platform shared) {
        platform = shared;
        author = newCustomer();
        stranger = newCustomer();
        publish("named-" + word, "public", "Nothing special", List.of());
        publish("tagged", "public", "Nothing special", List.of(word));
        publish("described", "public", "A model of " + word + " and Straßenbahn", List.of());
        publish("hidden-" + word, "private", "", List.of());
    }

    @Test
    void theNameCountsMoreThanATagAndThatMoreThanTheDescription() {
        JsonNode found = search(stranger, word);

        assertThat(names(found.path("models"), "/model/name")).containsExactly("named-" + word, "tagged", "described");
        assertThat(found.path("query").asText()).isEqualTo(word);
        assertThat(found.path("collections").isArray()).isTrue();
        assertThat(found.path("pages")).isEmpty();
        assertThat(found.at("/models/0/metadata/score").asDouble())
                .isGreaterThan(found.at("/models/1/metadata/score").asDouble());
        assertThat(found.at("/models/1/metadata/tags/0").asText()).isEqualTo(word);
    }

    @Test
    void ownersFindTheirPrivateModelsAndNobodyElseDoes() {
        assertThat(names(search(author, word).path("models"), "/model/name")).contains("hidden-" + word);
        assertThat(names(search(stranger, "hidden " + word).path("models"), "/model/name"))
                .isEmpty();
    }

    @Test
    void allWordsMustBeThereInAnyCaseAndAtLeastTheirBeginnings() {
        assertThat(names(search(stranger, "DESCRIBED " + word).path("models"), "/model/name"))
                .containsExactly("described");
        assertThat(names(search(stranger, "straßen " + word.substring(0, 8)).path("models"), "/model/name"))
                .containsExactly("described");
        assertThat(names(search(stranger, author.username() + "/tagged").path("models"), "/model/name"))
                .containsExactly("tagged");
        assertThat(search(stranger, "!& | <->").path("models")).isEmpty();
        assertThat(search(stranger, "':* \\").path("models")).isEmpty();
    }

    @Test
    void theMethodQueryAnswersAPageOfModels() {
        for (String body : List.of(word, "\"" + word + "\"")) {
            JsonNode page = query(body, "text/plain").expect(200).body();

            assertThat(names(page.path("results"), "/name")).containsExactly("named-" + word, "tagged", "described");
            assertThat(page.path("next").isNull()).isTrue();
        }
        assertThat(query("{}", "application/json").expect(415).code()).isEqualTo("unsupported-media-type");
        assertThat(query("", "text/plain").expect(400).code()).isEqualTo("invalid-request");
    }

    @Test
    void theLimitIsKeptAndWhatIsNoQueryIsRefused() {
        assertThat(get(word + "&limit=2").expect(200).body().path("models")).hasSize(2);
        for (String bad : List.of(
                word + "&limit=0",
                word + "&limit=" + (Limits.SEARCH_RESULTS + 1),
                word + "&limit=a",
                "",
                "a".repeat(Limits.SEARCH_LENGTH + 1))) {
            assertThat(get(bad).expect(400).code()).as(bad).isEqualTo("invalid-request");
        }
        assertThat(stranger.api().get("/v1/search").expect(400).code()).isEqualTo("invalid-request");
    }

    @Test
    void theRoleOfTheSearchMayReadItsIndex() {
        try (Database database = Database.of(platform)) {
            database.execute("set role in2p_batch");
            database.execute("set enable_seqscan = off");
            assertThat(database.rows("""
                            explain select m.id from models.model m where models.search_words(m.owner, m.name, m.tags, m.description)
                                @@ to_tsquery('simple', 'a:* & b:*')""")).anySatisfy(line -> assertThat(line).contains("model_search"));
        }
    }

    private JsonNode search(Customer customer, String text) {
        return customer.api()
                .get("/v1/search?query=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .expect(200)
                .body();
    }

    private Answer get(String query) {
        return stranger.api().get("/v1/search?query=" + query);
    }

    private Answer query(String body, String type) {
        return stranger.api().raw("QUERY", "/v1/models", body.getBytes(StandardCharsets.UTF_8), "Content-Type", type);
    }

    private static List<String> names(JsonNode array, String pointer) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(entry -> entry.at(pointer).asText())
                .toList();
    }

    private void publish(String name, String visibility, String description, List<String> tags) {
        author.api()
                .post(
                        "/v1/models",
                        Map.of(
                                "owner",
                                author.username(),
                                "name",
                                name,
                                "visibility",
                                visibility,
                                "hardware",
                                "cpu",
                                "description",
                                description,
                                "tags",
                                tags))
                .expect(201);
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
