package com.in2peta.web.compliance;

import com.in2peta.compliance.api.RequestViews.FullRequest;
import com.in2peta.compliance.api.Rights;
import com.in2peta.compliance.api.Rights.Asker;
import com.in2peta.compliance.api.Rights.NewRequest;
import com.in2peta.compliance.api.Rights.Particulars;
import com.in2peta.identity.api.Caller;
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
import java.util.Optional;

/** The caller's own requests about rights. */
@Path("v1/privacy/requests")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PrivacyRequestsResource {

    static final String PATH = "/v1/privacy/requests";

    public record MakeRequest(
            @NotNull String kind,
            String regime,
            String models,
            String ground,
            String purpose,
            String topic,
            String reference,
            String password) {

        NewRequest toRequest() {
            return new NewRequest(
                    kind,
                    Optional.ofNullable(regime),
                    new Particulars(
                            Optional.ofNullable(models),
                            Optional.ofNullable(ground),
                            Optional.ofNullable(purpose),
                            Optional.ofNullable(topic),
                            Optional.ofNullable(reference)));
        }
    }

    public record ProveIdentity(String password) {}

    @Inject
    Rights rights;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    public Response make(@NotNull @Valid MakeRequest wanted) {
        return accepted(rights.open(asker(Optional.ofNullable(wanted.password())), wanted.toRequest()));
    }

    @GET
    public Page<RequestJson> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url(PATH),
                slice,
                rights.list(asker(Optional.empty()), slice),
                row -> row.id().toString(),
                RequestJson::of);
    }

    @GET
    @Path("{id}")
    public RequestJson.Full get(@PathParam("id") String id) {
        return RequestJson.of(rights.find(asker(Optional.empty()), PathIds.of(id)));
    }

    @POST
    @Path("{id}/cancellation")
    @Consumes(MediaType.WILDCARD)
    public RequestJson.Full cancel(@PathParam("id") String id) {
        return RequestJson.of(rights.cancel(asker(Optional.empty()), PathIds.of(id)));
    }

    @POST
    @Path("{id}/identity")
    public Response prove(@PathParam("id") String id, @NotNull @Valid ProveIdentity proof) {
        return accepted(rights.confirm(asker(Optional.ofNullable(proof.password())), PathIds.of(id)));
    }

    @POST
    @Path("{id}/lifting")
    @Consumes(MediaType.WILDCARD)
    public RequestJson.Full lift(@PathParam("id") String id) {
        return RequestJson.of(rights.lift(asker(Optional.empty()), PathIds.of(id)));
    }

    private Response accepted(FullRequest made) {
        return Response.accepted(RequestJson.of(made))
                .location(URI.create(config.url(PATH + "/" + made.request().id())))
                .build();
    }

    private Asker asker(Optional<String> password) {
        Caller caller = Requests.requireCaller(request);
        return new Asker(caller.personId(), caller.organizationId(), caller.signedInAt(), password);
    }
}
