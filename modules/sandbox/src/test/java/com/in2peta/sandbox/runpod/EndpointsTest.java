package com.in2peta.sandbox.runpod;

import static com.in2peta.sandbox.RunningSandbox.RUNPOD;
import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.sandbox.RunningSandbox.Answer;
import com.in2peta.sandbox.SandboxTestCase;
import com.in2peta.sandbox.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsTest extends SandboxTestCase {

    private static final String V1 = "/runpod/v1";

    @Test
    void makesAnEndpointThatRunsItsTemplatesImage() throws Exception {
        String template =
                make("templates", "{\"name\":\"t\",\"imageName\":\"r.example/me/fail:1\",\"env\":{\"A\":\"b\"}}");
        String endpoint =
                make("endpoints", "{\"templateId\":\"" + template + "\",\"workersMax\":2,\"flashboot\":true}");

        Answer shown = sandbox.get(V1 + "/endpoints/" + endpoint + "?includeTemplate=true", RUNPOD);

        assertThat(shown.at("/workersMax")).isEqualTo("2");
        assertThat(shown.at("/scalerType")).isEqualTo("QUEUE_DELAY");
        assertThat(shown.at("/env/A")).isEqualTo("b");
        assertThat(shown.at("/template/imageName")).isEqualTo("r.example/me/fail:1");
        assertThat(shown.json().has("flashboot")).isFalse();
        sandbox.await(endpoint, sandbox.run(endpoint, "{}"), "FAILED");
    }

    @Test
    void changesAnEndpoint() throws Exception {
        Answer changed = sandbox.send("PATCH", V1 + "/endpoints/echo", "{\"idleTimeout\":60}", RUNPOD);
        assertThat(changed.at("/idleTimeout")).isEqualTo("60");
        assertThat(changed.at("/version")).isEqualTo("2");

        assertThat(sandbox.post(V1 + "/endpoints/echo/update", "{\"templateId\":\"fail\"}", RUNPOD)
                        .status())
                .isEqualTo(200);

        sandbox.await("echo", sandbox.run("echo", "{}"), "FAILED");
    }

    @Test
    void changesATemplate() throws Exception {
        sandbox.send("PATCH", V1 + "/templates/echo", "{\"imageName\":\"fail\"}", RUNPOD);

        sandbox.await("echo", sandbox.run("echo", "{}"), "FAILED");
    }

    @Test
    void listsThem() throws Exception {
        assertThat(sandbox.get(V1 + "/endpoints", RUNPOD).json().findValuesAsText("id"))
                .containsExactly("echo", "text", "sleep", "chat", "embeddings", "fail");
        make("templates", "{\"name\":\"free\",\"imageName\":\"echo\"}");
        assertThat(sandbox.get(V1 + "/templates", RUNPOD).json().findValuesAsText("name"))
                .containsExactly("free");
        assertThat(sandbox.get(V1 + "/templates?includeEndpointBoundTemplates=true", RUNPOD)
                        .json())
                .hasSize(7);
    }

    @Test
    void deletesAnEndpointAndThenItsTemplate() throws Exception {
        assertThat(sandbox.send("DELETE", V1 + "/templates/echo", "", RUNPOD).status())
                .isEqualTo(400);
        assertThat(sandbox.send("DELETE", V1 + "/endpoints/echo", "", RUNPOD).status())
                .isEqualTo(204);
        assertThat(sandbox.send("DELETE", V1 + "/templates/echo", "", RUNPOD).status())
                .isEqualTo(204);

        assertThat(sandbox.get(V1 + "/endpoints/echo", RUNPOD).status()).isEqualTo(404);
        assertThat(sandbox.get("/runpod/v2/echo/health", RUNPOD).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | endpoints      | {}                             | 400",
                "POST   | endpoints      | {\"templateId\":\"tea\"}       | 404",
                "POST   | templates      | {\"name\":\"x\"}               | 400",
                "POST   | templates      | {\"name\":\"echo\",\"imageName\":\"x\"} | 400",
                "PATCH  | endpoints/echo | {\"workerMax\":1}              | 400",
                "PATCH  | endpoints/echo | {\"workersMax\":\"1\"}         | 400",
                "PATCH  | endpoints/echo | [                              | 400",
                "PATCH  | endpoints/tea  | {}                             | 404",
                "DELETE | endpoints      | {}                             | 405",
                "GET    | tea            | {}                             | 404"
            })
    void refusesWhatItDoesNotKnow(String method, String path, String body, int status) throws Exception {
        assertThat(sandbox.send(method, V1 + "/" + path, body, RUNPOD).status()).isEqualTo(status);
    }

    @Test
    void hasALimit() throws Exception {
        for (int i = Model.values().length; i < Endpoints.MAX_EACH; i++) {
            make("templates", "{\"name\":\"t" + i + "\",\"imageName\":\"echo\"}");
        }

        assertThat(sandbox.post(V1 + "/templates", "{\"name\":\"one more\",\"imageName\":\"echo\"}", RUNPOD)
                        .status())
                .isEqualTo(400);
    }

    private String make(String kind, String body) throws Exception {
        Answer made = sandbox.post(V1 + "/" + kind, body, RUNPOD);
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return made.at("/id");
    }
}
