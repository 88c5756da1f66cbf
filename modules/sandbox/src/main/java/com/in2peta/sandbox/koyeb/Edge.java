package com.in2peta.sandbox.koyeb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.in2peta.sandbox.control.Control;
import com.in2peta.sandbox.control.Fault;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import com.in2peta.sandbox.control.Setting;
import com.in2peta.sandbox.http.Refusal;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import com.in2peta.sandbox.model.Container;
import com.in2peta.sandbox.model.Container.Prediction;
import com.in2peta.sandbox.model.Model;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What stands between a caller and a deployed service. It waits only so long for an answer, and it does not tell the
 * container that it has given up: the model runs on.
 */
final class Edge implements AutoCloseable {

    private final Organization organization;
    private final Control control;
    private final Container container;

    /** Where a call goes, and what it has to wait for first. */
    private record Arrival(String service, Model model, Optional<String> token, Request request, long wakeMillis) {}

    Edge(Organization organization, Control control, Clock clock) {
        this.organization = organization;
        this.control = control;
        this.container = new Container("koyeb-container", clock);
    }

    /** Of a path such as {@code /echo/predictions}: the app, then what the service gets to see. */
    Response handle(Request request) {
        List<String> path = request.segments();
        if (path.isEmpty()) {
            throw KoyebFailure.edge(404, "no app");
        }
        try {
            return call(arrive(path.get(0), request.below(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.dropped();
        }
    }

    @Override
    public void close() {
        container.close();
    }

    private Arrival arrive(String app, Request request) {
        synchronized (organization) {
            Organization.Target target = organization
                    .target(app, request.path())
                    .orElseThrow(() -> KoyebFailure.edge(404, "no service at this address"));
            Service service = target.service();
            if (service.status() == Service.Status.PAUSED) {
                throw KoyebFailure.edge(404, "no active service");
            }
            Deployment deployment = service.active()
                    .filter(ready -> service.status() == Service.Status.HEALTHY)
                    .orElseThrow(() -> KoyebFailure.edge(503, "no healthy instance"));
            String prefix = target.prefix();
            int stripped = (int) prefix.chars().filter(letter -> letter == '/').count();
            return new Arrival(
                    service.id(),
                    Model.ofImage(deployment.image()),
                    Organization.token(deployment),
                    prefix.equals("/") ? request : request.below(stripped),
                    service.wake(deployment));
        }
    }

    private Response call(Arrival arrival) throws InterruptedException {
        long timeout = control.settings().get(Setting.KOYEB_EDGE_TIMEOUT_MS);
        long coldStart = control.faults()
                .take(Operation.KOYEB_CALL, FaultKind.When.START)
                .map(Fault::millis)
                .orElse(0);
        long wait = arrival.wakeMillis() + coldStart;
        Thread.sleep(Math.min(wait, timeout));
        if (wait >= timeout) {
            throw timedOut();
        }
        return answer(arrival, timeout - wait);
    }

    private Response answer(Arrival arrival, long timeLeft) throws InterruptedException {
        Request request = arrival.request();
        if (arrival.token()
                .filter(token -> !request.header("Authorization").orElse("").equals("Bearer " + token))
                .isPresent()) {
            throw new Refusal(
                    Response.json(401, JsonNodeFactory.instance.objectNode().put("detail", "Unauthorized")));
        }
        Optional<Response> direct = container.direct(arrival.service(), request);
        if (direct.isPresent()) {
            return direct.get();
        }
        Prediction prediction = container.start(arrival.service(), arrival.model(), Container.id(request), request);
        if (Container.wantsEvents(request)) {
            return Container.events(prediction);
        }
        if (!prediction.run().awaitEnd(timeLeft)) {
            throw timedOut();
        }
        return Response.json(200, prediction.json());
    }

    private static Refusal timedOut() {
        return KoyebFailure.edge(504, "upstream request timeout");
    }
}
