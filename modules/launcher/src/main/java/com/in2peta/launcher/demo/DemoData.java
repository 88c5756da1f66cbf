package com.in2peta.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.launcher.ReadyFile;
import com.in2peta.launcher.Secrets;
import com.in2peta.launcher.StartFailure;
import com.in2peta.launcher.postgres.PostgresPart;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills a new installation: a person with credits and a key, a staff member, and the worker's models. Each step first
 * looks whether it has been done, so an interrupted seeding is finished by the next start. Only the staff roles are
 * given in the database: nobody exists yet who could give them.
 */
public final class DemoData {

    public static final String OWNER = "in2peta";
    private static final String EMAIL = "demo@in2peta.local";
    private static final String STAFF_EMAIL = "staff@in2peta.local";
    private static final String STAFF_USERNAME = "staff";
    private static final List<String> STAFF_ROLES = List.of("operations", "compliance");
    /** No text was signed with a stand-in: the digest of nothing. */
    private static final String STAND_IN_AGREEMENT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final int AGREEMENT_YEARS = 10;
    private static final String KEY_SECRET = "demo-api-key";
    private static final String VERSION_SECRET = "demo-version-";

    private final String baseUrl;
    private final String sandboxUrl;
    private final PostgresPart postgres;
    private final Secrets secrets;
    private final Map<String, JsonNode> models;

    public DemoData(String baseUrl, String sandboxUrl, PostgresPart postgres, Secrets secrets, Path workerJar) {
        this.baseUrl = baseUrl;
        this.sandboxUrl = sandboxUrl;
        this.postgres = postgres;
        this.secrets = secrets;
        this.models = PackedModels.in(workerJar);
    }

    /** Whether everything was made by an earlier start. */
    public boolean isComplete() {
        return secrets.find(KEY_SECRET).isPresent()
                && models.keySet().stream()
                        .allMatch(endpoint ->
                                secrets.find(VERSION_SECRET + endpoint).isPresent());
    }

    /** Makes what is missing. */
    public Demo make() {
        if (!isComplete()) {
            signUp("Demo", EMAIL, secrets.get("demo-password"), Optional.of(OWNER));
            signUp("Staff", STAFF_EMAIL, secrets.get("staff-password"), Optional.of(STAFF_USERNAME));
            grantStaffRoles();
            registerProcessors(new Api(baseUrl, Optional.of(login(STAFF_EMAIL, "staff-password"))));
            Api api = new Api(baseUrl, Optional.of(login(EMAIL, "demo-password")));
            buyCredits(api);
            models.forEach((endpoint, model) -> publish(api, endpoint, model));
            createKey(api);
        }
        Map<String, String> versions = new LinkedHashMap<>();
        models.keySet()
                .forEach(endpoint -> versions.put(
                        endpoint, secrets.find(VERSION_SECRET + endpoint).orElseThrow()));
        return new Demo(
                secrets.find(KEY_SECRET).orElseThrow(),
                new ReadyFile.Account(EMAIL, secrets.get("demo-password")),
                new ReadyFile.Account(STAFF_EMAIL, secrets.get("staff-password")),
                versions);
    }

    /** Answers the same for a known address, so it can be repeated. */
    private void signUp(String name, String email, String password, Optional<String> username) {
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("name", name);
        account.put("email", email);
        account.put("password", password);
        account.put("age_confirmed", true);
        username.ifPresent(value -> account.put("username", value));
        new Api(baseUrl, Optional.empty()).post("/v1/auth/sign-up", account, 202, 409);
    }

    private void grantStaffRoles() {
        try (Connection connection = postgres.superuser();
                PreparedStatement grant = connection.prepareStatement("select identity.grant_staff_role(?, ?)")) {
            for (String role : STAFF_ROLES) {
                grant.setString(1, STAFF_USERNAME);
                grant.setString(2, role);
                grant.execute();
            }
        } catch (SQLException e) {
            throw new StartFailure("the staff roles could not be given: " + e.getMessage(), e);
        }
    }

    /** The stand-ins are on this machine; whoever puts a real processor in their place registers the real agreement. */
    private static void registerProcessors(Api staff) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        JsonNode processors = staff.get("/v1/staff/registers/processors")
                .orElseThrow(() -> new StartFailure("the demo data could not be made: there is no register"))
                .path("processors");
        for (JsonNode processor : processors) {
            String path =
                    "/v1/staff/registers/processors/" + processor.path("code").asText();
            staff.post(
                    path + "/agreements",
                    Map.of(
                            "document_sha256",
                            STAND_IN_AGREEMENT,
                            "valid_from",
                            today.minusYears(1).toString(),
                            "valid_until",
                            today.plusYears(AGREEMENT_YEARS).toString()),
                    200);
            for (JsonNode country : processor.path("countries")) {
                staff.post(
                        path + "/safeguards",
                        Map.of(
                                "country",
                                country.asText(),
                                "mechanism",
                                "none needed: a stand-in on this machine",
                                "reviewed_on",
                                today.toString()),
                        200);
            }
        }
    }

    private String login(String email, String password) {
        return new Api(baseUrl, Optional.empty())
                .post("/v1/auth/login", Map.of("email", email, "password", secrets.get(password)), 200)
                .get("access_token")
                .asText();
    }

    private void buyCredits(Api api) {
        for (JsonNode order : results(api, "/v1/billing/orders")) {
            if (order.path("status").asText().equals("paid")) {
                return;
            }
        }
        JsonNode pack = results(api, "/v1/billing/packs").path(0);
        JsonNode order =
                api.post("/v1/billing/orders", Map.of("pack", pack.path("id").asText()), 201);
        JsonNode paid = new Api(sandboxUrl, Optional.empty())
                .post(
                        "/razorpay/checkout/" + order.path("razorpay_order_id").asText(),
                        Map.of("outcome", "success"),
                        200);
        Map<String, String> payment = new LinkedHashMap<>();
        for (String field : List.of("razorpay_payment_id", "razorpay_order_id", "razorpay_signature")) {
            payment.put(field, paid.path(field).asText());
        }
        api.post("/v1/billing/orders/" + order.path("id").asText() + "/payment", payment, 200);
    }

    private void publish(Api api, String endpoint, JsonNode model) {
        String path = "/v1/models/" + OWNER + "/" + endpoint;
        Optional<JsonNode> existing = api.get(path);
        if (existing.isEmpty()) {
            api.post(
                    "/v1/models",
                    Map.of(
                            "owner",
                            OWNER,
                            "name",
                            endpoint,
                            "description",
                            model.path("description"),
                            "visibility",
                            "public",
                            "tags",
                            model.path("tags"),
                            "hardware",
                            "cpu"),
                    201);
        }
        String known = existing.map(
                        found -> found.path("latest_version").path("id").asText(""))
                .orElse("");
        secrets.put(VERSION_SECRET + endpoint, known.isEmpty() ? createVersion(api, path, model) : known);
    }

    private static String createVersion(Api api, String path, JsonNode model) {
        Map<String, JsonNode> version = new LinkedHashMap<>();
        for (String field : List.of(
                "input_schema",
                "output_schema",
                "default_example",
                "price_micros_per_second",
                "run_limit_seconds",
                "target")) {
            version.put(field, model.path(field));
        }
        if (model.has("interface")) {
            version.put("interface", model.get("interface"));
        }
        return api.post(path + "/versions", version, 201).path("id").asText();
    }

    /** The key is shown once, so it is kept at once; one that was made and lost is only a line in the list. */
    private void createKey(Api api) {
        if (secrets.find(KEY_SECRET).isEmpty()) {
            secrets.put(
                    KEY_SECRET,
                    api.post("/v1/api-keys", Map.of("name", "Demo key"), 201)
                            .path("key")
                            .asText());
        }
    }

    private static JsonNode results(Api api, String path) {
        return api.get(path)
                .orElseThrow(() -> new StartFailure("the demo data could not be made: there is no " + path))
                .path("results");
    }
}
