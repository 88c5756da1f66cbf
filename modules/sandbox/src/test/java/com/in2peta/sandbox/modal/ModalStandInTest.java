package com.in2peta.sandbox.modal;

import static com.in2peta.sandbox.RunningSandbox.MODAL;
import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.sandbox.RunningSandbox.Answer;
import com.in2peta.sandbox.SandboxTestCase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ModalStandInTest extends SandboxTestCase {

    @Test
    void answersACall() throws Exception {
        Answer answer = sandbox.post("/modal/echo", "{\"input\":{\"text\":\"x\"}}", MODAL);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/output/input/text")).isEqualTo("x");
    }

    @Test
    void wantsItsTokenInTwoHeadersOrAsABearer() throws Exception {
        String body = "{\"input\":{}}";

        Answer missing = sandbox.post("/modal/echo", body);
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.text()).isEqualTo("modal-http: missing credentials for proxy authorization\n");
        assertThat(sandbox.post("/modal/echo", body, "Modal-Key", "wk-key").status())
                .isEqualTo(401);
        assertThat(sandbox.post("/modal/echo", body, "Modal-Key", "wk-key", "Modal-Secret", "x")
                        .status())
                .isEqualTo(401);
        assertThat(sandbox.post("/modal/echo", body, "Authorization", "Bearer wk-key.ws-secret")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void redirectsALongCallUntilItIsDone() throws Exception {
        sandbox.set("modal_hop_ms", 50);
        Answer answer = sandbox.post("/modal/sleep", "{\"input\":{\"ms\":400}}", MODAL);
        assertThat(answer.status()).isEqualTo(303);
        String first = answer.headers().firstValue("Location").orElseThrow();
        assertThat(first).startsWith(sandbox.url() + "/modal/sleep?__modal_function_call_id=fc-");

        int hops = 0;
        String address = first;
        while (answer.status() == 303) {
            address = answer.headers().firstValue("Location").orElseThrow();
            answer = sandbox.get(address, MODAL);
            hops++;
        }

        assertThat(hops).isGreaterThan(2);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/output/slept_ms")).isEqualTo("400");
        assertThat(address).as("the same run all the way").isEqualTo(first);
        assertThat(sandbox.get(first, MODAL).text()).as("may be read again").isEqualTo(answer.text());
    }

    @Test
    void theAddressOfARedirectWantsTheTokenToo() throws Exception {
        sandbox.set("modal_hop_ms", 1);
        Answer answer = sandbox.post("/modal/sleep", "{\"input\":{\"ms\":1000}}", MODAL);

        assertThat(sandbox.get(answer.headers().firstValue("Location").orElseThrow())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void spawnsAndIsPolled() throws Exception {
        String call = spawn("sleep", "{\"ms\":100}");

        Answer pending = sandbox.get("/modal/sleep/result/" + call, MODAL);

        assertThat(pending.status()).isEqualTo(202);
        Answer done = sandbox.await(() -> sandbox.get("/modal/sleep/result/" + call, MODAL), "succeeded", "/status");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.at("/output/slept_ms")).isEqualTo("100");
    }

    @Test
    void forgetsAResultAfterAWeek() throws Exception {
        String call = spawn("echo", "{}");
        sandbox.await(() -> sandbox.get("/modal/echo/result/" + call, MODAL), "succeeded", "/status");

        sandbox.pass(Duration.ofDays(7));

        assertThat(sandbox.get("/modal/echo/result/" + call, MODAL).status()).isEqualTo(410);
        assertThat(sandbox.get("/modal/echo/result/fc-x", MODAL).status()).isEqualTo(404);
        assertThat(sandbox.get("/modal/text/result/" + call, MODAL).status()).isEqualTo(404);
    }

    @Test
    void cancelsACall() throws Exception {
        String call = spawn("sleep", "{\"ms\":60000}");

        assertThat(sandbox.post("/modal/sleep/cancel/" + call, "", MODAL).status())
                .isEqualTo(200);

        assertThat(sandbox.get("/modal/sleep/result/" + call, MODAL).at("/status"))
                .isEqualTo("canceled");
    }

    @Test
    void failsOnDemandByOperation() throws Exception {
        sandbox.fault("modal", "result", "server_error", "\"status\": 503");
        String call = spawn("echo", "{}");

        assertThat(sandbox.get("/modal/echo/result/" + call, MODAL).status()).isEqualTo(503);
        sandbox.await(() -> sandbox.get("/modal/echo/result/" + call, MODAL), "succeeded", "/status");
    }

    @Test
    void knowsNoOtherFunctions() throws Exception {
        assertThat(sandbox.post("/modal/tea", "{\"input\":{}}", MODAL).status()).isEqualTo(404);
        assertThat(sandbox.post("/modal", "{\"input\":{}}", MODAL).status()).isEqualTo(404);
    }

    private String spawn(String label, String input) throws Exception {
        String call = sandbox.post("/modal/" + label + "/spawn", "{\"input\":" + input + "}", MODAL)
                .at("/call_id");
        assertThat(call).startsWith("fc-");
        return call;
    }
}
