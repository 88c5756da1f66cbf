package com.in2peta.web.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * The contract, at the address and with the content negotiation of MicroProfile OpenAPI (section 5): YAML, or JSON by {@code Accept} or
 * {@code format=JSON}. Payara's own endpoint sits at the same address behind this filter and is switched off: its model drops empty
 * {@code security} lists and nulls in examples. What is served here is the document as it was written, with the one answer that every
 * operation behind a credential has: that it was asked for too often.
 */
@WebFilter(urlPatterns = "/openapi", asyncSupported = true)
public class OpenApiFilter extends HttpFilter {

    private static final String DOCUMENT = "/META-INF/openapi.yaml";

    private static final String RATE_LIMITED = "#/components/responses/RateLimited";

    private transient byte[] yaml;
    private transient byte[] json;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        boolean wantsJson = wantsJson(request);
        byte[] document = wantsJson ? json() : yaml();
        response.setContentType(wantsJson ? "application/json" : "application/yaml;charset=UTF-8");
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }

    private static boolean wantsJson(HttpServletRequest request) {
        String format = request.getParameter("format");
        String accept = request.getHeader("Accept");
        return format == null ? accept != null && accept.contains("application/json") : format.equalsIgnoreCase("json");
    }

    /** Made on first use: few ask for it, and start-up need not wait. */
    private synchronized byte[] json() throws IOException {
        if (json == null) {
            json = new ObjectMapper().writeValueAsBytes(document());
        }
        return json;
    }

    private synchronized byte[] yaml() throws IOException {
        if (yaml == null) {
            yaml = new YAMLMapper().writeValueAsBytes(document());
        }
        return yaml;
    }

    private static JsonNode document() throws IOException {
        try (InputStream written = OpenApiFilter.class.getResourceAsStream(DOCUMENT)) {
            JsonNode document = new YAMLMapper().readTree(written);
            document.path("paths").forEach(path -> path.forEach(OpenApiFilter::addRateLimit));
            return document;
        }
    }

    /** An operation that is open has an empty list of credentials. */
    private static void addRateLimit(JsonNode operation) {
        if (!operation.path("security").isEmpty()
                && !operation.path("responses").has("429")) {
            ((ObjectNode) operation.path("responses")).putObject("429").put("$ref", RATE_LIMITED);
        }
    }
}
