package com.in2peta.web.models;

import com.in2peta.compliance.api.Imports;
import com.in2peta.identity.api.Caller;
import com.in2peta.identity.api.Roles;
import com.in2peta.web.api.Requests;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Map;

/** Models out of an export package, made anew for the caller. */
@Path("v1/models/imports")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Produces(MediaType.APPLICATION_JSON)
public class ImportsResource {

    private static final String MODEL = "models.model";
    private static final String VERSION = "models.model_version";

    public record ImportView(Counts models, Counts versions, String signature) {}

    /** What was made, and what was there already. */
    public record Counts(int made, int kept) {}

    @Inject
    Imports imports;

    @Inject
    HttpServletRequest request;

    @POST
    @Consumes("application/zip")
    public ImportView take(InputStream zip) {
        Caller caller = Requests.requireCaller(request);
        Imports.Result result = imports.take(caller.organizationId(), caller.username(), zip);
        Map<String, Integer> made = result.outcome().made();
        Map<String, Integer> kept = result.outcome().kept();
        return new ImportView(
                new Counts(made.getOrDefault(MODEL, 0), kept.getOrDefault(MODEL, 0)),
                new Counts(made.getOrDefault(VERSION, 0), kept.getOrDefault(VERSION, 0)),
                result.signature());
    }
}
