package com.in2peta.web.billing;

import com.in2peta.billing.api.Earnings;
import com.in2peta.billing.api.Earnings.Earned;
import com.in2peta.billing.api.Earnings.Line;
import com.in2peta.identity.api.Roles;
import com.in2peta.web.api.Csv;
import com.in2peta.web.api.QueryTimes;
import com.in2peta.web.api.Requests;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What the caller's models have earned. */
@Path("v1/earnings")
@ApplicationScoped
@RequiresRole(Roles.USER)
public class EarningsResource {

    private static final Duration BY_DEFAULT = Duration.ofDays(30);
    private static final List<String> COLUMNS =
            List.of("day", "model_id", "predictions", "charged_micros", "earned_micros", "currency");

    public record EarnedView(String currency, long reserveMicros, long payableMicros) {}

    public record EarningsView(List<EarnedView> earnings) {}

    /** A model's day in UTC. */
    public record LineView(
            String day, UUID modelId, long predictions, long chargedMicros, long earnedMicros, String currency) {

        static LineView of(Line line) {
            return new LineView(
                    line.day().toString(),
                    line.modelId().orElse(null),
                    line.predictions(),
                    line.chargedMicros(),
                    line.earnedMicros(),
                    line.currency());
        }
    }

    public record StatementView(Instant from, Instant to, List<LineView> lines) {}

    @Inject
    Earnings earnings;

    @Inject
    HttpServletRequest request;

    @Inject
    Clock clock;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public EarningsView earned() {
        List<Earned> earned = earnings.earned(Requests.requireCaller(request));
        return new EarningsView(earned.stream()
                .map(each -> new EarnedView(each.currency(), each.reserveMicros(), each.payableMicros()))
                .toList());
    }

    /** The last thirty days where nothing is said. */
    @GET
    @Path("statement")
    @Produces(MediaType.APPLICATION_JSON)
    public StatementView statement(@QueryParam("from") String from, @QueryParam("to") String to) {
        Instant end = QueryTimes.parse("to", to).orElseGet(clock::instant);
        Instant begin = QueryTimes.parse("from", from).orElseGet(() -> end.minus(BY_DEFAULT));
        return new StatementView(
                begin,
                end,
                earnings.statement(Requests.requireCaller(request), begin, end).stream()
                        .map(LineView::of)
                        .toList());
    }

    @GET
    @Path("statement")
    @Produces(Csv.MEDIA_TYPE)
    public String csv(@QueryParam("from") String from, @QueryParam("to") String to) {
        Csv csv = new Csv().row(COLUMNS);
        statement(from, to)
                .lines()
                .forEach(line -> csv.row(Arrays.asList(
                        line.day(),
                        line.modelId(),
                        line.predictions(),
                        line.chargedMicros(),
                        line.earnedMicros(),
                        line.currency())));
        return csv.toString();
    }
}
