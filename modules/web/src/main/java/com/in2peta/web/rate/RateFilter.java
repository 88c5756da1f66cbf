package com.in2peta.web.rate;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.UsageLog;
import com.in2peta.inference.api.UsageLog.ApiCall;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.web.api.OpenAiError;
import com.in2peta.web.api.ProblemServlet;
import com.in2peta.web.api.Requests;
import com.in2peta.web.api.WebConfig;
import com.in2peta.web.rate.RequestRates.Kind;
import com.in2peta.web.rate.RequestRates.Standing;
import com.in2peta.web.security.Credentials;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Finds out who calls and holds him to his rates, before JAX-RS has anything to do with the request: a refusal reads no body, asks no
 * database and, but for the first of a minute, leaves no row in the usage log. Who is nobody has no rate here; his operations have
 * limits of their own.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class RateFilter extends HttpFilter {

    private static final String CREATES = "/predictions";
    private static final String ONE_PREDICTION = "/v1/predictions/";

    @Inject
    transient Credentials credentials;

    @Inject
    transient RequestRates rates;

    @Inject
    transient WebConfig config;

    @Inject
    transient UsageLog usageLog;

    @Inject
    transient MetricRegistry metrics;

    @Inject
    transient Clock clock;

    private final transient Map<Kind, Counter> refusals = new EnumMap<>(Kind.class);

    @Override
    public void init(FilterConfig filter) throws ServletException {
        super.init(filter);
        for (Kind kind : Kind.values()) {
            refusals.put(kind, metrics.counter("in2peta_rate_limited_total", new Tag("kind", kind.code())));
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Caller> caller = caller(request);
        if (caller.isPresent()) {
            Kind kind = kind(request.getMethod(), request.getRequestURI());
            Standing standing = rates.take(caller.get(), kind);
            tell(response, standing);
            if (standing.refusedNanos() > 0) {
                refusals.get(kind).inc();
                refuse(request, response, caller.get(), standing);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** A credential that is wrong is refused where every other refusal is written. */
    private Optional<Caller> caller(HttpServletRequest request) {
        try {
            Optional<Caller> caller = credentials.check(request.getHeader("Authorization"));
            caller.ifPresent(known -> Requests.setCaller(request, known));
            return caller;
        } catch (DomainException refusal) {
            Requests.setRefusal(request, refusal);
            return Optional.empty();
        }
    }

    /** The names of Replicate's API, which are those of earlier drafts of the IETF's RateLimit header fields. */
    private void tell(HttpServletResponse response, Standing standing) {
        response.setHeader("RateLimit-Limit", Long.toString(standing.capacity()));
        response.setHeader("RateLimit-Remaining", Long.toString(standing.left()));
        response.setHeader("RateLimit-Reset", Long.toString(RequestRates.seconds(standing.nanosToFull())));
        response.setHeader("RateLimit-Policy", config.ratePolicy(standing.perMinute()));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Caller caller, Standing standing)
            throws IOException {
        long seconds = RequestRates.seconds(standing.refusedNanos());
        response.setHeader("Retry-After", Long.toString(seconds));
        ProblemServlet.write(
                request,
                response,
                ProblemType.RATE_LIMITED,
                "Request was throttled. Your rate limit resets in ~" + seconds + "s.",
                request.getRequestURI());
        if (standing.isFirstRefusal()) {
            String method = request.getMethod();
            usageLog.record(new ApiCall(
                    clock.instant(),
                    caller.organizationId(),
                    caller.personId(),
                    caller.apiKeyId(),
                    Requests.id(request),
                    method.length() <= Requests.LONGEST_METHOD ? method : Requests.UNMATCHED,
                    Requests.UNMATCHED,
                    ProblemType.RATE_LIMITED.status(),
                    0));
        }
    }

    static Kind kind(String method, String path) {
        boolean creates = method.equals("POST") && path.endsWith(CREATES)
                || method.equals("POST") && path.startsWith(OpenAiError.PATH)
                || method.equals("PUT") && path.startsWith(ONE_PREDICTION);
        return creates ? Kind.CREATES : Kind.CALLS;
    }
}
