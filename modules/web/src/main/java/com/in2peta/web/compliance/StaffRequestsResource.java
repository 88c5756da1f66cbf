package com.in2peta.web.compliance;

import com.in2peta.compliance.api.RequestViews.StaffRequest;
import com.in2peta.compliance.api.Rights.Particulars;
import com.in2peta.compliance.api.StaffRights;
import com.in2peta.compliance.api.StaffRights.MailedRequest;
import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import com.in2peta.web.api.Page;
import com.in2peta.web.api.Requests;
import com.in2peta.web.api.WebConfig;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Staff: requests about rights of everybody. */
@Path("v1/staff/privacy/requests")
@ApplicationScoped
@RequiresRole(Roles.STAFF_COMPLIANCE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class StaffRequestsResource {

    private static final String PATH = "/v1/staff/privacy/requests";

    public record RecordRequest(
            @NotNull String kind,
            String regime,
            String username,
            String email,
            @NotNull String receivedAt,
            String identityEvidence,
            String models,
            String ground,
            String purpose,
            String topic,
            String reference) {

        MailedRequest toRequest() {
            return new MailedRequest(
                    kind,
                    Optional.ofNullable(regime),
                    Optional.ofNullable(username),
                    Optional.ofNullable(email),
                    time(receivedAt),
                    Optional.ofNullable(identityEvidence),
                    new Particulars(
                            Optional.ofNullable(models),
                            Optional.ofNullable(ground),
                            Optional.ofNullable(purpose),
                            Optional.ofNullable(topic),
                            Optional.ofNullable(reference)));
        }

        private static Instant time(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw new DomainException(
                        ProblemType.INVALID_REQUEST,
                        "The request is invalid.",
                        List.of(new Violation("/received_at", "must be a time with its offset (RFC 3339)")));
            }
        }
    }

    public record Identify(@NotNull Integer level, @NotNull String how) {}

    public record Extend(@NotNull String reason) {}

    public record Refuse(@NotNull String article) {}

    public record Correct(
            @NotNull String element, UUID row, @NotNull String value) {}

    public record Complete(@NotNull String reference) {}

    @Inject
    StaffRights rights;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    public Response record(@NotNull @Valid RecordRequest mailed) {
        return accepted(rights.open(staff(), mailed.toRequest()));
    }

    @GET
    public Page<RequestJson> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url(PATH), slice, rights.list(slice), row -> row.id().toString(), RequestJson::of);
    }

    @GET
    @Path("{id}")
    public RequestJson.ForStaff get(@PathParam("id") String id) {
        return RequestJson.of(rights.find(staff(), PathIds.of(id)));
    }

    @POST
    @Path("{id}/identity")
    public RequestJson.ForStaff identify(@PathParam("id") String id, @NotNull @Valid Identify identity) {
        return RequestJson.of(rights.identify(staff(), PathIds.of(id), identity.level(), identity.how()));
    }

    @POST
    @Path("{id}/extension")
    public RequestJson.ForStaff extend(@PathParam("id") String id, @NotNull @Valid Extend extension) {
        return RequestJson.of(rights.extend(staff(), PathIds.of(id), extension.reason()));
    }

    @POST
    @Path("{id}/refusal")
    public RequestJson.ForStaff refuse(@PathParam("id") String id, @NotNull @Valid Refuse refusal) {
        return RequestJson.of(rights.refuse(staff(), PathIds.of(id), refusal.article()));
    }

    @POST
    @Path("{id}/run")
    @Consumes(MediaType.WILDCARD)
    public Response run(@PathParam("id") String id) {
        return accepted(rights.run(staff(), PathIds.of(id)));
    }

    @POST
    @Path("{id}/cancellation")
    @Consumes(MediaType.WILDCARD)
    public RequestJson.ForStaff cancel(@PathParam("id") String id) {
        return RequestJson.of(rights.cancel(staff(), PathIds.of(id)));
    }

    @POST
    @Path("{id}/correction")
    public RequestJson.ForStaff correct(@PathParam("id") String id, @NotNull @Valid Correct correction) {
        return RequestJson.of(rights.correct(
                staff(),
                PathIds.of(id),
                correction.element(),
                Optional.ofNullable(correction.row()),
                correction.value()));
    }

    @POST
    @Path("{id}/completion")
    public RequestJson.ForStaff complete(@PathParam("id") String id, @NotNull @Valid Complete completion) {
        return RequestJson.of(rights.complete(staff(), PathIds.of(id), completion.reference()));
    }

    @POST
    @Path("{id}/lifting")
    @Consumes(MediaType.WILDCARD)
    public RequestJson.ForStaff lift(@PathParam("id") String id) {
        return RequestJson.of(rights.lift(staff(), PathIds.of(id)));
    }

    private Response accepted(StaffRequest recorded) {
        return Response.accepted(RequestJson.of(recorded))
                .location(URI.create(
                        config.url(PATH + "/" + recorded.full().request().id())))
                .build();
    }

    private UUID staff() {
        return Requests.requireCaller(request).personId();
    }
}
