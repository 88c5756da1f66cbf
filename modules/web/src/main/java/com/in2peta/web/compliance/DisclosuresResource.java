package com.in2peta.web.compliance;

import com.in2peta.compliance.api.Disclosures;
import com.in2peta.compliance.api.Disclosures.Asked;
import com.in2peta.compliance.api.Disclosures.Entry;
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
import jakarta.validation.constraints.Pattern;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Staff: disclosures to authorities, each approved by two people who did not ask for it. */
@Path("v1/staff/disclosures")
@ApplicationScoped
@RequiresRole(Roles.STAFF_COMPLIANCE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DisclosuresResource {

    public record NewDisclosure(
            @NotNull @Size(min = 1, max = 200) String authority,
            @NotNull @Size(min = 1, max = 200) String instrument,

            @NotNull @Pattern(regexp = "law|court-order|regulator|rights-and-safety")
            String ground,

            @NotNull @Size(min = 1, max = 200) List<@NotNull @Size(max = 100) String> elements,
            @NotNull @Size(max = 60) String username,
            LocalDate gagUntil) {}

    public record Decision(@NotNull Boolean approved) {}

    public record DisclosureView(
            UUID id,
            String authority,
            String instrument,
            String ground,
            List<String> elements,
            String state,
            int approvals,
            Instant askedAt,
            LocalDate gagUntil,
            Instant sentAt) {

        static DisclosureView of(Entry entry) {
            return new DisclosureView(
                    entry.id(),
                    entry.authority(),
                    entry.instrument(),
                    entry.ground(),
                    entry.elements(),
                    entry.state(),
                    entry.approvals(),
                    entry.askedAt(),
                    entry.gagUntil().orElse(null),
                    entry.sentAt().orElse(null));
        }
    }

    @Inject
    Disclosures disclosures;

    @Inject
    WebConfig config;

    @Inject
    HttpServletRequest request;

    @POST
    public Response ask(@NotNull @Valid NewDisclosure asked) {
        Entry entry = disclosures.ask(
                new Asked(
                        asked.authority(),
                        asked.instrument(),
                        asked.ground(),
                        asked.elements(),
                        asked.username(),
                        Optional.ofNullable(asked.gagUntil())),
                by());
        return Response.status(Response.Status.CREATED)
                .entity(DisclosureView.of(entry))
                .build();
    }

    @GET
    public Page<DisclosureView> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url("/v1/staff/disclosures"),
                slice,
                disclosures.list(slice),
                entry -> entry.id().toString(),
                DisclosureView::of);
    }

    @POST
    @Path("{id}/decision")
    public DisclosureView decide(@PathParam("id") UUID id, @NotNull @Valid Decision decision) {
        return DisclosureView.of(disclosures.decide(id, decision.approved(), by()));
    }

    @GET
    @Path("{id}/data")
    public String data(@PathParam("id") UUID id) {
        return disclosures.data(id, by());
    }

    private UUID by() {
        return Requests.requireCaller(request).personId();
    }
}
