package com.in2peta.web.models;

import com.in2peta.identity.api.Roles;
import com.in2peta.inference.api.TargetStatistics;
import com.in2peta.inference.api.TargetStatistics.Percentiles;
import com.in2peta.inference.api.TargetStatistics.TargetStatistic;
import com.in2peta.web.api.Requests;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;

/** How the targets of a model do, for its owner. */
@Path("v1/models/{owner}/{name}/statistics")
@RequestScoped
@RequiresRole(Roles.USER)
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {

    private static final int DAY = 24;
    private static final double MILLIS = 1_000.0;

    /** In seconds. */
    public record TimesJson(double p50, double p95) {

        static TimesJson of(Percentiles times) {
            return new TimesJson(times.p50().toMillis() / MILLIS, times.p95().toMillis() / MILLIS);
        }
    }

    /** How often attempts ended in each way. */
    public record OutcomesJson(long succeeded, long failed, long timedOut, long refused, long lost) {}

    public record TargetJson(
            String version,
            int target,
            String provider,
            long attempts,
            double successRate,
            OutcomesJson outcomes,
            TimesJson queueTime,
            TimesJson coldStart,
            TimesJson predictTime) {

        static TargetJson of(TargetStatistic statistic) {
            return new TargetJson(
                    statistic.version(),
                    statistic.target(),
                    statistic.provider(),
                    statistic.attempts(),
                    (double) statistic.succeeded() / statistic.attempts(),
                    new OutcomesJson(
                            statistic.succeeded(),
                            statistic.failed(),
                            statistic.timedOut(),
                            statistic.refused(),
                            statistic.lost()),
                    statistic.queue().map(TimesJson::of).orElse(null),
                    statistic.coldStart().map(TimesJson::of).orElse(null),
                    statistic.run().map(TimesJson::of).orElse(null));
        }
    }

    public record StatisticsJson(int hours, List<TargetJson> targets) {}

    @PathParam("owner")
    String owner;

    @PathParam("name")
    String name;

    @Inject
    TargetStatistics statistics;

    @Inject
    HttpServletRequest request;

    @GET
    public StatisticsJson get(@QueryParam("hours") String hours) {
        int wanted = hours == null ? DAY : hours(hours);
        return new StatisticsJson(
                wanted,
                statistics.of(Requests.requireCaller(request), owner, name, Duration.ofHours(wanted)).stream()
                        .map(TargetJson::of)
                        .toList());
    }

    private static int hours(String text) {
        if (text.matches("[1-9]\\d?") && Integer.parseInt(text) <= TargetStatistics.KEPT.toHours()) {
            return Integer.parseInt(text);
        }
        throw Requests.invalid("/hours", "must be 1 to " + TargetStatistics.KEPT.toHours());
    }
}
