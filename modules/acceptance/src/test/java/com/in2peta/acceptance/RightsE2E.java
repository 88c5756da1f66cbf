package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person can do about the own data, and what nobody else can. */
@ExtendWith(SharedPlatform.class)
class RightsE2E {

    private static final String REQUESTS = "/v1/privacy/requests";
    private static final String INTAKE = "/v1/privacy/intake";
    private static final String SWEEP = "sla-sweep";
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern TOKEN = Pattern.compile("\\s([A-Za-z0-9_-]{43})\\s");

    private Platform platform;
    private Api anybody;
    private Customer customer;
    private Api own;

    @BeforeEach
    void open(Platform shared) {
        platform = shared;
        anybody = shared.api();
        customer = newCustomer();
        own = customer.apiByToken();
    }

    @Test
    void anErasureCoolsForThreeDaysAndCanBeTakenBack() {
        JsonNode made = make(Map.of("kind", "erasure"));

        assertThat(made.path("state").asText()).isEqualTo("cooling");
        Instant received = Instant.parse(made.path("received_at").asText());
        assertThat(Duration.between(
                        received, Instant.parse(made.path("cooling_until").asText())))
                .isBetween(Duration.ofHours(72), Duration.ofHours(72).plusMinutes(1));
        assertThat(Duration.between(received, Instant.parse(made.path("due_at").asText())))
                .isLessThanOrEqualTo(Duration.ofDays(30));
        assertThat(codes(made)).containsExactly("received", "identity-3", "planned", "cooling");
        customer.api().get("/v1/account").expect(200);

        JsonNode canceled =
                own.post(path(made) + "/cancellation", Map.of()).expect(200).body();
        assertThat(canceled.path("outcome").asText()).isEqualTo("canceled");
        assertThat(own.post(path(made) + "/cancellation", Map.of()).expect(410).code())
                .isEqualTo("request-closed");
        make(Map.of("kind", "erasure"));
        awaitMail("Your privacy request is taken back");
    }

    @Test
    void nobodyErasesForARequestThatCoolsOrIsNoErasure() {
        Api staff = Staff.of(platform);
        String cooling = make(Map.of("kind", "erasure")).path("id").asText();
        assertThat(erase(staff, cooling)).isEqualTo("failed");
        assertThat(own.get(REQUESTS + "/" + cooling)
                        .expect(200)
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("cooling");
        own.post(REQUESTS + "/" + cooling + "/cancellation", Map.of()).expect(200);

        String grievance =
                make(Map.of("kind", "grievance", "topic", "other")).path("id").asText();
        try (Database database = Database.of(platform)) {
            database.execute("update compliance.request set state = 'failed' where id = '" + grievance + "'");
        }
        assertThat(erase(staff, grievance)).isEqualTo("failed");
        customer.api().get("/v1/account").expect(200);
    }

    @Test
    void nobodySkipsTheCoolingOff() {
        JsonNode made = make(Map.of("kind", "erasure"));

        assertThat(Staff.of(platform)
                        .post("/v1/staff/privacy/requests/" + made.path("id").asText() + "/run", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("conflict");

        assertThat(own.get(path(made)).expect(200).body().path("state").asText())
                .isEqualTo("cooling");
    }

    @Test
    void anErasureThatHasBegunIsNeitherTakenBackNorRefused() {
        Api staff = Staff.of(platform);
        String id = make(Map.of("kind", "erasure")).path("id").asText();
        String request = "/v1/staff/privacy/requests/" + id;
        try (Database database = Database.of(platform)) {
            database.execute("update compliance.request set state = 'failed' where id = '" + id + "'");
            database.execute("insert into compliance.request_task (request_id, seq, element, action) values ('" + id
                    + "', 1, 'identity.api_key', 'delete')");
            assertThat(staff.post(request + "/refusal", Map.of("article", "gdpr-17-3-e"))
                            .expect(409)
                            .code())
                    .isEqualTo("conflict");
            database.execute("update compliance.request set state = 'awaiting-approval' where id = '" + id + "'");
            staff.post(request + "/cancellation", Map.of()).expect(409);
            own.post(REQUESTS + "/" + id + "/cancellation", Map.of()).expect(409);
        }
    }

    @Test
    void anAccountStaysFrozenAsLongAsOneRequestNeedsIt() {
        Api staff = Staff.of(platform);
        String erasure = make(Map.of("kind", "erasure")).path("id").asText();
        String child = staff.post(
                        "/v1/staff/privacy/requests",
                        Map.of("kind", "child", "username", customer.username(), "received_at", now()))
                .expect(202)
                .body()
                .path("id")
                .asText();

        staff.post("/v1/staff/privacy/requests/" + erasure + "/cancellation", Map.of())
                .expect(200);
        login(Customer.PASSWORD).expect(401);

        staff.post("/v1/staff/privacy/requests/" + child + "/cancellation", Map.of())
                .expect(200);
        login(Customer.PASSWORD).expect(200);
    }

    private static String erase(Api staff, String request) {
        return Staff.await(staff, Staff.start(staff, "erasure", UUID.fromString(request)), PATIENCE_SECONDS)
                .path("state")
                .asText();
    }

    @Test
    @Proves("6-erase")
    void anErasureThatHasCooledFreezesTheAccountAndBegins() {
        JsonNode made = make(Map.of("kind", "erasure"));
        try (Database database = Database.of(platform)) {
            database.rows(
                    "update compliance.request set cooling_until = now() - interval '1 minute' where id = ?::uuid returning 1",
                    made.path("id").asText());
        }
        sweep();

        assertThat(anybody.post("/v1/auth/login", Map.of("email", customer.email(), "password", Customer.PASSWORD))
                        .expect(401)
                        .code())
                .isEqualTo("invalid-credentials");
        Platform.await(
                "the key to be refused",
                3,
                () -> customer.api().get("/v1/account").status() == 401);
        Platform.await(
                "the token to be refused", 3, () -> own.get("/v1/account").status() == 401);
        try (Database database = Database.of(platform)) {
            assertThat(database.rows(
                            "select code from compliance.request_step where request_id = ?::uuid and code = 'running'",
                            made.path("id").asText()))
                    .isNotEmpty();
        }
    }

    @Test
    void aFrozenAccountAnswersLikeAWrongPasswordAndThawsWithItsCancellation() {
        Api staff = Staff.of(platform);
        JsonNode child = staff.post(
                        "/v1/staff/privacy/requests",
                        Map.of("kind", "child", "username", customer.username(), "received_at", now()))
                .expect(202)
                .body();
        Platform.await(
                "the token to be refused", 3, () -> own.get("/v1/account").status() == 401);
        Platform.await(
                "the key to be refused",
                3,
                () -> customer.api().get("/v1/account").status() == 401);
        Answer right = login(Customer.PASSWORD);
        Answer wrong = login("not the password");
        assertThat(right.status()).isEqualTo(401);
        assertThat(((ObjectNode) right.body()).without("trace_id").toString())
                .isEqualTo(((ObjectNode) wrong.body()).without("trace_id").toString());

        staff.post("/v1/staff/privacy/requests/" + child.path("id").asText() + "/cancellation", Map.of())
                .expect(200);

        Platform.await(
                "the token to work again", 3, () -> own.get("/v1/account").status() == 200);
        login(Customer.PASSWORD).expect(200);
    }

    @Test
    void asksForThePasswordWhenTheSignInIsOld() {
        Api old = Api.at(anybody.base()).as(tokenOfAnHourAgo());

        Answer without = old.post(REQUESTS, Map.of("kind", "access"));
        assertThat(without.expect(403).code()).isEqualTo("reauthentication-required");
        assertThat(old.post(REQUESTS, Map.of("kind", "access", "password", "wrong"))
                        .expect(401)
                        .code())
                .isEqualTo("invalid-credentials");
        old.post(REQUESTS, Map.of("kind", "restriction", "ground", "accuracy")).expect(202);
        old.post(REQUESTS, Map.of("kind", "access", "password", Customer.PASSWORD))
                .expect(202);
    }

    @Test
    void endsTheTryingOfPasswords() {
        Api old = Api.at(anybody.base()).as(tokenOfAnHourAgo());
        for (int i = 0; i < 5; i++) {
            old.post(REQUESTS, Map.of("kind", "access", "password", "wrong" + i))
                    .expect(401);
        }
        Answer limited = old.post(REQUESTS, Map.of("kind", "access", "password", Customer.PASSWORD));

        assertThat(limited.expect(429).code()).isEqualTo("rate-limited");
        assertThat(Long.parseLong(limited.header("Retry-After").orElseThrow())).isPositive();
    }

    @Test
    void anApiKeyReadsRequestsAndMakesNone() {
        make(Map.of("kind", "erasure"));

        for (String kind : List.of("access", "erasure", "grievance")) {
            Answer answer = customer.api().post(REQUESTS, Map.of("kind", kind, "password", Customer.PASSWORD));
            assertThat(answer.expect(403).code()).as(kind).isEqualTo("reauthentication-required");
        }
        assertThat(customer.api().get(REQUESTS).expect(200).body().path("results"))
                .hasSize(1);
        assertThat(customer.api()
                        .raw("PATCH", "/v1/account", "{\"name\":\"A\"}".getBytes(StandardCharsets.UTF_8))
                        .expect(403)
                        .code())
                .isEqualTo("reauthentication-required");
    }

    @Test
    void oneRequestOfAKindAtATime() {
        JsonNode first = make(Map.of("kind", "erasure"));

        Answer second = own.post(REQUESTS, Map.of("kind", "erasure"));

        assertThat(second.expect(409).code()).isEqualTo("request-active");
        assertThat(second.body().path("request").asText())
                .isEqualTo(first.path("id").asText());
        assertThat(own.get(REQUESTS).expect(200).body().path("results")).hasSize(1);
    }

    @Test
    void ofManyAtOnceOneIsMade() {
        List<Integer> statuses = new ArrayList<>(java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> own.postAsync(REQUESTS, Map.of("kind", "erasure")))
                .toList()
                .stream()
                .map(answer -> answer.join().status())
                .toList());

        assertThat(statuses).containsOnlyOnce(202);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(7);
    }

    @Test
    void whoPublishesModelsSaysWhatBecomesOfThem() {
        customer.publish("language-identifier");
        try (Database database = Database.of(platform)) {
            database.rows(
                    "update models.model set visibility = 'public' where owner = ? returning 1", customer.username());
        }
        assertThat(own.post(REQUESTS, Map.of("kind", "erasure")).expect(422).code())
                .isEqualTo("models-choice-needed");
        Answer transfer = own.post(REQUESTS, Map.of("kind", "erasure", "models", "transfer"));
        assertThat(transfer.expect(400)
                        .body()
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asText())
                .isEqualTo("/models");

        JsonNode later = make(Map.of("kind", "erasure", "models", "unpublish-in-30-days"));
        Duration wait = Duration.between(
                Instant.parse(later.path("received_at").asText()),
                Instant.parse(later.path("cooling_until").asText()));
        assertThat(wait).isGreaterThan(Duration.ofDays(25));
        assertThat(Instant.parse(later.path("cooling_until").asText()))
                .isBefore(Instant.parse(later.path("due_at").asText()));
    }

    @Test
    @Proves({"6-restrict", "6-object"})
    void aRestrictionAndAnObjectionAreInEffectAtOnceAndCanBeLifted() {
        JsonNode restriction = make(Map.of("kind", "restriction", "ground", "accuracy"));
        JsonNode trends = make(Map.of("kind", "objection", "purpose", "trends"));
        JsonNode abuse = make(Map.of("kind", "objection", "purpose", "abuse"));

        assertThat(List.of(restriction, trends, abuse))
                .allSatisfy(done -> assertThat(done.path("outcome").asText()).isEqualTo("done"));
        assertThat(closed())
                .containsExactly(
                        "abuse|objection",
                        "abuse|restriction",
                        "inference|restriction",
                        "payments|restriction",
                        "trends|objection",
                        "trends|restriction");

        own.post(path(restriction) + "/lifting", Map.of()).expect(200);
        own.post(path(trends) + "/lifting", Map.of()).expect(200);
        assertThat(closed()).containsExactly("abuse|objection");
        assertThat(own.post(path(trends) + "/lifting", Map.of()).expect(409).code())
                .isEqualTo("conflict");
        awaitMail("Your restriction or objection ends");
    }

    @Test
    @Proves("6-restrict")
    void ofTwoRestrictionsOneStaysWhenTheOtherIsLifted() {
        JsonNode accuracy = make(Map.of("kind", "restriction", "ground", "accuracy"));
        JsonNode claims = make(Map.of("kind", "restriction", "ground", "claims"));

        own.post(path(accuracy) + "/lifting", Map.of()).expect(200);
        assertThat(closed()).contains("inference|restriction");

        own.post(path(claims) + "/lifting", Map.of()).expect(200);
        assertThat(closed()).isEmpty();
    }

    @Test
    void anErasureWaitsForClaimsOfThePerson() {
        JsonNode restriction = make(Map.of("kind", "restriction", "ground", "claims"));
        JsonNode erasure = make(Map.of("kind", "erasure"));
        try (Database database = Database.of(platform)) {
            database.rows(
                    "update compliance.request set cooling_until = now() - interval '1 minute' where id = ?::uuid returning 1",
                    erasure.path("id").asText());
        }
        sweep();
        assertThat(own.get(path(erasure)).expect(200).body().path("state").asText())
                .isEqualTo("blocked-by-hold");

        own.post(path(restriction) + "/lifting", Map.of()).expect(200);
        sweep();
        Platform.await(
                "the account to be frozen", 5, () -> own.get("/v1/account").status() == 401);
    }

    @Test
    @Proves("6-rectify")
    void aNameIsCorrectedAtOnceAndTheEvidenceHoldsNeitherTheOldNorTheNew() {
        Answer answer =
                own.raw("PATCH", "/v1/account", "{\"name\":\"Zuzanna Nowak\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.expect(200).body().path("name").asText()).isEqualTo("Zuzanna Nowak");
        Api again = anybody.as(
                login(Customer.PASSWORD).expect(200).body().path("access_token").asText());
        assertThat(again.get("/v1/account").expect(200).body().path("name").asText())
                .isEqualTo("Zuzanna Nowak");

        for (String bad : List.of("", " ", "a".repeat(201), "a\u0007b")) {
            Answer refused = own.raw("PATCH", "/v1/account", json(Map.of("name", bad)));
            assertThat(refused.expect(400)
                            .body()
                            .path("errors")
                            .path(0)
                            .path("pointer")
                            .asText())
                    .isEqualTo("/name");
        }
        try (Database database = Database.of(platform)) {
            assertThat(
                            database.number(
                                    "select count(*) from compliance.evidence where kind = 'change-personal' and object = 'identity.person.name'"))
                    .isPositive();
            assertThat(
                            database.number(
                                    "select count(*) from compliance.evidence where body like '%Nowak%' or body like '%Test Person%'"))
                    .isZero();
        }
    }

    @Test
    void othersDoNotSeeARequest() {
        JsonNode made = make(Map.of("kind", "erasure"));
        Customer other = newCustomer();

        for (String suffix : List.of("", "/cancellation", "/identity", "/lifting")) {
            String address = path(made) + suffix;
            Answer answer = suffix.isEmpty()
                    ? other.apiByToken().get(address)
                    : other.apiByToken().post(address, Map.of());
            assertThat(answer.expect(404).code()).as(address).isEqualTo("not-found");
        }
        assertThat(other.api().get(REQUESTS).expect(200).body().path("results")).isEmpty();
        assertThat(anybody.get(path(made)).expect(401).code()).isEqualTo("unauthenticated");
        assertThat(own.get("/v1/staff/privacy/requests").expect(403).code()).isEqualTo("forbidden");
    }

    @Test
    void whatIsNoRequestIsRefusedWithoutAnEcho() {
        String canary = "canary-7d1f";
        List<Answer> answers = List.of(
                own.post(REQUESTS, Map.of("kind", canary)),
                own.post(REQUESTS, Map.of("kind", "erasure", "regime", canary)),
                own.post(REQUESTS, Map.of("kind", "access", "models", "unpublish-now")),
                own.post(REQUESTS, Map.of("kind", "restriction", "ground", canary)),
                own.post(REQUESTS, Map.of("kind", "objection", "purpose", "inference")),
                own.post(REQUESTS, Map.of("kind", "grievance", "topic", "other", "reference", canary + " ")),
                own.post(REQUESTS, Map.of()),
                own.get(REQUESTS + "/not-a-uuid"),
                own.get(REQUESTS + "/1-1-1-1-1"),
                own.post(REQUESTS + "/" + canary + "/cancellation", Map.of()));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("invalid-request");
            assertThat(((ObjectNode) answer.body()).without("instance").toString())
                    .doesNotContain(canary);
        });
        assertThat(own.post(REQUESTS, Map.of("kind", "child")).expect(403).code())
                .isEqualTo("forbidden");
        assertThat(own.get(REQUESTS + "/" + UUID.randomUUID()).expect(404).code())
                .isEqualTo("not-found");
        assertThat(own.get(REQUESTS).expect(200).body().path("results")).isEmpty();
    }

    @Test
    void theIntakeAnswersAlikeAndMailsOnlyWhoIsKnownAndOnceAnHour() {
        Answer known = anybody.post(INTAKE, Map.of("email", customer.email().toUpperCase(), "kind", "access"));
        Answer again = anybody.post(INTAKE, Map.of("email", customer.email(), "kind", "access"));
        Answer unknown = anybody.post(INTAKE, Map.of("email", "x" + customer.email(), "kind", "access"));

        assertThat(known.expect(202).text())
                .isEqualTo(unknown.expect(202).text())
                .isEqualTo(again.expect(202).text());
        String token = awaitToken();
        // Everything that was to be mailed has been: the outbox keeps the order of its messages.
        make(Map.of("kind", "grievance", "topic", "other"));
        awaitMail("We have your privacy request");
        assertThat(mails(customer.email()).findValuesAsText("subject").stream()
                        .filter("Confirm your privacy request"::equals))
                .hasSize(1);
        assertThat(mails("x" + customer.email())).isEmpty();
        try (Database database = Database.of(platform)) {
            assertThat(database.number(
                            "select count(*) from compliance.intake where encode(token_sha256, 'escape') like ?",
                            "%" + token + "%"))
                    .isZero();
        }
    }

    @Test
    void aConfirmedIntakeWaitsForMoreProofOrIsClosed() {
        anybody.post(INTAKE, Map.of("email", customer.email(), "kind", "erasure"))
                .expect(202);
        String token = awaitToken();

        JsonNode made = anybody.post(INTAKE + "/confirmation", Map.of("token", token))
                .expect(202)
                .body();
        assertThat(made.path("state").asText()).isEqualTo("verifying");
        assertThat(made.path("identity_level").asInt()).isEqualTo(1);
        assertThat(made.path("channel").asText()).isEqualTo("mail");
        assertThat(anybody.post(INTAKE + "/confirmation", Map.of("token", token))
                        .expect(404)
                        .code())
                .isEqualTo("not-found");

        JsonNode proven =
                own.post(path(made) + "/identity", Map.of()).expect(202).body();
        assertThat(proven.path("state").asText()).isEqualTo("cooling");
        assertThat(proven.path("identity_level").asInt()).isEqualTo(3);
    }

    @Test
    void whatIsNotProvenInAFortnightIsClosed() {
        anybody.post(INTAKE, Map.of("email", customer.email(), "kind", "access"))
                .expect(202);
        JsonNode made = anybody.post(INTAKE + "/confirmation", Map.of("token", awaitToken()))
                .expect(202)
                .body();
        try (Database database = Database.of(platform)) {
            database.rows(
                    "update compliance.request set received_at = received_at - interval '14 days' where id = ?::uuid returning 1",
                    made.path("id").asText());
            sweep();
            assertThat(own.get(path(made)).expect(200).body().path("state").asText())
                    .isEqualTo("verifying"); // since the question, not since the mail

            database.rows(
                    "update compliance.request_step set at = at - interval '14 days' where request_id = ?::uuid returning 1",
                    made.path("id").asText());
            sweep();
            assertThat(own.get(path(made)).expect(200).body().path("outcome").asText())
                    .isEqualTo("unverified");
        }
        awaitMail("Your privacy request is closed");
    }

    @Test
    void aLinkThatHasEndedOrNeverWasDoesNothing() {
        for (String token : List.of("", "x", "A".repeat(43), "../..", "A".repeat(10_000))) {
            assertThat(anybody.post(INTAKE + "/confirmation", Map.of("token", token))
                            .expect(404)
                            .code())
                    .isEqualTo("not-found");
        }
        anybody.post(INTAKE, Map.of("email", customer.email(), "kind", "access"))
                .expect(202);
        String token = awaitToken();
        try (Database database = Database.of(platform)) {
            database.rows(
                    "update compliance.intake set expires_at = now() where person_id = (select p.id from identity.person p"
                            + " join identity.organization o using (organization_id) where o.username = ?) returning 1",
                    customer.username());
        }
        assertThat(anybody.post(INTAKE + "/confirmation", Map.of("token", token))
                        .expect(404)
                        .code())
                .isEqualTo("not-found");
        assertThat(own.get(REQUESTS).expect(200).body().path("results")).isEmpty();
    }

    @Test
    void theIntakeRefusesWhatItDoesNotOffer() {
        for (String kind : List.of("child", "grievance", "restriction", "nonsense", "")) {
            assertThat(anybody.post(INTAKE, Map.of("email", customer.email(), "kind", kind))
                            .expect(400)
                            .code())
                    .isEqualTo("invalid-request");
        }
        assertThat(anybody.post(INTAKE, Map.of("email", "a".repeat(255), "kind", "access"))
                        .expect(400)
                        .code())
                .isEqualTo("invalid-request");
    }

    @Test
    @Proves("6-contact")
    void theOperatorIsToldWhenTheTimeRunsOutAndHealthSaysWhatIsOverdue() {
        JsonNode made = make(Map.of("kind", "grievance", "topic", "other"));
        try (Database database = Database.of(platform)) {
            for (String[] step : new String[][] {{"46", "50"}, {"73", "80"}, {"86", "95"}, {"91", "100"}}) {
                database.rows(
                        "update compliance.request set received_at = now() - make_interval(days => ?::int),"
                                + " due_at = now() + make_interval(days => 90 - ?::int) where id = ?::uuid returning 1",
                        step[0],
                        step[0],
                        made.path("id").asText());
                sweep();
                assertThat(database.rows(
                                "select alerted from compliance.request where id = ?::uuid",
                                made.path("id").asText()))
                        .containsExactly(step[1]);
            }
        }
        for (String share : List.of("50", "80", "95", "100")) {
            Platform.await(
                    "the alert of " + share,
                    PATIENCE_SECONDS,
                    () -> alerts(made).contains(share + " per cent"));
        }
        assertThat(codes(own.get(path(made)).expect(200).body())).noneMatch(code -> code.startsWith("alerted"));
        JsonNode health = anybody.get("/health/ready").expect(200).body();
        assertThat(health.path("status").asText()).isEqualTo("UP");
        for (JsonNode check : health.path("checks")) {
            if (check.path("name").asText().equals("rights")) {
                assertThat(check.path("data").path("overdue").asLong()).isPositive();
            }
        }
        assertThat(health.path("checks").findValuesAsText("name")).contains("rights");
    }

    @Test
    void everyStepIsInTheEvidenceWithoutSayingWhoseItIs() {
        JsonNode made = make(Map.of("kind", "erasure"));
        try (Database database = Database.of(platform)) {
            List<String> entries = database.rows(
                    "select body::jsonb ->> 'step', length(subject_ref) from compliance.evidence where object = ? order by seq",
                    made.path("id").asText());
            assertThat(entries).containsExactly("received|32", "identity-3|32", "planned|32", "cooling|32");
            String person = database.rows(
                            "select person_id from compliance.request where id = ?::uuid",
                            made.path("id").asText())
                    .get(0);
            assertThat(database.number(
                            "select count(*) from compliance.evidence where body like ?", "%" + person + "%"))
                    .isZero();
        }
    }

    private JsonNode make(Map<String, String> request) {
        return own.post(REQUESTS, request).expect(202).body();
    }

    private void sweep() {
        assertThat(Staff.run(Staff.of(platform), SWEEP, PATIENCE_SECONDS)
                        .path("state")
                        .asText())
                .isEqualTo("completed");
    }

    private Answer login(String password) {
        return anybody.post("/v1/auth/login", Map.of("email", customer.email(), "password", password));
    }

    /** What a token is after a while: signed by the platform, not ended, but the sign-in is older. */
    private String tokenOfAnHourAgo() {
        String token =
                login(Customer.PASSWORD).expect(200).body().path("access_token").asText();
        ObjectNode claims = Tokens.claims(token);
        claims.put("iat", claims.path("iat").asLong() - 3600);
        return Tokens.signed(Tokens.header(token), claims, Tokens.platformKey(platform.data()));
    }

    private List<String> closed() {
        try (Database database = Database.of(platform)) {
            return database.rows(
                    "select purpose, ground from kernel.closed_purpose c join identity.organization o using (organization_id)"
                            + " where o.username = ? order by 1, 2",
                    customer.username());
        }
    }

    private String awaitToken() {
        awaitMail("Confirm your privacy request");
        for (JsonNode mail : mails(customer.email())) {
            if (mail.path("subject").asText().equals("Confirm your privacy request")) {
                Matcher token = TOKEN.matcher(mail.path("text").asText());
                assertThat(token.find()).isTrue();
                return token.group(1);
            }
        }
        throw new AssertionError("no token");
    }

    private void awaitMail(String subject) {
        Platform.await(
                "the mail: " + subject,
                PATIENCE_SECONDS,
                () -> mails(customer.email()).findValuesAsText("subject").contains(subject));
    }

    private JsonNode mails(String email) {
        return anybody.get(platform.ready().path("mailUrl").asText() + "/messages?to=" + email)
                .expect(200)
                .body();
    }

    /** The mails to the operator about a request. */
    private String alerts(JsonNode request) {
        StringBuilder texts = new StringBuilder();
        for (JsonNode mail : mails("privacy@in2peta.local")) {
            String text = mail.path("text").asText();
            if (text.contains(request.path("id").asText())) {
                texts.append(text);
            }
        }
        return texts.toString();
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }

    private static List<String> codes(JsonNode request) {
        return request.path("timeline").findValuesAsText("code");
    }

    private static String path(JsonNode request) {
        return REQUESTS + "/" + request.path("id").asText();
    }

    private static String now() {
        return Instant.now().toString();
    }

    private static byte[] json(Map<String, String> body) {
        try {
            return Api.JSON.writeValueAsBytes(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
