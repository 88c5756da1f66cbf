package com.in2peta.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import java.util.List;
import java.util.UUID;

/**
 * A problem document (RFC 9457). Clients depend on {@code code}; {@code trace_id} is the request's id, under which the logs know it; {@code
 * request} is there only where a request about rights is in the way.
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
        UUID request,
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
                null,
                traceId);
    }

    /** The same with the request about rights that is in the way. */
    Problem about(UUID active) {
        return new Problem(type, title, status, detail, instance, code, errors, active, traceId);
    }
}
