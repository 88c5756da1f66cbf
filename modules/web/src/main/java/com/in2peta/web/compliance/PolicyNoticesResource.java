package com.in2peta.web.compliance;

import com.in2peta.compliance.api.PolicyAcknowledgements;
import com.in2peta.compliance.api.PolicyAcknowledgements.Notice;
import com.in2peta.identity.api.Caller;
import com.in2peta.identity.api.Roles;
import com.in2peta.web.api.Requests;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;

/** Changes of the policies that the caller has not acknowledged: what a banner shows. */
@Path("v1/privacy/policy-notices")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PolicyNoticesResource {

    public record Acknowledgement(
            @NotNull @Pattern(regexp = "privacy|cookies") String kind,
            @NotNull @Min(1) Integer version) {}

    public record NoticeView(String kind, int version, List<String> reasons, Instant effectiveAt) {

        static NoticeView of(Notice notice) {
            return new NoticeView(
                    notice.kind(),
                    notice.version(),
                    notice.reasons(),
                    notice.effectiveAt().orElse(null));
        }
    }

    public record NoticesView(List<NoticeView> notices) {}

    @Inject
    PolicyAcknowledgements acknowledgements;

    @Inject
    HttpServletRequest request;

    @GET
    public NoticesView list() {
        Caller caller = Requests.requireCaller(request);
        return new NoticesView(acknowledgements.unacknowledged(caller.organizationId(), caller.personId()).stream()
                .map(NoticeView::of)
                .toList());
    }

    @POST
    public NoticesView acknowledge(@NotNull @Valid Acknowledgement read) {
        Caller caller = Requests.requireCaller(request);
        acknowledgements.acknowledge(caller.organizationId(), caller.personId(), read.kind(), read.version());
        return list();
    }
}
