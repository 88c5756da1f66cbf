package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What staff does about requests, what it needs a second person for, and what is written down about it. */
@ExtendWith(SharedPlatform.class)
class StaffRightsE2E {

    private static final String REQUESTS = "/v1/staff/privacy/requests";
    private static final String UPLOADS = "/v1/staff/privacy/uploads";
    private static final String APPROVALS = "/v1/staff/approvals";
    private static final String SWEEP = "sla-sweep";
    private static final long PATIENCE_SECONDS = 60;

    private Platform platform;
    private Api staff;
    private Api second;
    private Customer customer;

    @BeforeEach
    void open(Platform shared) {
        platform = shared;
        staff = Staff.of(shared);
        second = Staff.second(shared);
        customer = newCustomer();
        awaitTheFirstLoggedCall();
        awaitTheLastMail();
    }

    /** From one to none it is another plan. */
    private void awaitTheLastMail() {
        try (Database database = Database.of(platform)) {
            Platform.await(
                    "the outbox to be empty", PATIENCE_SECONDS, () -> database.number("""
                    select count(*) from kernel.outbox join identity.organization using (organization_id) where username = ?""", customer.username()) == 0);
        }
    }

    /** From none to one it is another plan. */
    private void awaitTheFirstLoggedCall() {
        customer.api().get("/v1/account").expect(200);
        Platform.await(
                "the first call to be logged",
                PATIENCE_SECONDS,
                () -> !customer.api()
                        .get("/v1/usage")
                        .expect(200)
                        .body()
                        .path("results")
                        .isEmpty());
    }

    @Test
    @Proves("6-contact")
    void aMailedRequestCountsFromItsReceipt() {
        String received = Instant.now().minus(Duration.ofDays(3)).toString();
        JsonNode made = record("access", Map.of("received_at", received, "identity_evidence", "call-back"));

        assertThat(Instant.parse(made.path("due_at").asText()))
                .isBefore(Instant.now().plus(Duration.ofDays(29)));
        assertThat(made.path("channel").asText()).isEqualTo("mail");
        assertThat(made.path("state").asText()).isEqualTo("planned");
        assertThat(made.path("username").asText()).isEqualTo(customer.username());
        // The person sees the same.
        assertThat(customer.api()
                        .get("/v1/privacy/requests")
                        .expect(200)
                        .body()
                        .path("results")
                        .findValuesAsText("id"))
                .containsExactly(made.path("id").asText());
    }

    @Test
    void aPersonIsFoundByUsernameOrEmailAndNotByBoth() {
        Map<String, String> byEmail =
                Map.of("kind", "access", "email", customer.email().toUpperCase(), "received_at", now());
        staff.post(REQUESTS, byEmail).expect(202);
        Map<String, String> both = new HashMap<>(byEmail);
        both.put("username", customer.username());

        assertThat(staff.post(REQUESTS, both).expect(400).code()).isEqualTo("invalid-request");
        assertThat(staff.post(REQUESTS, Map.of("kind", "access", "received_at", now()))
                        .expect(400)
                        .code())
                .isEqualTo("invalid-request");
        assertThat(staff.post(REQUESTS, Map.of("kind", "access", "username", "nobody-here", "received_at", now()))
                        .expect(404)
                        .code())
                .isEqualTo("not-found");
        assertThat(staff.post(REQUESTS, byEmail).expect(409).code()).isEqualTo("request-active");
    }

    @Test
    void aTimeOfReceiptInTheFutureOrLongAgoIsRefused() {
        for (String received : List.of(
                Instant.now().plus(Duration.ofHours(1)).toString(),
                "2099-01-01T00:00:00Z",
                Instant.now().minus(Duration.ofDays(367)).toString(),
                "2026-11-25",
                "yesterday")) {
            Answer answer = staff.post(
                    REQUESTS, Map.of("kind", "access", "username", customer.username(), "received_at", received));
            assertThat(answer.expect(400)
                            .body()
                            .path("errors")
                            .path(0)
                            .path("pointer")
                            .asText())
                    .as(received)
                    .isEqualTo("/received_at");
        }
    }

    @Test
    @Proves("6-contact")
    void runsOnlyWhatIsProvenAndOnlyAfterASecondYes() {
        JsonNode made = record("erasure", Map.of());
        assertThat(made.path("state").asText()).isEqualTo("verifying");
        assertThat(act(made, "run", Map.of()).expect(409).code()).isEqualTo("identity-needed");
        assertThat(act(made, "identity", Map.of("level", 3, "how", "call-back"))
                        .expect(400)
                        .code())
                .isEqualTo("invalid-request");
        assertThat(act(made, "identity", Map.of("level", 2, "how", "he sounded nice"))
                        .expect(400)
                        .code())
                .isEqualTo("invalid-request");
        act(made, "identity", Map.of("level", 2, "how", "document-seen")).expect(200);

        JsonNode asked = act(made, "run", Map.of()).expect(202).body();
        assertThat(asked.path("state").asText()).isEqualTo("awaiting-approval");
        String approval = asked.path("approval").asText();
        assertThat(decide(staff, approval, "approved").expect(409).code()).isEqualTo("same-person");
        assertThat(decide(second, approval, "perhaps").expect(400).code()).isEqualTo("invalid-request");

        JsonNode decided = runWithAYes(made);
        assertThat(decided.path("decision").asText()).isEqualTo("approved");
        assertThat(decide(second, decided.path("id").asText(), "refused")
                        .expect(409)
                        .code())
                .isEqualTo("conflict");
        JsonNode cooling = get(made);
        assertThat(cooling.path("state").asText()).isEqualTo("cooling");
        assertThat(cooling.path("timeline").findValuesAsText("code"))
                .containsSubsequence("approval-asked", "approved", "cooling");
    }

    /** A call that is logged between asking and deciding can make another plan, which is asked for again. */
    private JsonNode runWithAYes(JsonNode made) {
        AtomicReference<Answer> decided = new AtomicReference<>();
        Platform.await("a yes to the plan as it is", PATIENCE_SECONDS, () -> {
            String approval = act(made, "run", Map.of())
                    .expect(202)
                    .body()
                    .path("approval")
                    .asText();
            decided.set(decide(second, approval, "approved"));
            return decided.get().status() == 200;
        });
        return decided.get().body();
    }

    @Test
    void aNoSendsItBack() {
        JsonNode made = record("access", Map.of("identity_evidence", "call-back"));
        String approval =
                act(made, "run", Map.of()).expect(202).body().path("approval").asText();

        decide(second, approval, "refused").expect(200);

        assertThat(get(made).path("state").asText()).isEqualTo("planned");
        assertThat(get(made).path("approval").isNull()).isTrue();
    }

    @Test
    void anApprovalCountsForOnePlanAndForThreeDays() {
        JsonNode made = record("access", Map.of("identity_evidence", "call-back"));
        String first =
                act(made, "run", Map.of()).expect(202).body().path("approval").asText();
        String again =
                act(made, "run", Map.of()).expect(202).body().path("approval").asText();
        assertThat(again).isNotEqualTo(first);
        assertThat(decide(second, first, "approved").expect(409).code()).isEqualTo("approval-expired");

        try (Database database = Database.of(platform)) {
            database.rows(
                    "update compliance.approval set plan_sha256 = repeat('0', 64) where id = ?::uuid returning 1",
                    again);
            assertThat(decide(second, again, "approved").expect(409).code()).isEqualTo("plan-changed");
            assertThat(get(made).path("state").asText()).isEqualTo("awaiting-approval");
            database.rows("update compliance.approval set expires_at = now() where id = ?::uuid returning 1", again);
        }
        assertThat(decide(second, again, "approved").expect(409).code()).isEqualTo("approval-expired");
    }

    @Test
    @Proves("8-child-removal")
    void aChildIsFrozenAtOnceAndDoesNotCool() {
        JsonNode made = record("child", Map.of());
        assertThat(Duration.between(
                        Instant.now(), Instant.parse(made.path("due_at").asText())))
                .isLessThanOrEqualTo(Duration.ofHours(72));
        assertThat(platform.api()
                        .post("/v1/auth/login", Map.of("email", customer.email(), "password", Customer.PASSWORD))
                        .status())
                .isEqualTo(401);

        runWithAYes(made);
        assertThat(get(made).path("timeline").findValuesAsText("code"))
                .contains("running")
                .doesNotContain("cooling");
    }

    @Test
    void aRefusalNeedsAnArticleAndTellsThePerson() {
        JsonNode made = record("access", Map.of("identity_evidence", "call-back"));
        for (String article : List.of("because", "gdpr-99-9", "dpdp-12-3", "")) {
            assertThat(act(made, "refusal", Map.of("article", article))
                            .expect(400)
                            .code())
                    .isEqualTo("invalid-request");
        }
        assertThat(act(made, "refusal", Map.of()).expect(400).code()).isEqualTo("invalid-request");

        JsonNode refused =
                act(made, "refusal", Map.of("article", "gdpr-12-5")).expect(200).body();

        assertThat(refused.path("outcome").asText()).isEqualTo("refused");
        assertThat(refused.path("refusal_article").asText()).isEqualTo("gdpr-12-5");
        for (String action :
                List.of("run", "cancellation", "refusal", "extension", "identity", "completion", "correction")) {
            Map<String, Object> body = Map.of(
                            "refusal", Map.<String, Object>of("article", "gdpr-12-5"),
                            "extension", Map.<String, Object>of("reason", "complexity"),
                            "identity", Map.<String, Object>of("level", 2, "how", "call-back"),
                            "completion", Map.<String, Object>of("reference", "m-1"),
                            "correction", Map.<String, Object>of("element", "identity.person.name", "value", "A"))
                    .getOrDefault(action, Map.of());
            assertThat(act(made, action, body).expect(410).code()).as(action).isEqualTo("request-closed");
        }
        awaitMail("Your privacy request is refused");
    }

    @Test
    void anExtensionIsGivenOnceInsideTheFirstMonthAndTold() {
        JsonNode made = record("access", Map.of("identity_evidence", "call-back"));
        assertThat(act(made, "extension", Map.of("reason", "holidays"))
                        .expect(400)
                        .code())
                .isEqualTo("invalid-request");

        JsonNode extended = act(made, "extension", Map.of("reason", "complexity"))
                .expect(200)
                .body();

        assertThat(extended.path("extended").asBoolean()).isTrue();
        assertThat(Duration.between(
                        Instant.now(), Instant.parse(extended.path("due_at").asText())))
                .isBetween(Duration.ofDays(88), Duration.ofDays(93));
        assertThat(act(made, "extension", Map.of("reason", "complexity"))
                        .expect(409)
                        .code())
                .isEqualTo("conflict");
        awaitMail("Your privacy request takes longer");

        Customer other = newCustomer();
        JsonNode late = staff.post(
                        REQUESTS,
                        Map.of(
                                "kind",
                                "access",
                                "username",
                                other.username(),
                                "received_at",
                                Instant.now().minus(Duration.ofDays(40)).toString()))
                .expect(202)
                .body();
        assertThat(act(late, "extension", Map.of("reason", "complexity"))
                        .expect(409)
                        .code())
                .isEqualTo("conflict");
    }

    @Test
    @Proves("6-rectify")
    void staffCorrectsWhatTheCatalogueLetsCorrect() {
        Customer other = newCustomer();
        String version = customer.publish("language-identifier");
        assertThat(version).isNotEmpty();
        JsonNode made = record("rectification", Map.of("identity_evidence", "reply-from-address"));
        act(made, "run", Map.of()).expect(202);
        String fresh = "new-" + customer.email();

        assertThat(correct(made, "identity.person.email", null, other.email())
                        .expect(409)
                        .code())
                .isEqualTo("email-taken");
        assertThat(correct(made, "identity.person.email", null, "no address")
                        .expect(400)
                        .code())
                .isEqualTo("invalid-request");
        for (String element :
                List.of("identity.person.password_hash", "identity.staff_role.role", "nothing", "", "a.b.c.d")) {
            assertThat(correct(made, element, null, "x").expect(400).code())
                    .as(element)
                    .isEqualTo("invalid-request");
        }
        assertThat(correct(made, "models.model.description", UUID.randomUUID().toString(), "x")
                        .expect(404)
                        .code())
                .isEqualTo("not-found");
        correct(made, "identity.person.email", null, fresh).expect(200);
        correct(made, "identity.person.name", null, "Ada Byron").expect(200);
        try (Database database = Database.of(platform)) {
            String model = database.rows("select id from models.model where owner = ?", customer.username())
                    .get(0);
            correct(made, "models.model.description", model, "A better description")
                    .expect(200);
            assertThat(
                            database.number(
                                    "select count(*) from compliance.evidence where body like '%Byron%' or body like '%better%'"))
                    .isZero();
        }
        JsonNode closed = act(made, "completion", Map.of("reference", "mail-2026-117"))
                .expect(200)
                .body();
        assertThat(closed.path("outcome").asText()).isEqualTo("done");

        platform.api()
                .post("/v1/auth/login", Map.of("email", fresh, "password", Customer.PASSWORD))
                .expect(200);
        assertThat(platform.api()
                        .post("/v1/auth/login", Map.of("email", customer.email(), "password", Customer.PASSWORD))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aGrievanceHasNinetyDaysAndIsAnsweredByMail() {
        JsonNode made = record("grievance", Map.of("topic", "security", "reference", "mail-1", "regime", "dpdp"));
        assertThat(Duration.between(
                        Instant.now(), Instant.parse(made.path("due_at").asText())))
                .isBetween(Duration.ofDays(89), Duration.ofDays(90));
        act(made, "run", Map.of()).expect(202);

        assertThat(act(made, "completion", Map.of("reference", "see my mail"))
                        .expect(400)
                        .code())
                .isEqualTo("invalid-request");
        assertThat(act(made, "completion", Map.of("reference", "mail-2"))
                        .expect(200)
                        .body()
                        .path("outcome")
                        .asText())
                .isEqualTo("done");
        awaitMail("Your privacy request is done");
    }

    @Test
    @Proves("4-least")
    void everyLookIsNoted() {
        JsonNode made = record("access", Map.of());
        long before = looks(made);

        get(made);

        assertThat(looks(made)).isEqualTo(before + 1);
        assertThat(staff.get(REQUESTS).expect(200).text()).doesNotContain("person_id", "username");
    }

    @Test
    void aCatalogueOfAnotherDayStopsAJobUntilStaffLooks() {
        JsonNode made = customer.apiByToken()
                .post("/v1/privacy/requests", Map.of("kind", "erasure"))
                .expect(202)
                .body();
        try (Database database = Database.of(platform)) {
            database.rows(
                    "update compliance.request set catalogue_sha256 = repeat('0', 64), cooling_until = now() where id = ?::uuid returning 1",
                    made.path("id").asText());
        }
        sweep();
        JsonNode failed = get(made);
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("details").path("failure").asText()).isEqualTo("catalogue-changed");
        String past =
                Staff.start(staff, "erasure", UUID.fromString(made.path("id").asText()));
        assertThat(Staff.await(staff, past, PATIENCE_SECONDS).path("state").asText())
                .isEqualTo("failed");
        assertThat(get(made).path("state").asText()).isEqualTo("failed");

        act(made, "run", Map.of()).expect(202);
        assertThat(get(made).path("timeline").findValuesAsText("code")).containsSubsequence("failed", "running");
    }

    @Test
    void othersThanComplianceStaffGetNothing() {
        Api anybody = platform.api();
        for (String address : List.of(REQUESTS, UPLOADS, APPROVALS, REQUESTS + "/" + UUID.randomUUID())) {
            assertThat(anybody.get(address).expect(401).code()).isEqualTo("unauthenticated");
            assertThat(customer.apiByToken().get(address).expect(403).code()).isEqualTo("forbidden");
        }
        for (String address : List.of(REQUESTS, UPLOADS, APPROVALS)) {
            assertThat(staff.get(address + "/no-id").expect(400).code()).isEqualTo("invalid-request");
            assertThat(staff.get(address + "/" + UUID.randomUUID()).expect(404).code())
                    .isEqualTo("not-found");
        }
    }

    @Test
    void aListIsParsedWholeAndNothingRunsBeforeTheCleanRowsAreAcceptedAndApproved() {
        Customer other = newCustomer();
        String csv = String.join(
                "\r\n",
                "\uFEFFid",
                customer.username(),
                other.username(),
                customer.username(),
                customer.email(),
                "=1+1",
                UUID.randomUUID().toString(),
                "",
                "\"" + other.username() + "\"",
                "a".repeat(201),
                "");
        JsonNode upload = upload("access", csv).expect(201).body();
        String address = UPLOADS + "/" + upload.path("id").asText();

        assertThat(upload.path("rows").asInt()).isEqualTo(9);
        assertThat(upload.path("clean").asInt()).isEqualTo(2);
        assertThat(upload.path("verdicts").toString())
                .isEqualTo(
                        "{\"clean\":2,\"duplicate\":2,\"email\":1,\"empty\":1,\"formula\":1,\"too-long\":1,\"unknown\":1}");
        assertThat(staff.get(address + "/verdicts").expect(200).text())
                .startsWith("line,verdict\r\n2,clean\r\n3,clean\r\n4,duplicate\r\n5,email\r\n")
                .doesNotContain("@", customer.username());
        sweep();
        assertThat(customer.api().get("/v1/privacy/requests").expect(200).body().path("results"))
                .isEmpty();

        JsonNode accepted =
                staff.post(address + "/acceptance", Map.of()).expect(200).body();
        assertThat(staff.post(address + "/acceptance", Map.of()).expect(409).code())
                .isEqualTo("conflict");
        assertThat(accepted.path("state").asText()).isEqualTo("accepted");
        sweep();
        JsonNode slice = staff.get(address).expect(200).body().path("slices").path(0);
        String approval = slice.path("approval").asText();
        assertThat(slice.path("persons").asInt()).isEqualTo(2);
        assertThat(customer.api().get("/v1/privacy/requests").expect(200).body().path("results"))
                .isEmpty();
        assertThat(decide(staff, approval, "approved").expect(409).code()).isEqualTo("same-person");
        decide(second, approval, "approved").expect(200);
        sweep();

        assertThat(customer.api().get("/v1/privacy/requests").expect(200).body().path("results"))
                .hasSize(1);
        String outcomes = staff.get(address + "/outcomes").expect(200).text();
        assertThat(outcomes.lines()).hasSize(3);
        assertThat(outcomes)
                .startsWith("line,person_id,request_id,outcome,state\r\n2,")
                .contains(",requested,");
    }

    @Test
    void whatNobodyDecidedAboutIsAskedForAnew() {
        String address = UPLOADS + "/"
                + upload("access", "\"username\"\n" + customer.username() + "\n")
                        .expect(201)
                        .body()
                        .path("id")
                        .asText();
        staff.post(address + "/acceptance", Map.of()).expect(200);
        sweep();
        String first = approval(address);

        second.post(address + "/acceptance", Map.of()).expect(200);
        sweep();
        String other = approval(address);

        assertThat(other).isNotEqualTo(first);
        decide(second, first, "approved").expect(409);
        decide(second, other, "approved").expect(409); // who asked does not decide
        decide(staff, other, "approved").expect(200);
        staff.post(address + "/acceptance", Map.of()).expect(409);
    }

    private String approval(String address) {
        return staff.get(address)
                .expect(200)
                .body()
                .path("slices")
                .path(0)
                .path("approval")
                .asText();
    }

    @Test
    void anErasureByListCoolsToo() {
        JsonNode upload =
                upload("erasure", customer.username() + "\n").expect(201).body();
        String address = UPLOADS + "/" + upload.path("id").asText();
        staff.post(address + "/acceptance", Map.of()).expect(200);
        sweep();
        JsonNode slice = staff.get(address).expect(200).body().path("slices").path(0);
        decide(second, slice.path("approval").asText(), "approved").expect(200);
        sweep();

        JsonNode made = customer.api()
                .get("/v1/privacy/requests")
                .expect(200)
                .body()
                .path("results")
                .path(0);
        assertThat(made.path("state").asText()).isEqualTo("cooling");
        customer.apiByToken()
                .post("/v1/privacy/requests/" + made.path("id").asText() + "/cancellation", Map.of())
                .expect(200);
    }

    @Test
    void aFileThatIsNoneIsRefused() {
        String tooMany = IntStream.range(0, 10_001).mapToObj(i -> "u" + i).collect(Collectors.joining("\n"));
        for (String csv : List.of("", "id\n", "\n\n", tooMany)) {
            assertThat(upload("access", csv).expect(400).code()).isEqualTo("invalid-request");
        }
        assertThat(staff.raw(
                                "POST",
                                UPLOADS + "?kind=access",
                                new byte[] {(byte) 0xC3, 0x28},
                                "Content-Type",
                                "text/csv")
                        .expect(400)
                        .code())
                .isEqualTo("invalid-request");
        assertThat(upload("restriction", customer.username()).expect(400).code())
                .isEqualTo("invalid-request");
        assertThat(staff.raw("POST", UPLOADS, "a".getBytes(StandardCharsets.UTF_8), "Content-Type", "text/csv")
                        .expect(400)
                        .code())
                .isEqualTo("invalid-request");
        assertThat(staff.raw("POST", UPLOADS + "?kind=access", "{}".getBytes(StandardCharsets.UTF_8))
                        .expect(415)
                        .code())
                .isEqualTo("unsupported-media-type");
        assertThat(upload("access", "a\n".repeat(600_000)).expect(413).code()).isEqualTo("body-too-large");
        JsonNode nobody = upload("access", "no-such-person-here").expect(201).body();
        assertThat(staff.post(UPLOADS + "/" + nobody.path("id").asText() + "/acceptance", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("conflict");
    }

    @Test
    void tenThousandRowsAreCutIntoApprovalsOfFiveHundred() {
        try (Database database = Database.of(platform)) {
            database.execute("""
                    with made as (
                        insert into identity.organization (organization_id, username, kind, created_at)
                        select gen_random_uuid(), 'bulk-' || i, 'personal', now() from generate_series(1, 1200) i
                        on conflict do nothing returning organization_id, username)
                    insert into identity.person
                        (id, organization_id, name, email, email_index, password_hash, adult_affirmed_at, created_at)
                    select gen_random_uuid(), organization_id, 'sealed', 'sealed', sha256(username::bytea), '$argon2id$none', now(), now()
                    from made""");
        }
        String csv = Stream.concat(
                        IntStream.rangeClosed(1, 1200).mapToObj(i -> "bulk-" + i),
                        IntStream.rangeClosed(1, 8800).mapToObj(i -> "gone-" + i))
                .collect(Collectors.joining("\n"));
        JsonNode upload = upload("erasure", csv).expect(201).body();
        assertThat(upload.path("rows").asInt()).isEqualTo(10_000);
        assertThat(upload.path("clean").asInt()).isEqualTo(1_200);

        String address = UPLOADS + "/" + upload.path("id").asText();
        staff.post(address + "/acceptance", Map.of()).expect(200);
        Platform.await("three counted slices", 3 * PATIENCE_SECONDS, () -> {
            sweep();
            return staff.get(address).expect(200).body().path("slices").size() == 3;
        });
        JsonNode accepted = staff.get(address).expect(200).body();

        assertThat(accepted.path("slices").findValuesAsText("persons")).containsExactly("500", "500", "200");
        assertThat(accepted.path("slices").findValuesAsText("approval"))
                .doesNotContain("null")
                .doesNotHaveDuplicates();
        assertThat(staff.get(APPROVALS).expect(200).body().path("results").size())
                .isGreaterThanOrEqualTo(3);
    }

    private JsonNode record(String kind, Map<String, String> more) {
        Map<String, String> body = new HashMap<>(more);
        body.put("kind", kind);
        body.put("username", customer.username());
        body.putIfAbsent("received_at", now());
        return staff.post(REQUESTS, body).expect(202).body();
    }

    private Answer act(JsonNode request, String action, Map<String, ?> body) {
        return staff.post(REQUESTS + "/" + request.path("id").asText() + "/" + action, body);
    }

    private Answer correct(JsonNode request, String element, String row, String value) {
        Map<String, String> body = new HashMap<>(Map.of("element", element, "value", value));
        if (row != null) {
            body.put("row", row);
        }
        return act(request, "correction", body);
    }

    private static Answer decide(Api who, String approval, String decision) {
        return who.post(APPROVALS + "/" + approval + "/decision", Map.of("decision", decision, "reason", "checked"));
    }

    private JsonNode get(JsonNode request) {
        return staff.get(REQUESTS + "/" + request.path("id").asText())
                .expect(200)
                .body();
    }

    private Answer upload(String kind, String csv) {
        return staff.raw(
                "POST", UPLOADS + "?kind=" + kind, csv.getBytes(StandardCharsets.UTF_8), "Content-Type", "text/csv");
    }

    private long looks(JsonNode request) {
        try (Database database = Database.of(platform)) {
            return database.number(
                    "select count(*) from compliance.evidence where kind = 'read-personal' and object = ?",
                    request.path("id").asText());
        }
    }

    private void sweep() {
        assertThat(Staff.run(staff, SWEEP, PATIENCE_SECONDS).path("state").asText())
                .isEqualTo("completed");
    }

    private void awaitMail(String subject) {
        Platform.await(
                "the mail: " + subject,
                PATIENCE_SECONDS,
                () -> platform.api()
                        .get(platform.ready().path("mailUrl").asText() + "/messages?to=" + customer.email())
                        .expect(200)
                        .body()
                        .findValuesAsText("subject")
                        .contains(subject));
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }

    private static String now() {
        return Instant.now().toString();
    }
}
