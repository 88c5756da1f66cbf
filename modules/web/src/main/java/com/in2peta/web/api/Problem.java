package com.in2peta.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import java.util.List;

/**
 * A problem document (RFC 9457). Clients depend on {@code code}; {@code trace_id} is the request's id, under which the logs know it.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        List<Violation> errors,
        String traceId) {

    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String BASE = "https://in2peta.com/problems/";

    public static Problem of(ProblemType type, String detail, List<Violation> errors, String instance, String traceId) {
        return new Problem(
                BASE + type.code(),
                type.title(),
                type.status(),
                detail == null ? type.title() + "." : detail,
                instance,
                type.code(),
                errors.isEmpty() ? null : errors,
                traceId);
    }
}
