package com.in2peta.sandbox.contract;

import static com.in2peta.sandbox.RunningSandbox.KOYEB;
import static com.in2peta.sandbox.RunningSandbox.RUNPOD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.in2peta.sandbox.RunningSandbox.Answer;
import com.in2peta.sandbox.SandboxTestCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Whether the stand-ins take and answer what the providers have published. The descriptions are not ours to ship:
 * {@code IN2PETA_CONTRACTS} names a folder with {@code runpod-rest-v1.openapi.json} and {@code koyeb.swagger.json}.
 */
@EnabledIfEnvironmentVariable(named = PublishedApiTest.FOLDER, matches = ".+")
class PublishedApiTest extends SandboxTestCase {

    static final String FOLDER = "IN2PETA_CONTRACTS";

    private static final String DEFINITION = """
            {"name": "web", "type": "WEB", "docker": {"image": "r.example/echo:1"},
             "routes": [{"port": 8000, "path": "/"}], "ports": [{"port": 8000, "protocol": "http"}],
             "env": [{"key": "SERVICE_TOKEN", "value": "x"}], "regions": ["fra"],
             "instance_types": [{"type": "gpu-nvidia-l4"}],
             "scalings": [{"min": 0, "max": 2, "targets": [{"concurrent_requests": {"value": 2}}]}]}""";

    private final ObjectMapper json = new ObjectMapper();
    private final List<String> differences = new ArrayList<>();
    private PublishedApi api;
    private String base;
    private String prefix;
    private String[] key;

    @Test
    void runPodsManagement() throws Exception {
        against("runpod-rest-v1.openapi.json", "/runpod/v1", "", RUNPOD);

        String template = call("POST", "/templates", "{\"name\":\"t\",\"imageName\":\"echo\",\"isServerless\":true}")
                .at("/id");
        String endpoint = call(
                        "POST",
                        "/endpoints",
                        "{\"templateId\":\"" + template + "\",\"name\":\"e\",\"workersMin\":0,\"workersMax\":3,"
                                + "\"idleTimeout\":5,\"scalerType\":\"QUEUE_DELAY\",\"scalerValue\":4,\"flashboot\":true,"
                                + "\"executionTimeoutMs\":600000,\"gpuTypeIds\":[\"NVIDIA L4\"],\"gpuCount\":1}")
                .at("/id");
        call("GET", "/endpoints", "");
        call("GET", "/endpoints/" + endpoint + "?includeTemplate=true", "");
        call("PATCH", "/endpoints/" + endpoint, "{\"workersMax\":0}");
        call("GET", "/templates", "");
        call("GET", "/templates/" + template, "");
        call("PATCH", "/templates/" + template, "{\"imageName\":\"text\"}");

        assertThat(differences).isEmpty();
    }

    @Test
    void koyebsManagement() throws Exception {
        against("koyeb.swagger.json", "/koyeb/v1", "/v1", KOYEB);

        String app = call("POST", "/apps", "{\"name\":\"mine\"}").at("/app/id");
        Answer made = call("POST", "/services", "{\"app_id\":\"" + app + "\",\"definition\":" + DEFINITION + "}");
        String service = "/services/" + made.at("/service/id");
        String deployment = "/deployments/" + made.at("/service/latest_deployment_id");
        call("GET", "/apps", "");
        call("GET", "/apps/" + app, "");
        call("GET", "/services?limit=5", "");
        call("GET", service, "");
        call("PATCH", service, "{\"definition\":" + DEFINITION + "}");
        call("PUT", service + "/scale", "{\"scalings\":[{\"scopes\":[\"region:fra\"],\"instances\":2}]}");
        call("GET", service + "/scale", "");
        call("POST", service + "/pause", "");
        call("POST", service + "/resume", "");
        call("POST", service + "/redeploy", "{}");
        call("GET", "/deployments", "");
        call("GET", deployment, "");
        call("POST", deployment + "/cancel", "");

        assertThat(differences).isEmpty();
    }

    @Test
    void aDifferenceIsFound() throws Exception {
        against("runpod-rest-v1.openapi.json", "", "", RUNPOD);

        List<String> found = api.requestDifferences(
                "POST", "/endpoints", json.readTree("{\"templateId\":\"x\",\"workerMax\":1,\"workersMin\":\"1\"}"));

        assertThat(found)
                .containsExactly(
                        "POST /endpoints.workerMax is not described",
                        "POST /endpoints.workersMin is STRING, not integer");
    }

    private void against(String file, String newBase, String newPrefix, String[] newKey) throws Exception {
        api = new PublishedApi(Path.of(System.getenv(FOLDER), file));
        base = newBase;
        prefix = newPrefix;
        key = newKey;
    }

    /** Sends it, and compares what the stand-in says that it received, and what it answered. */
    private Answer call(String method, String path, String body) throws Exception {
        Answer answer = sandbox.send(method, base + path, body, key);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode requests = sandbox.get("/requests").json();
        String received = requests.get(requests.size() - 1).path("body").asText();
        String plain = prefix + path.replaceFirst("\\?.*", "");
        JsonNode sent = received.isEmpty() ? MissingNode.getInstance() : json.readTree(received);
        differences.addAll(api.requestDifferences(method, plain, sent));
        differences.addAll(api.answerDifferences(method, plain, answer.json()));
        return answer;
    }
}
