package com.in2peta.sandbox.control;

import static com.in2peta.sandbox.RunningSandbox.MODAL;
import static com.in2peta.sandbox.RunningSandbox.RUNPOD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.sandbox.SandboxTestCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest extends SandboxTestCase {

    @Test
    void showsWhatWasSentWithoutTheKeys() throws Exception {
        sandbox.post("/runpod/v2/echo/run?x=1", "{\"input\":{\"a\":1}}", RUNPOD);
        sandbox.post("/modal/echo", "{\"input\":{}}", MODAL);

        JsonNode requests = sandbox.get("/requests").json();

        assertThat(requests).hasSize(2);
        JsonNode run = requests.get(0);
        assertThat(run.path("operation").asText()).isEqualTo("run");
        assertThat(run.path("path").asText()).isEqualTo("/v2/echo/run?x=1");
        assertThat(run.path("body").asText()).isEqualTo("{\"input\":{\"a\":1}}");
        assertThat(run.at("/headers/content-type").asText()).isEqualTo("application/json");
        assertThat(requests.toString()).doesNotContain("rp-key", "wk-key", "ws-secret");
        assertThat(sandbox.get("/requests?provider=modal&operation=call").json())
                .hasSize(1);
        assertThat(sandbox.get("/requests?provider=koyeb").json()).isEmpty();
    }

    @Test
    void keepsTheNewestRequestsAndTheStartOfLongBodies() throws Exception {
        for (int i = 0; i < ReceivedRequests.MAX_REQUESTS; i++) {
            sandbox.get("/runpod/v2/echo/health?n=" + i);
        }
        sandbox.post("/modal/echo", "x".repeat(ReceivedRequests.MAX_BODY_CHARS + 1));

        JsonNode requests = sandbox.get("/requests").json();

        assertThat(requests).hasSize(ReceivedRequests.MAX_REQUESTS);
        assertThat(requests.get(0).path("path").asText()).endsWith("?n=1");
        assertThat(requests.get(ReceivedRequests.MAX_REQUESTS - 1).path("body").asText())
                .hasSize(ReceivedRequests.MAX_BODY_CHARS);
        sandbox.send("DELETE", "/requests", "");
        assertThat(sandbox.get("/requests").json()).isEmpty();
    }

    @Test
    void timesCanBeSetAndGoBack() throws Exception {
        assertThat(sandbox.get("/settings").at("/koyeb_edge_timeout_ms")).isEqualTo("100000");

        sandbox.set("koyeb_edge_timeout_ms", 250);
        assertThat(sandbox.get("/settings").at("/koyeb_edge_timeout_ms")).isEqualTo("250");

        sandbox.send("DELETE", "/settings", "");
        assertThat(sandbox.get("/settings").at("/koyeb_edge_timeout_ms")).isEqualTo("100000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"tea_ms\":1}", "{\"modal_hop_ms\":-1}", "{\"modal_hop_ms\":\"1\"}"})
    void refusesWhatIsNoSetting(String body) throws Exception {
        assertThat(sandbox.post("/settings", body).status()).isEqualTo(400);
    }

    @Test
    void knowsNothingElse() throws Exception {
        assertThat(sandbox.get("/tea").status()).isEqualTo(404);
        assertThat(sandbox.send("PUT", "/faults", "{}").status()).isEqualTo(405);
    }
}
