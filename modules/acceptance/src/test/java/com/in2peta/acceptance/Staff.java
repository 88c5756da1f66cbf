package com.in2peta.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Platform;
import java.util.Map;

/** The platform's own member of staff. */
final class Staff {

    private Staff() {}

    /** Signed in just now. */
    static Api of(Platform platform) {
        JsonNode account = platform.ready().path("staff");
        Api anybody = platform.api();
        return anybody.as(anybody.post(
                        "/v1/auth/login",
                        Map.of(
                                "email",
                                account.path("email").asText(),
                                "password",
                                account.path("password").asText()))
                .expect(200)
                .body()
                .path("access_token")
                .asText());
    }
}
