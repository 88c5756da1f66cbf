package com.in2peta.web.api;

import com.in2peta.kernel.database.DatabaseFailure;
import com.in2peta.kernel.failure.FailureCode;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.RequestActive;
import com.in2peta.kernel.problem.RetryLater;
import com.in2peta.kernel.problem.Violation;
import jakarta.ejb.EJBException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Nothing leaves the API as an HTML error page, and no stack trace leaves it at all. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());
    private static final int RETRY_AFTER_SECONDS = 1;

    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(Throwable thrown) {
        Throwable failure = unwrap(thrown);
        if (failure instanceof RequestActive active) {
            return problem(active);
        }
        if (failure instanceof RetryLater early) {
            return Response.fromResponse(problem(early.type(), early.getMessage(), early.violations()))
                    .header(HttpHeaders.RETRY_AFTER, early.retryAfterSeconds())
                    .build();
        }
        if (failure instanceof DomainException no) {
            return problem(no.type(), no.getMessage(), no.violations());
        }
        if (failure instanceof ConstraintViolationException invalid) {
            return problem(
                    ProblemType.INVALID_REQUEST,
                    "The request is invalid.",
                    invalid.getConstraintViolations().stream()
                            .limit(Limits.VIOLATIONS)
                            .map(v -> new Violation(pointer(v), v.getMessage()))
                            .toList());
        }
        if (failure instanceof WebApplicationException web) {
            return webProblem(web);
        }
        if (failure instanceof ProcessingException) {
            return problem(ProblemType.MALFORMED_JSON, "The body cannot be read.", List.of());
        }
        if (DatabaseFailure.isUnavailability(failure)) {
            LOG.log(Level.WARNING, "the database does not answer, request {0}", Requests.id(request));
            return problem(
                    ProblemType.UNAVAILABLE,
                    "The database does not answer just now. Look before you repeat what changes something.",
                    List.of());
        }
        LOG.log(Level.ERROR, "unhandled failure, request " + Requests.id(request), FailureCode.trace(failure));
        return problem(ProblemType.INTERNAL_ERROR, null, List.of());
    }

    private Response problem(RequestActive active) {
        Response problem = problem(active.type(), active.getMessage(), List.of());
        return Response.fromResponse(problem)
                .entity(((Problem) problem.getEntity()).about(active.request()))
                .build();
    }

    /** What was thrown before a container put it into something of its own. */
    static Throwable unwrap(Throwable thrown) {
        Throwable failure = thrown;
        while ((failure instanceof EJBException || failure instanceof CompletionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    private Response webProblem(WebApplicationException web) {
        int status = web.getResponse().getStatus();
        Optional<ProblemType> type = Arrays.stream(ProblemType.values())
                .filter(t -> t.status() == status)
                .findFirst();
        Response problem = problem(type.orElse(ProblemType.INVALID_REQUEST), null, List.of());
        Object allow = web.getResponse().getHeaders().getFirst(HttpHeaders.ALLOW);
        return allow == null
                ? problem
                : Response.fromResponse(problem)
                        .header(HttpHeaders.ALLOW, allow)
                        .build();
    }

    private Response problem(ProblemType type, String detail, List<Violation> errors) {
        Response.ResponseBuilder response = Response.status(type.status())
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(type, detail, errors, request.getRequestURI(), Requests.id(request)));
        if (type.status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (type.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.build();
    }

    /** {@code create.request.inputSchema} is {@code /input_schema} to the caller. */
    private static String pointer(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(snakeCase(node.getName()));
            }
        }
        return pointer.toString();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }
}
