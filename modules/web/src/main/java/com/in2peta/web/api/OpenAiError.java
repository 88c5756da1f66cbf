package com.in2peta.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.RetryLater;
import com.in2peta.kernel.problem.Violation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An error as OpenAI's API shows it, for everything below {@code /openai}.
 *
 * @param param the member of the body that is wrong, as in {@code messages[0].content}; may be null
 * @param isFinal whether OpenAI's clients, which repeat what failed, are told not to
 */
public record OpenAiError(
        int status, String message, String type, String param, String code, boolean isFinal, OptionalLong retryAfter) {

    /** What lies below speaks this language. */
    public static final String PATH = "/openai/";

    public static final String INVALID = "invalid_request_error";
    public static final String SERVER = "server_error";

    private static final Logger LOG = System.getLogger(OpenAiError.class.getName());
    private static final int TOO_MANY = 429;
    private static final String INPUT = "/input";

    private record Document(Detail error) {}

    private record Detail(String message, String type, String param, String code) {}

    /** One that no problem type stands for. */
    public static OpenAiError of(int status, String type, String code, String param, String message) {
        return new OpenAiError(status, message, type, param, code, true, OptionalLong.empty());
    }

    /** What a problem is called there; the detail may be null. */
    public static OpenAiError of(ProblemType problem, String detail, List<Violation> violations) {
        Optional<Violation> first = violations.stream().findFirst();
        String param = first.map(violation -> param(problem, violation.pointer()))
                .filter(name -> !name.isEmpty())
                .orElse(null);
        String message = first.map(violation -> param == null ? violation.detail() : param + ": " + violation.detail())
                .orElse(detail == null ? problem.title() + "." : detail);
        return switch (problem) {
            case INSUFFICIENT_CREDIT, SPEND_LIMIT_REACHED ->
                of(
                        TOO_MANY,
                        "insufficient_quota",
                        "insufficient_quota",
                        param,
                        message); // not 402, which no client knows
            case RATE_LIMITED, TOO_MANY_OPEN ->
                new OpenAiError(
                        TOO_MANY, message, "requests", param, "rate_limit_exceeded", false, OptionalLong.empty());
            case UNAUTHENTICATED, INVALID_CREDENTIALS ->
                of(problem.status(), INVALID, "invalid_api_key", param, message);
            case INVALID_INPUT -> of(ProblemType.INVALID_REQUEST.status(), INVALID, "invalid_input", param, message);
            case IDEMPOTENCY_IN_FLIGHT ->
                new OpenAiError(problem.status(), message, INVALID, param, code(problem), false, OptionalLong.empty());
            default ->
                problem.status() < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                        ? of(problem.status(), INVALID, code(problem), param, message)
                        : new OpenAiError(
                                problem.status(), message, SERVER, param, code(problem), false, OptionalLong.empty());
        };
    }

    /** What somebody threw; the unexpected is logged and not told. */
    public static OpenAiError of(Throwable thrown, String requestId) {
        Throwable failure = ProblemMapper.unwrap(thrown);
        if (failure instanceof OpenAiRefused refused) {
            return refused.error();
        }
        if (failure instanceof RetryLater early) {
            return of(early.type(), early.getMessage(), early.violations()).after(early.retryAfterSeconds());
        }
        if (failure instanceof DomainException no) {
            return of(no.type(), no.getMessage(), no.violations());
        }
        if (DatabaseFailure.isUnavailability(failure)) {
            LOG.log(Level.WARNING, "the database does not answer, request {0}", requestId);
            return of(ProblemType.UNAVAILABLE, "The database does not answer just now.", List.of())
                    .after(1);
        }
        LOG.log(Level.ERROR, "unhandled failure, request " + requestId, FailureCode.trace(failure));
        return of(ProblemType.INTERNAL_ERROR, null, List.of());
    }

    private OpenAiError after(long seconds) {
        return new OpenAiError(status, message, type, param, code, isFinal, OptionalLong.of(seconds));
    }

    /** The document, as it stands in a body or in an event. */
    public String json() {
        try {
            return Json.MAPPER.writeValueAsString(new Document(new Detail(message, type, param, code)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a record of our own can be written
        }
    }

    /** As the whole answer. */
    public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        ProblemServlet.describe(request, response);
        if (isFinal) {
            response.setHeader("x-should-retry", "false");
        }
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        retryAfter.ifPresent(seconds -> response.setHeader("Retry-After", Long.toString(seconds)));
        response.getOutputStream().write(json().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String code(ProblemType problem) {
        return problem.code().replace('-', '_');
    }

    /** {@code /input/messages/0/content} is {@code messages[0].content} to the caller. */
    private static String param(ProblemType problem, String pointer) {
        String path = problem == ProblemType.INVALID_INPUT && pointer.startsWith(INPUT)
                ? pointer.substring(INPUT.length())
                : pointer;
        return path.replaceAll("/(\\d+)(?=/|$)", "[$1]")
                .replace('/', '.')
                .replaceFirst("^\\.", "")
                .replace("~1", "/")
                .replace("~0", "~");
    }
}
