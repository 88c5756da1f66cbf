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
        String instance = path == null ? request.getRequestURI() : path.toString();
        answer(response, Problem.of(type, null, List.of(), instance, Requests.id(request)), request);
    }

    /** What a servlet refuses, as a resource would. */
    public static void answer(HttpServletRequest request, HttpServletResponse response, DomainException no)
            throws IOException {
        Problem problem =
                Problem.of(no.type(), no.getMessage(), no.violations(), request.getRequestURI(), Requests.id(request));
        answer(response, problem, request);
    }

    /** The header fields that every answer carries. */
    public static void describe(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Request-Id", Requests.id(request));
        SecurityHeaders.ALL.forEach(response::setHeader);
    }

    private static void answer(HttpServletResponse response, Problem problem, HttpServletRequest request)
            throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        describe(request, response);
        response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(problem));
    }
}
