package com.in2peta.sandbox.koyeb;

import static com.in2peta.sandbox.RunningSandbox.KOYEB;
import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.sandbox.RunningSandbox.Answer;
import com.in2peta.sandbox.SandboxTestCase;
import com.in2peta.sandbox.model.Model;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagementTest extends SandboxTestCase {

    private static final String V1 = "/koyeb/v1";
    private static final Duration STEP = Duration.ofHours(1);

    private String app;

    @BeforeEach
    void makeAnApp() throws Exception {
        sandbox.set("koyeb_step_ms", STEP.toMillis());
        app = post("/apps", "{\"name\":\"mine\"}").at("/app/id");
    }

    @Test
    void aServiceBecomesHealthyStepByStep() throws Exception {
        Answer made = service("echo", "");
        String service = made.at("/service/id");
        String deployment = made.at("/service/latest_deployment_id");
        assertThat(made.at("/service/status")).isEqualTo("STARTING");

        for (String status : new String[] {"PENDING", "PROVISIONING", "SCHEDULED", "ALLOCATING", "STARTING"}) {
            assertThat(get("/deployments/" + deployment).at("/deployment/status"))
                    .isEqualTo(status);
            assertThat(call("mine")).isEqualTo(503);
            sandbox.pass(STEP);
        }

        assertThat(get("/deployments/" + deployment).at("/deployment/status")).isEqualTo("HEALTHY");
        assertThat(get("/services/" + service).at("/service/status")).isEqualTo("HEALTHY");
        assertThat(get("/services/" + service).at("/service/active_deployment_id"))
                .isEqualTo(deployment);
        assertThat(call("mine")).isEqualTo(200);
    }

    @Test
    void aNewDeploymentTakesOverWhenItIsHealthy() throws Exception {
        String service = service("echo", "").at("/service/id");
        sandbox.pass(STEP.multipliedBy(5));
        String old = get("/services/" + service).at("/service/active_deployment_id");

        Answer updated = sandbox.send("PATCH", V1 + "/services/" + service, definition("fail", ""), KOYEB);

        String latest = updated.at("/service/latest_deployment_id");
        assertThat(latest).isNotEqualTo(old);
        assertThat(updated.at("/service/active_deployment_id")).isEqualTo(old);
        sandbox.pass(STEP.multipliedBy(5));
        assertThat(get("/services/" + service).at("/service/active_deployment_id"))
                .isEqualTo(latest);
        assertThat(get("/deployments/" + old).at("/deployment/status")).isEqualTo("STOPPED");
        assertThat(sandbox.post("/koyeb/apps/mine", "{\"input\":{}}").at("/status"))
                .isEqualTo("failed");
    }

    @Test
    void aBrokenImageNeverBecomesHealthy() throws Exception {
        String service = service("r.example/broken:2", "").at("/service/id");

        sandbox.pass(STEP.multipliedBy(9));

        assertThat(get("/services/" + service).at("/service/status")).isEqualTo("UNHEALTHY");
        assertThat(get("/deployments?service_id=" + service).at("/deployments/0/status"))
                .isEqualTo("ERROR");
        assertThat(call("mine")).isEqualTo(503);
    }

    @Test
    void aDeploymentOnItsWayCanBeCanceled() throws Exception {
        String deployment = service("echo", "").at("/service/latest_deployment_id");

        assertThat(post("/deployments/" + deployment + "/cancel", "").status()).isEqualTo(200);

        assertThat(get("/deployments/" + deployment).at("/deployment/status")).isEqualTo("CANCELED");
        assertThat(post("/deployments/" + deployment + "/cancel", "").status()).isEqualTo(409);
    }

    @Test
    void anIdleServiceSleepsUntilSomebodyCallsIt() throws Exception {
        sandbox.set("koyeb_wake_ms", 1);
        String deployment =
                service("echo", ",\"scalings\":[{\"min\":0,\"max\":1}]").at("/service/latest_deployment_id");
        sandbox.pass(STEP.multipliedBy(6));
        assertThat(get("/deployments/" + deployment).at("/deployment/status")).isEqualTo("SLEEPING");

        assertThat(call("mine")).isEqualTo(200);

        assertThat(get("/deployments/" + deployment).at("/deployment/status")).isEqualTo("HEALTHY");
    }

    @Test
    void aServiceThatIsScaledByHandDoesNotSleep() throws Exception {
        Answer made = service("echo", ",\"scalings\":[{\"min\":0,\"max\":1}]");
        String scale = "/services/" + made.at("/service/id") + "/scale";
        sandbox.pass(STEP.multipliedBy(6));

        sandbox.send("PUT", V1 + scale, "{\"scalings\":[{\"scopes\":[],\"instances\":1}]}", KOYEB);

        assertThat(get(scale).at("/scalings/0/instances")).isEqualTo("1");
        String deployment = "/deployments/" + made.at("/service/latest_deployment_id");
        assertThat(get(deployment).at("/deployment/status")).isEqualTo("HEALTHY");
        sandbox.send("DELETE", V1 + scale, "", KOYEB);
        assertThat(get(deployment).at("/deployment/status")).isEqualTo("SLEEPING");
    }

    @Test
    void theRouteIsTakenOffThePath() throws Exception {
        service("echo", ",\"routes\":[{\"port\":8000,\"path\":\"/a/b\"}]");
        sandbox.pass(STEP.multipliedBy(5));

        assertThat(sandbox.get("/koyeb/apps/mine/a/b/health-check").at("/status"))
                .isEqualTo("READY");
        assertThat(sandbox.get("/koyeb/apps/mine/a/bb").status()).isEqualTo(404);
    }

    @Test
    void theTokenOfAServiceStandsInItsEnvironment() throws Exception {
        service("echo", ",\"env\":[{\"key\":\"SERVICE_TOKEN\",\"value\":\"mine\"}]");
        sandbox.pass(STEP.multipliedBy(5));

        assertThat(call("mine")).isEqualTo(401);
        assertThat(sandbox.post("/koyeb/apps/mine", "{\"input\":{}}", "Authorization", "Bearer mine")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void redeploys() throws Exception {
        Answer made = service("echo", "");

        Answer again = post("/services/" + made.at("/service/id") + "/redeploy", "{}");

        assertThat(again.at("/deployment/status")).isEqualTo("PENDING");
        assertThat(again.at("/deployment/id")).isNotEqualTo(made.at("/service/latest_deployment_id"));
    }

    @Test
    void listsInPages() throws Exception {
        int models = Model.values().length;
        Answer first = get("/services?limit=3");
        assertThat(first.at("/count")).isEqualTo(Integer.toString(models));
        assertThat(first.json().path("services")).hasSize(3);
        assertThat(first.at("/has_next")).isEqualTo("true");

        Answer second = get("/services?limit=3&offset=3");
        assertThat(second.json().path("services")).hasSize(models - 3);
        assertThat(second.at("/has_next")).isEqualTo("false");
        assertThat(get("/apps?name=mine").at("/apps/0/id")).isEqualTo(app);
    }

    @Test
    void anAppSaysWhereItIs() throws Exception {
        assertThat("http://" + get("/apps/" + app).at("/app/domains/0/name"))
                .isEqualTo(sandbox.url() + "/koyeb/apps/mine");
    }

    @Test
    void deletesServicesAndApps() throws Exception {
        String service = service("echo", "").at("/service/id");
        assertThat(sandbox.send("DELETE", V1 + "/services/" + service, "", KOYEB)
                        .status())
                .isEqualTo(200);
        assertThat(get("/services/" + service).status()).isEqualTo(404);

        String other = service("echo", "").at("/service/id");
        assertThat(sandbox.send("DELETE", V1 + "/apps/" + app, "", KOYEB).status())
                .isEqualTo(200);
        assertThat(get("/services/" + other).status()).isEqualTo(404);
        assertThat(call("mine")).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST  | /apps             | {\"name\":\"Not A Name\"}                                          | 400",
                "POST  | /apps             | {\"name\":\"mine\"}                                                | 409",
                "POST  | /services         | {\"app_id\":\"x\"}                                                 | 400",
                "POST  | /services         | {\"app_id\":\"x\",\"definition\":{\"name\":\"y\"}}                 | 400",
                "POST  | /services         | {\"app_id\":\"x\",\"definition\":{\"name\":\"y\",\"instances\":1}} | 400",
                "PATCH | /services/echo    | [                                                                  | 400",
                "PUT   | /services/echo/scale | {\"scalings\":[{}]}                                             | 400",
                "GET   | /services/tea     | {}                                                                 | 404",
                "GET   | /apps/tea         | {}                                                                 | 404",
                "GET   | /deployments/tea  | {}                                                                 | 404",
                "PUT   | /deployments      | {}                                                                 | 404",
                "GET   | /tea              | {}                                                                 | 404"
            })
    void refusesInItsOwnWords(String method, String path, String body, int status) throws Exception {
        Answer refused = sandbox.send(method, V1 + path, body, KOYEB);

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.at("/status")).isEqualTo(Integer.toString(status));
        assertThat(refused.at("/code")).isNotEmpty();
        assertThat(refused.at("/message")).isNotEmpty();
    }

    @Test
    void wantsItsToken() throws Exception {
        assertThat(sandbox.get(V1 + "/apps").status()).isEqualTo(401);
    }

    @Test
    void hasALimit() throws Exception {
        for (int i = Model.values().length + 1; i < Organization.MAX_APPS; i++) {
            assertThat(post("/apps", "{\"name\":\"app" + i + "\"}").status()).isEqualTo(200);
        }

        assertThat(post("/apps", "{\"name\":\"more\"}").status()).isEqualTo(402);
    }

    private Answer service(String image, String rest) throws Exception {
        Answer made = post("/services", definition(image, rest));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return made;
    }

    private String definition(String image, String rest) {
        return "{\"app_id\":\"%s\",\"definition\":{\"name\":\"web\",\"type\":\"WEB\",\"docker\":{\"image\":\"%s\"}%s}}"
                .formatted(app, image, rest);
    }

    private int call(String name) throws Exception {
        return sandbox.post("/koyeb/apps/" + name, "{\"input\":{}}").status();
    }

    private Answer get(String path) throws Exception {
        return sandbox.get(V1 + path, KOYEB);
    }

    private Answer post(String path, String body) throws Exception {
        return sandbox.post(V1 + path, body, KOYEB);
    }
}
