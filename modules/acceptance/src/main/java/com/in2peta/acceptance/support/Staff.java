package com.in2peta.acceptance.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;

/** What a member of staff does with batch jobs. */
public final class Staff {

    private Staff() {}

    /** Signed in as the staff member that the platform comes with. */
    public static Api of(Platform platform) {
        JsonNode account = platform.ready().path("staff");
        return platform.api()
                .as(platform.api()
                        .post(
                                "/v1/auth/login",
                                Map.of(
                                        "email", account.path("email").asText(),
                                        "password", account.path("password").asText()))
                        .expect(200)
                        .body()
                        .path("access_token")
                        .asText());
    }

    /** Another member of staff, who answers for privacy too. */
    public static Api second(Platform platform) {
        try (Database database = Database.of(platform)) {
            return another(platform, database, "compliance");
        }
    }

    /** A second member of staff, who has just signed up. */
    public static Api another(Platform platform, Database database, String role) {
        Customer person = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        database.rows("select 1 from (select identity.grant_staff_role(?, ?)) granted", person.username(), role);
        return platform.api()
                .as(platform.api()
                        .post("/v1/auth/login", Map.of("email", person.email(), "password", Customer.PASSWORD))
                        .expect(200)
                        .body()
                        .path("access_token")
                        .asText());
    }

    /** The id of the run. */
    public static String start(Api staff, String job) {
        return start(staff, Map.of("job", job));
    }

    /** The id of the run, which is about somebody's request. */
    public static String start(Api staff, String job, UUID request) {
        return start(staff, Map.of("job", job, "subject", request.toString()));
    }

    private static String start(Api staff, Map<String, String> run) {
        return staff.post("/v1/staff/batches", run)
                .expect(202)
                .body()
                .path("id")
                .asText();
    }

    /** The run when it is not running any more. */
    public static JsonNode await(Api staff, String run, long seconds) {
        Platform.await(
                "the end of the run",
                seconds,
                () -> !get(staff, run).path("state").asText().equals("running"));
        return get(staff, run);
    }

    public static JsonNode run(Api staff, String job, long seconds) {
        return await(staff, start(staff, job), seconds);
    }

    /** The run as it is now. */
    public static JsonNode get(Api staff, String run) {
        return staff.get("/v1/staff/batches/" + run).expect(200).body();
    }
}
