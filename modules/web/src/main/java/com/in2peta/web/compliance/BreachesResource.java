package com.in2peta.web.compliance;

import com.in2peta.compliance.api.Breaches;
import com.in2peta.compliance.api.Breaches.Breach;
import com.in2peta.compliance.api.Breaches.Entry;
import com.in2peta.compliance.api.Breaches.Report;
import com.in2peta.identity.api.Roles;
import com.in2peta.web.api.Requests;
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

    public record BreachesView(List<BreachView> breaches) {}

    public record AffectedView(int count, List<UUID> owners) {}

    @Inject
    Breaches breaches;

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
    public BreachesView list() {
        return new BreachesView(breaches.all().stream().map(BreachView::of).toList());
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
    public AffectedView affected(@PathParam("id") UUID id) {
        List<UUID> owners = breaches.affected(id);
        return new AffectedView(owners.size(), owners);
    }

    private UUID by() {
        return Requests.requireCaller(request).personId();
    }
}
