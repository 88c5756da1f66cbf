package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A package of everything that is held about a person. */
@ExtendWith(SharedPlatform.class)
class ExportE2E {

    @Test
    void theJobMakesAPackage(Platform platform) throws Exception {
        Customer customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        customer.buy("inr-500");
        String version = customer.publish("language-identifier");
        customer.predict(version, Api.JSON.valueToTree(Map.of("text", "hello")), "Prefer", "wait")
                .expect(201);
        UUID request = UUID.randomUUID();
        try (Database database = Database.of(platform)) {
            database.execute("""
                    insert into compliance.request (id, kind, regime, channel, person_id, organization_id, state, identity_level, policy_version,
                        catalogue_sha256, received_at, due_at)
                    select '%s', 'access', 'gdpr', 'self-service', p.id, p.organization_id, 'running', 3, 1, repeat('0', 64), now(), now() + interval '1 month'
                    from identity.person p where p.email = '%s'""".formatted(request, customer.email()));
        }
        Api staff = Staff.of(platform);
        String run = staff.post("/v1/staff/batches", Map.of("job", "export", "subject", request.toString()))
                .expect(202)
                .body()
                .path("id")
                .asText();
        JsonNode ended = Staff.await(staff, run, 60);
        System.out.println(ended.toPrettyString());
        assertThat(ended.path("state").asText()).isEqualTo("completed");
        JsonNode view = customer.apiByToken()
                .get("/v1/privacy/exports/" + request)
                .expect(200)
                .body();
        System.out.println(view.toPrettyString());
        JsonNode link = customer.apiByToken()
                .post("/v1/privacy/exports/" + request + "/links", Map.of("password", Customer.PASSWORD))
                .expect(201)
                .body();
        System.out.println(link.toPrettyString());
        java.net.http.HttpResponse<byte[]> zip = java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(
                                        link.path("parts").path(0).path("url").asText()))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofByteArray());
        System.out.println(zip.headers());
        java.nio.file.Files.write(java.nio.file.Path.of("/tmp/wt-export.zip"), zip.body());
    }
}
