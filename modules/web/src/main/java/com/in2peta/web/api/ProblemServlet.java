package com.in2peta.web.api;

import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The container's own errors, which no exception mapper sees, as problem documents; web.xml sends them here. */
@WebServlet("/problem")
public class ProblemServlet extends HttpServlet {

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object error = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = error instanceof Integer code ? code : HttpServletResponse.SC_NOT_FOUND;
        ProblemType type = Arrays.stream(ProblemType.values())
                .filter(t -> t.status() == status)
                .findFirst()
                .orElse(
                        status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                                ? ProblemType.INVALID_REQUEST
                                : ProblemType.INTERNAL_ERROR);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        write(request, response, type, null, path == null ? request.getRequestURI() : path.toString());
    }

    /** What a servlet refuses, as a resource would. */
    public static void write(HttpServletRequest request, HttpServletResponse response, DomainException no)
            throws IOException {
        write(request, response, no.type(), no.getMessage(), request.getRequestURI());
    }

    /** For what answers before JAX-RS is asked. The detail may be null. */
    public static void write(
            HttpServletRequest request, HttpServletResponse response, ProblemType type, String detail, String instance)
            throws IOException {
        if (instance.startsWith(OpenAiError.PATH)) {
            OpenAiError.of(type, detail, List.of()).write(request, response);
            return;
        }
        response.setStatus(type.status());
        response.setContentType(Problem.MEDIA_TYPE);
        describe(request, response);
        response.getOutputStream()
                .write(Json.MAPPER.writeValueAsBytes(
                        Problem.of(type, detail, List.of(), instance, Requests.id(request))));
    }

    /** The header fields that every answer carries. */
    public static void describe(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Request-Id", Requests.id(request));
        SecurityHeaders.ALL.forEach(response::setHeader);
    }
}
