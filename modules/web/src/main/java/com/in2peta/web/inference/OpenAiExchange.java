package com.in2peta.web.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.UsageLog;
import com.in2peta.inference.api.UsageLog.ApiCall;
import com.in2peta.web.api.Json;
import com.in2peta.web.api.OpenAiError;
import com.in2peta.web.api.Requests;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One call below {@code /openai} and its answer, which may come on another thread; it leaves one row in the usage log. */
final class OpenAiExchange {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final String requestId;
    private final String method;
    private final UsageLog usageLog;
    private final Clock clock;
    private final long started = System.nanoTime();
    private final AtomicBoolean recorded = new AtomicBoolean();
    private String route = Requests.UNMATCHED;
    private Caller caller;

    OpenAiExchange(HttpServletRequest request, HttpServletResponse response, UsageLog usageLog, Clock clock) {
        this.request = request;
        this.response = response;
        this.requestId = Requests.id(request);
        this.method = request.getMethod();
        this.usageLog = usageLog;
        this.clock = clock;
    }

    HttpServletRequest request() {
        return request;
    }

    HttpServletResponse response() {
        return response;
    }

    Caller caller() {
        return caller;
    }

    void isOf(Caller known) {
        caller = known;
    }

    /** The template of the path, so that no name is in it. */
    void isFor(String template) {
        route = template;
    }

    void answer(JsonNode document) throws IOException {
        byte[] json = Json.MAPPER.writeValueAsBytes(document);
        record(HttpServletResponse.SC_OK);
        response.setContentType("application/json");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }

    void fail(Throwable failure) throws IOException {
        OpenAiError error = OpenAiError.of(failure, requestId);
        record(error.status());
        error.write(request, response);
    }

    /** Once: what goes wrong after that was already answered. */
    void record(int status) {
        if (caller == null || !recorded.compareAndSet(false, true)) {
            return; // nobody has no row
        }
        usageLog.record(new ApiCall(
                clock.instant(),
                caller.organizationId(),
                caller.personId(),
                caller.apiKeyId(),
                requestId,
                method.length() <= Requests.LONGEST_METHOD ? method : Requests.UNMATCHED,
                route,
                status,
                TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started)));
    }
}
