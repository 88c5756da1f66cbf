package com.in2peta.launcher.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.launcher.ReadyFile;
import com.in2peta.launcher.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The platform's API with the token of a member of staff. */
final class StaffApi {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int FIRST_ERROR = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final String url;
    private final String token;

    StaffApi(String url, String token) {
        this.url = url;
        this.token = token;
    }

    static StaffApi signIn(String url, ReadyFile.Account account) {
        JsonNode login = new StaffApi(url, "")
                .post("/v1/auth/login", Map.of("email", account.email(), "password", account.password()));
        return new StaffApi(url, login.path("access_token").asText());
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, Map<String, ?> body) {
        try {
            return send(request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException e) {
            throw new IllegalStateException(e); // maps of texts can be written
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(LIMIT);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() >= FIRST_ERROR) {
                throw new StartFailure(refusal(response.statusCode(), body));
            }
            return body;
        } catch (IOException e) {
            throw new StartFailure(url + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while waiting for " + url, e);
        }
    }

    /** The words of the problem, and of its first violation. */
    private static String refusal(int status, JsonNode problem) {
        JsonNode violation = problem.path("errors").path(0);
        return status + " "
                + problem.path("detail").asText(problem.path("title").asText())
                + (violation.isMissingNode()
                        ? ""
                        : " " + violation.path("detail").asText());
    }
}
