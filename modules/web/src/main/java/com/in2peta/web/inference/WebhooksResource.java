package com.in2peta.web.inference;

import com.in2peta.identity.api.Roles;
import com.in2peta.inference.api.Webhooks;
import com.in2peta.inference.api.Webhooks.DeliveryView;
import com.in2peta.inference.api.Webhooks.DisabledUrl;
import com.in2peta.inference.api.Webhooks.Rotation;
import com.in2peta.kernel.id.Ids;
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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Webhooks of the caller's organization: the secret, as in Replicate's API, what was sent, and the URLs that are not called any more. */
@Path("v1/webhooks")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class WebhooksResource {

    private static final String DELIVERIES = "/v1/webhooks/deliveries";

    public record SecretView(String key) {}

    public record RotationView(String key, Instant previousEndsAt) {}

    public record DeliveryJson(
            UUID id,
            String messageId,
            String prediction,
            String event,
            String state,
            int attempts,
            Integer lastStatus,
            String lastFailure,
            Instant createdAt,
            Instant attemptedAt,
            Instant nextAttemptAt) {

        static DeliveryJson of(DeliveryView delivery) {
            return new DeliveryJson(
                    delivery.id(),
                    delivery.messageId(),
                    Ids.toWire(delivery.predictionId()),
                    delivery.event(),
                    delivery.state().wire(),
                    delivery.attempts(),
                    delivery.status().isPresent() ? delivery.status().getAsInt() : null,
                    delivery.failure().orElse(null),
                    delivery.createdAt(),
                    delivery.attemptedAt().orElse(null),
                    delivery.dueAt().orElse(null));
        }
    }

    @Inject
    Webhooks webhooks;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @GET
    @Path("default/secret")
    public SecretView secret() {
        return new SecretView(webhooks.secret(Requests.requireCaller(request)));
    }

    @POST
    @Path("default/secret/rotate")
    public RotationView rotate() {
        Rotation made = webhooks.rotate(Requests.requireCaller(request));
        return new RotationView(made.secret(), made.previousEndsAt());
    }

    @GET
    @Path("deliveries")
    public Page<DeliveryJson> deliveries(
            @QueryParam("prediction") String prediction, @QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        Optional<UUID> predictionId = Optional.ofNullable(prediction).map(WebhooksResource::prediction);
        return Page.of(
                config.url(DELIVERIES) + (prediction == null ? "" : "?prediction=" + prediction),
                slice,
                webhooks.deliveries(Requests.requireCaller(request), predictionId, slice),
                delivery -> delivery.id().toString(),
                DeliveryJson::of);
    }

    @POST
    @Path("deliveries/{id}/replay")
    public DeliveryJson replay(@PathParam("id") UUID id) {
        return DeliveryJson.of(webhooks.replay(Requests.requireCaller(request), id));
    }

    @GET
    @Path("disabled")
    public Page<DisabledUrl> disabled(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url("/v1/webhooks/disabled"),
                slice,
                webhooks.disabledUrls(Requests.requireCaller(request), slice),
                url -> url.id().toString(),
                url -> url);
    }

    @DELETE
    @Path("disabled/{id}")
    public void enable(@PathParam("id") UUID id) {
        webhooks.enable(Requests.requireCaller(request), id);
    }

    private static UUID prediction(String wire) {
        return Ids.fromWire(wire)
                .orElseThrow(() -> new DomainException(
                        ProblemType.INVALID_REQUEST,
                        "The query is invalid.",
                        List.of(new Violation("/prediction", "must be the id of a prediction"))));
    }
}
