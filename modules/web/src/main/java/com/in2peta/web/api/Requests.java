package com.in2peta.web.api;

import com.in2peta.identity.api.Caller;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What belongs to one HTTP request: its id and its caller, kept as attributes. */
public final class Requests {

    /** The route of a request that never came to one. */
    public static final String UNMATCHED = "unmatched";

    /** Characters of a method that is logged as it is. */
    public static final int LONGEST_METHOD = 16;

    private static final String HEADER = "X-Request-Id";
    private static final String ID = "in2peta.request-id";
    private static final String REFUSAL = "in2peta.refusal";
    private static final String CALLER = "in2peta.caller";
    private static final Pattern GOOD_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private Requests() {}

    /** The caller's own X-Request-Id when it is a harmless one, or a new id. */
    public static String id(HttpServletRequest request) {
        String known = (String) request.getAttribute(ID);
        if (known == null) {
            known = newId(request.getHeader(HEADER));
            request.setAttribute(ID, known);
        }
        return known;
    }

    /** The same where JAX-RS gives the request itself: its properties are the attributes, without a proxy before them. */
    static String id(ContainerRequestContext request) {
        String known = (String) request.getProperty(ID);
        if (known == null) {
            known = newId(request.getHeaderString(HEADER));
            request.setProperty(ID, known);
        }
        return known;
    }

    public static void setCaller(HttpServletRequest request, Caller caller) {
        request.setAttribute(CALLER, caller);
    }

    /** Why there is no caller, although a credential was shown. */
    public static void setRefusal(HttpServletRequest request, DomainException refusal) {
        request.setAttribute(REFUSAL, refusal);
    }

    public static Optional<DomainException> refusal(ContainerRequestContext request) {
        return Optional.ofNullable((DomainException) request.getProperty(REFUSAL));
    }

    public static Optional<DomainException> refusal(HttpServletRequest request) {
        return Optional.ofNullable((DomainException) request.getAttribute(REFUSAL));
    }

    public static Optional<Caller> caller(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(CALLER));
    }

    public static Optional<Caller> caller(ContainerRequestContext request) {
        return Optional.ofNullable((Caller) request.getProperty(CALLER));
    }

    /** For resources behind a role, where there always is one. */
    public static Caller requireCaller(HttpServletRequest request) {
        return required(caller(request));
    }

    public static Caller requireCaller(ContainerRequestContext request) {
        return required(caller(request));
    }

    private static Caller required(Optional<Caller> caller) {
        return caller.orElseThrow(
                () -> new DomainException(ProblemType.UNAUTHENTICATED, "Show an API key or a token."));
    }

    /** Something in a body that no type catches. */
    public static DomainException invalid(String pointer, String detail) {
        return new DomainException(
                ProblemType.INVALID_REQUEST, "The request is invalid.", List.of(new Violation(pointer, detail)));
    }

    private static String newId(String sent) {
        return sent != null && GOOD_ID.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
    }
}
