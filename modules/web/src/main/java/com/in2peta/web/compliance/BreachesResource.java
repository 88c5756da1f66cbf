package com.in2peta.web.compliance;

import com.in2peta.compliance.api.Breaches;
import com.in2peta.compliance.api.Breaches.Breach;
import com.in2peta.compliance.api.Breaches.Entry;
import com.in2peta.compliance.api.Breaches.Report;
import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.page.Slice;
import com.in2peta.web.api.Page;
import com.in2peta.web.api.Requests;
import com.in2peta.web.api.WebConfig;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Staff: breaches of personal data, with the clocks of the law. */
@Path("v1/staff/breaches")
@ApplicationScoped
@RequiresRole(Roles.STAFF_COMPLIANCE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class BreachesResource {

    public record NewBreach(
            @NotNull @Size(min = 1, max = 400) String nature,
            @NotNull @Size(min = 1, max = 200) List<@NotNull @Size(max = 100) String> elements,
            @NotNull Instant happenedFrom,
            @NotNull Instant happenedUntil,
            @NotNull Instant awareAt,
            @NotNull Boolean likelyHighRisk) {}

    public record ReportView(String recipient, Instant dueAt, Instant sentAt) {

        static ReportView of(Report report) {
            return new ReportView(
                    report.recipient(), report.dueAt(), report.sentAt().orElse(null));
        }
    }

    public record BreachView(
            UUID id,
            String nature,
            List<String> elements,
            Instant happenedFrom,
            Instant happenedUntil,
            Instant awareAt,
            boolean likelyHighRisk,
            List<ReportView> reports,
            Instant closedAt) {

        static BreachView of(Entry entry) {
            Breach breach = entry.breach();
            return new BreachView(
                    entry.id(),
                    breach.nature(),
                    breach.elements(),
                    breach.happenedFrom(),
                    breach.happenedUntil(),
                    breach.awareAt(),
                    breach.likelyHighRisk(),
                    entry.reports().stream().map(ReportView::of).toList(),
                    entry.closedAt().orElse(null));
        }
    }

    public record AffectedView(long count, String next, String previous, List<UUID> results) {}

    @Inject
    Breaches breaches;

    @Inject
    WebConfig config;

    @Inject
    HttpServletRequest request;

    @POST
    public Response open(@NotNull @Valid NewBreach breach) {
        Entry entry = breaches.open(
                new Breach(
                        breach.nature(),
                        breach.elements(),
                        breach.happenedFrom(),
                        breach.happenedUntil(),
                        breach.awareAt(),
                        breach.likelyHighRisk()),
                by());
        return Response.status(Response.Status.CREATED)
                .entity(BreachView.of(entry))
                .build();
    }

    @GET
    public Page<BreachView> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url("/v1/staff/breaches"),
                slice,
                breaches.list(slice),
                entry -> entry.id().toString(),
                BreachView::of);
    }

    @GET
    @Path("{id}")
    public BreachView get(@PathParam("id") UUID id) {
        return BreachView.of(breaches.get(id));
    }

    @POST
    @Path("{id}/reports/{recipient}")
    @Consumes(MediaType.WILDCARD)
    public BreachView sent(@PathParam("id") UUID id, @PathParam("recipient") String recipient) {
        return BreachView.of(breaches.sent(id, recipient, by()));
    }

    @GET
    @Path("{id}/affected")
    public AffectedView affected(@PathParam("id") UUID id, @QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        Page<UUID> page = Page.of(
                config.url("/v1/staff/breaches/" + id + "/affected"),
                slice,
                breaches.affected(id, slice),
                UUID::toString,
                owner -> owner);
        return new AffectedView(breaches.countAffected(id), page.next(), page.previous(), page.results());
    }

    private UUID by() {
        return Requests.requireCaller(request).personId();
    }
}
