package com.in2peta.web.inference;

import com.in2peta.identity.api.Roles;
import com.in2peta.inference.api.Predictions;
import com.in2peta.inference.api.Predictions.Window;
import com.in2peta.inference.api.Wish;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.web.api.Page;
import com.in2peta.web.api.QueryTimes;
import com.in2peta.web.api.Requests;
import com.in2peta.web.api.WebConfig;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Predictions, in the form of Replicate's API. */
@Path("v1")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PredictionsResource {

    @Inject
    Predictions predictions;

    @Inject
    PredictionCreation creation;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    @Path("predictions")
    public void create(
            @NotNull CreateBody body,
            @HeaderParam("Prefer") String prefer,
            @Context HttpHeaders headers,
            @Suspended AsyncResponse response) {
        creation.create(Requests.requireCaller(request), wish(body, headers), Prefer.waiting(prefer), response);
    }

    /** The same under an id of the caller's own: however often it is sent, there is one prediction. */
    @PUT
    @Path("predictions/{id}")
    public void put(
            @PathParam("id") String id,
            @NotNull CreateBody body,
            @HeaderParam("Prefer") String prefer,
            @Context HttpHeaders headers,
            @Suspended AsyncResponse response) {
        UUID own = Ids.fromWire(id).orElseThrow(() -> Requests.invalid("/id", "must be an id in 26 characters"));
        creation.create(
                Requests.requireCaller(request), wish(body, headers).under(own), Prefer.waiting(prefer), response);
    }

    @GET
    @Path("predictions")
    public Page<PredictionJson> list(
            @QueryParam("cursor") String cursor,
            @QueryParam("created_after") String createdAfter,
            @QueryParam("created_before") String createdBefore) {
        Window window = new Window(
                QueryTimes.parse("created_after", createdAfter),
                QueryTimes.parse("created_before", createdBefore),
                Page.slice(cursor));
        return Page.of(
                config.url("/v1/predictions") + filters(createdAfter, createdBefore),
                window.slice(),
                predictions.list(Requests.requireCaller(request), window),
                prediction -> prediction.id().toString(),
                prediction -> PredictionJson.of(prediction, config));
    }

    @GET
    @Path("predictions/{id}")
    public PredictionJson get(@PathParam("id") String id) {
        return PredictionJson.of(predictions.get(Requests.requireCaller(request), id(id)), config);
    }

    @POST
    @Path("predictions/{id}/cancel")
    @Consumes(MediaType.WILDCARD)
    public PredictionJson cancel(@PathParam("id") String id) {
        return PredictionJson.of(predictions.cancel(Requests.requireCaller(request), id(id)), config);
    }

    private static Wish wish(CreateBody body, HttpHeaders headers) {
        if (body.version() == null) {
            throw Requests.invalid("/version", "must not be null");
        }
        return body.wish(body.version(), headers);
    }

    private static UUID id(String wire) {
        return Ids.fromWire(wire).orElseThrow(() -> DomainException.notFound("prediction"));
    }

    private static String filters(String createdAfter, String createdBefore) {
        StringBuilder query = new StringBuilder();
        append(query, "created_after", createdAfter);
        append(query, "created_before", createdBefore);
        return query.toString();
    }

    private static void append(StringBuilder query, String name, String value) {
        if (value != null) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
