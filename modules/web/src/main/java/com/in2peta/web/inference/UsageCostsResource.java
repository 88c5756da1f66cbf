package com.in2peta.web.inference;

import com.in2peta.identity.api.Roles;
import com.in2peta.inference.api.UsageCosts;
import com.in2peta.inference.api.UsageCosts.Cost;
import com.in2peta.inference.api.UsageCosts.Grouping;
import com.in2peta.inference.api.UsageCosts.Selection;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.page.Slice;
import com.in2peta.web.api.Csv;
import com.in2peta.web.api.Page;
import com.in2peta.web.api.QueryTimes;
import com.in2peta.web.api.Requests;
import com.in2peta.web.api.WebConfig;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the caller's predictions cost, in groups: pages as JSON, or many rows at once as CSV. */
@Path("v1/usage/costs")
@ApplicationScoped
@RequiresRole(Roles.USER)
public class UsageCostsResource {

    /** One row; what it cost in micro-units of the currency. */
    public record CostView(
            String group,
            String name,
            long predictions,
            long succeeded,
            long runMillis,
            long costMicros,
            String currency) {

        static CostView of(Grouping grouping, Cost cost) {
            return new CostView(
                    cost.group().map(group -> shown(grouping, group)).orElse(null),
                    cost.name().orElse(null),
                    cost.predictions(),
                    cost.succeeded(),
                    cost.runMillis(),
                    cost.costMicros(),
                    cost.currency());
        }

        private static String shown(Grouping grouping, String group) {
            return grouping == Grouping.PREDICTION ? Ids.toWire(UUID.fromString(group)) : group;
        }
    }

    /** What is asked for. */
    public static class Query {

        @QueryParam("group_by")
        String groupBy;

        @QueryParam("from")
        String from;

        @QueryParam("to")
        String to;

        @QueryParam("cursor")
        String cursor;

        Grouping grouping() {
            return Arrays.stream(Grouping.values())
                    .filter(grouping -> groupBy == null
                            ? grouping == Grouping.DAY
                            : grouping.wire().equals(groupBy))
                    .findFirst()
                    .orElseThrow(() -> Requests.invalid(
                            "/group_by",
                            "must be one of "
                                    + Arrays.stream(Grouping.values())
                                            .map(Grouping::wire)
                                            .collect(Collectors.joining(", "))));
        }

        /** The query of the links to other pages. */
        String withoutCursor() {
            return Stream.of(pair("group_by", grouping().wire()), pair("from", from), pair("to", to))
                    .flatMap(List::stream)
                    .collect(Collectors.joining("&", "?", ""));
        }

        private static List<String> pair(String name, String value) {
            return value == null ? List.of() : List.of(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    private static final List<String> COLUMNS =
            List.of("group", "name", "predictions", "succeeded", "run_millis", "cost_micros", "currency");

    @Inject
    UsageCosts costs;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Page<CostView> list(@BeanParam Query query) {
        return page(query, Page.slice(query.cursor));
    }

    /** Other pages are links in the header (RFC 8288): there is no room for them in the body. */
    @GET
    @Produces(Csv.MEDIA_TYPE)
    public Response csv(@BeanParam Query query) {
        Slice slice = Page.slice(query.cursor);
        Page<CostView> page = page(query, new Slice(slice.position(), slice.back(), Limits.COST_ROWS + 1));
        Csv csv = new Csv().row(COLUMNS);
        page.results()
                .forEach(row -> csv.row(Arrays.asList(
                        row.group(),
                        row.name(),
                        row.predictions(),
                        row.succeeded(),
                        row.runMillis(),
                        row.costMicros(),
                        row.currency())));
        Response.ResponseBuilder response =
                Response.ok(csv.toString(), Csv.MEDIA_TYPE + "; charset=utf-8; header=present");
        if (page.next() != null) {
            response.link(page.next(), "next");
        }
        if (page.previous() != null) {
            response.link(page.previous(), "prev");
        }
        return response.build();
    }

    private Page<CostView> page(Query query, Slice slice) {
        Grouping grouping = query.grouping();
        Selection selection =
                new Selection(grouping, QueryTimes.parse("from", query.from), QueryTimes.parse("to", query.to), slice);
        return Page.of(
                config.url("/v1/usage/costs") + query.withoutCursor(),
                slice,
                costs.list(Requests.requireCaller(request), selection),
                Cost::position,
                cost -> CostView.of(grouping, cost));
    }
}
