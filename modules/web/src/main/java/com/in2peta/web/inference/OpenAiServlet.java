package com.in2peta.web.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.identity.api.Caller;
import com.in2peta.identity.api.Roles;
import com.in2peta.inference.api.UsageLog;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.models.api.ModelInterface;
import com.in2peta.models.api.ModelRegistry;
import com.in2peta.models.api.ModelRegistry.ModelView;
import com.in2peta.models.api.ModelRegistry.SpeakingModel;
import com.in2peta.models.api.ModelRegistry.VersionView;
import com.in2peta.web.api.Json;
import com.in2peta.web.api.JsonBodies;
import com.in2peta.web.api.OpenAiError;
import com.in2peta.web.api.OpenAiRefused;
import com.in2peta.web.api.ProblemServlet;
import com.in2peta.web.api.Requests;
import com.in2peta.web.security.GlobalPrivacyControl;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of OpenAI's API that models can speak: their list, chats and embeddings. Unknown members of a body are left to the model. A servlet
 * and no resource, because a chat may be streamed: only a servlet writes without a thread for each reader.
 */
@WebServlet(urlPatterns = OpenAiError.PATH + "*", asyncSupported = true)
public class OpenAiServlet extends HttpServlet {

    private static final String ROOT = "/openai";
    private static final Pattern MODEL = Pattern.compile("/v1/models/([^/]{1,63})/([^/]{1,63})");

    @Inject
    transient ModelRegistry models;

    @Inject
    transient OpenAiPredictions predictions;

    @Inject
    transient GlobalPrivacyControl privacyControl;

    @Inject
    transient UsageLog usageLog;

    @Inject
    transient Clock clock;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemServlet.describe(request, response);
        OpenAiExchange exchange = new OpenAiExchange(request, response, usageLog, clock);
        try {
            exchange.isOf(caller(request));
            privacyControl.heed(exchange.caller(), request);
            answer(exchange, request.getPathInfo() == null ? "" : request.getPathInfo());
        } catch (RuntimeException e) {
            exchange.fail(e);
        }
    }

    private static Caller caller(HttpServletRequest request) {
        Requests.refusal(request).ifPresent(refusal -> {
            throw refusal;
        });
        Caller caller = Requests.requireCaller(request);
        if (!caller.roles().contains(Roles.USER)) {
            throw new DomainException(ProblemType.FORBIDDEN, "This needs a role that you do not have.");
        }
        return caller;
    }

    private void answer(OpenAiExchange exchange, String path) throws IOException {
        Matcher model = MODEL.matcher(path);
        if (model.matches()) {
            exchange.isFor(ROOT + "/v1/models/{owner}/{name}");
            require(exchange, "GET");
            exchange.answer(model(exchange.caller(), model.group(1), model.group(2)));
            return;
        }
        switch (path) {
            case "/v1/models" -> {
                exchange.isFor(ROOT + path);
                require(exchange, "GET");
                exchange.answer(list(exchange.caller()));
            }
            case "/v1/chat/completions" -> predict(exchange, path, ModelInterface.OPENAI_CHAT);
            case "/v1/embeddings" -> predict(exchange, path, ModelInterface.OPENAI_EMBEDDINGS);
            default -> throw DomainException.notFound("path");
        }
    }

    private void predict(OpenAiExchange exchange, String path, ModelInterface speaks) throws IOException {
        exchange.isFor(ROOT + path);
        require(exchange, "POST");
        predictions.answer(exchange, OpenAiCall.of(speaks, body(exchange.request())));
    }

    private static void require(OpenAiExchange exchange, String method) {
        if (!exchange.request().getMethod().equals(method)) {
            exchange.response().setHeader("Allow", method);
            throw new DomainException(ProblemType.METHOD_NOT_ALLOWED, "This takes " + method + ".");
        }
    }

    private static ObjectNode body(HttpServletRequest request) throws IOException {
        byte[] body = request.getContentLengthLong() > Limits.PREDICTION_BODY_BYTES
                ? null
                : request.getInputStream().readNBytes(Limits.PREDICTION_BODY_BYTES + 1);
        if (body == null || body.length > Limits.PREDICTION_BODY_BYTES) {
            throw new DomainException(
                    ProblemType.BODY_TOO_LARGE, "The body is larger than " + Limits.PREDICTION_BODY_BYTES + " bytes.");
        }
        try {
            JsonNode read = Json.MAPPER.readTree(body);
            if (read instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw JsonBodies.malformed(e);
        }
        throw new DomainException(ProblemType.MALFORMED_JSON, "The body is not a JSON object.");
    }

    private ObjectNode list(Caller caller) {
        ObjectNode list = Json.MAPPER.createObjectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        for (SpeakingModel model : models.speaking(caller)) {
            data.add(json(
                    model.owner(),
                    model.name(),
                    model.speaks(),
                    model.releasedAt().getEpochSecond()));
        }
        return list;
    }

    private ObjectNode model(Caller caller, String owner, String name) {
        try {
            ModelView model = models.get(caller, owner, name);
            VersionView version = model.latestVersion()
                    .filter(latest -> latest.speaks().isPresent())
                    .orElseThrow(() -> DomainException.notFound("model"));
            return json(
                    owner,
                    name,
                    version.speaks().orElseThrow(),
                    version.createdAt().getEpochSecond());
        } catch (DomainException e) {
            if (e.type() == ProblemType.NOT_FOUND) {
                throw new OpenAiRefused(OpenAiPredictions.unknownModel(owner + "/" + name));
            }
            throw e;
        }
    }

    /** {@code interface} is this platform's own. */
    private static ObjectNode json(String owner, String name, ModelInterface speaks, long released) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", owner + "/" + name)
                .put("object", "model")
                .put("created", released)
                .put("owned_by", owner)
                .put("interface", speaks.wire());
    }
}
