package com.in2peta.sandbox.modal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.in2peta.sandbox.control.Control;
import com.in2peta.sandbox.control.Fault;
import com.in2peta.sandbox.control.FaultKind;
import com.in2peta.sandbox.control.Operation;
import com.in2peta.sandbox.control.Setting;
import com.in2peta.sandbox.http.Handler;
import com.in2peta.sandbox.http.Refusal;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import com.in2peta.sandbox.model.Container;
import com.in2peta.sandbox.model.Container.Prediction;
import com.in2peta.sandbox.model.Ids;
import com.in2peta.sandbox.model.Model;
import com.in2peta.sandbox.model.Run;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * Modal for one workspace. For each model there is a web endpoint {@code /{model}} that serves it as Cog does and
 * answers a long call with redirects, and beside it the pattern for jobs: {@code POST /{model}/spawn}, {@code GET
 * /{model}/result/{call_id}}, {@code POST /{model}/cancel/{call_id}}. Nothing survives a restart.
 */
public final class ModalStandIn implements Handler, AutoCloseable {

    /** The parameter by which a redirect leads back to the call that still runs. */
    static final String CALL_PARAMETER = "__modal_function_call_id";

    private static final int ID_LETTERS = 26;

    private final ModalToken token;
    private final Control control;
    private final Clock clock;
    private final Container container;

    public ModalStandIn(ModalToken token, Control control, Clock clock) {
        this.token = token;
        this.control = control;
        this.clock = clock;
        this.container = new Container("modal-container", clock);
    }

    @Override
    public Response handle(Request request) throws IOException {
        List<String> path = request.segments();
        Operation operation = operation(request.method(), path);
        return control.pass(operation, request, sent -> {
            token.require(sent);
            String label = path.isEmpty() ? "" : path.get(0);
            Model model = Model.named(label).orElseThrow(() -> Refusal.text(404, "modal-http: invalid function call"));
            try {
                return switch (operation) {
                    case MODAL_SPAWN -> spawn(label, model, sent);
                    case MODAL_RESULT -> result(label, path.get(2));
                    case MODAL_CANCEL -> cancel(label, path.get(2));
                    default -> call(label, model, sent);
                };
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Response.dropped();
            }
        });
    }

    @Override
    public void close() {
        container.close();
    }

    private static Operation operation(String method, List<String> path) {
        return switch (method + " " + (path.size() > 1 ? path.get(1) : "") + " " + path.size()) {
            case "POST spawn 2" -> Operation.MODAL_SPAWN;
            case "GET result 3" -> Operation.MODAL_RESULT;
            case "POST cancel 3" -> Operation.MODAL_CANCEL;
            default -> Operation.MODAL_CALL;
        };
    }

    private Response call(String label, Model model, Request request) throws InterruptedException {
        String known = request.query().get(CALL_PARAMETER);
        if (known != null && request.method().equals("GET")) {
            return hop(find(label, known), request);
        }
        Request inside = request.below(1);
        awaitColdStart(Operation.MODAL_CALL);
        var direct = container.direct(label, inside);
        if (direct.isPresent()) {
            return direct.get();
        }
        Prediction prediction = container.start(label, model, newId(), inside);
        return Container.wantsEvents(request) ? Container.events(prediction) : hop(prediction, request);
    }

    /** The result, or after a while the address at which to go on waiting for it. */
    private Response hop(Prediction prediction, Request request) throws InterruptedException {
        if (prediction.run().awaitEnd(control.settings().get(Setting.MODAL_HOP_MS))) {
            return Response.json(200, prediction.json());
        }
        String address = "http://" + request.header("Host").orElse("") + "/modal" + request.path();
        return Response.text(303, "text/plain", "")
                .with("Location", address + "?" + CALL_PARAMETER + "=" + prediction.id());
    }

    private Response spawn(String label, Model model, Request request) throws InterruptedException {
        awaitColdStart(Operation.MODAL_SPAWN);
        Prediction prediction = container.start(label, model, newId(), request);
        return Response.json(200, JsonNodeFactory.instance.objectNode().put("call_id", prediction.id()));
    }

    private Response result(String label, String id) {
        Prediction prediction = find(label, id);
        return prediction.run().state().isEnd()
                ? Response.json(200, prediction.json())
                : Response.json(202, JsonNodeFactory.instance.objectNode());
    }

    private Response cancel(String label, String id) {
        find(label, id).run().stop(Run.State.CANCELED, null);
        return Response.json(200, JsonNodeFactory.instance.objectNode().put("call_id", id));
    }

    private Prediction find(String label, String id) {
        Prediction prediction =
                container.find(label, id).orElseThrow(() -> Refusal.text(404, "modal-http: unknown function call"));
        long kept = control.settings().get(Setting.MODAL_RESULT_KEPT_MS);
        if (prediction.run().endedMillis().orElse(Long.MAX_VALUE - kept) + kept <= clock.millis()) {
            throw Refusal.text(410, "modal-http: the output has expired");
        }
        return prediction;
    }

    private void awaitColdStart(Operation operation) throws InterruptedException {
        int millis = control.faults()
                .take(operation, FaultKind.When.START)
                .map(Fault::millis)
                .orElse(0);
        Thread.sleep(millis);
    }

    private static String newId() {
        return "fc-" + Ids.letters(ID_LETTERS);
    }
}
