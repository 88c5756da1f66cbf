package com.in2peta.web.compliance;

import com.in2peta.compliance.api.Uploads;
import com.in2peta.compliance.api.Uploads.SliceView;
import com.in2peta.compliance.api.Uploads.UploadView;
import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.page.Slice;
import com.in2peta.web.api.Page;
import com.in2peta.web.api.Requests;
import com.in2peta.web.api.WebConfig;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Staff: requests for many persons at once. */
@Path("v1/staff/privacy/uploads")
@ApplicationScoped
@RequiresRole(Roles.STAFF_COMPLIANCE)
@Produces(MediaType.APPLICATION_JSON)
public class UploadsResource {

    private static final String PATH = "/v1/staff/privacy/uploads";
    private static final String CSV = "text/csv";

    public record SliceJson(int slice, int persons, Map<String, Long> counts, UUID approval, String decision) {

        static SliceJson of(SliceView slice) {
            return new SliceJson(
                    slice.slice(),
                    slice.persons(),
                    slice.counts(),
                    slice.approval().orElse(null),
                    slice.decision().orElse(null));
        }
    }

    public record UploadJson(
            UUID id,
            String kind,
            String state,
            int rows,
            int clean,
            Map<String, Long> verdicts,
            Instant uploadedAt,
            Instant acceptedAt,
            List<SliceJson> slices) {

        static UploadJson of(UploadView upload) {
            return new UploadJson(
                    upload.id(),
                    upload.kind(),
                    upload.state(),
                    upload.rows(),
                    upload.clean(),
                    upload.verdicts(),
                    upload.uploadedAt(),
                    upload.acceptedAt().orElse(null),
                    upload.slices().stream().map(SliceJson::of).toList());
        }
    }

    @Inject
    Uploads uploads;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    @Consumes(CSV)
    public Response upload(@NotNull @QueryParam("kind") String kind, byte[] csv) {
        UploadJson upload = UploadJson.of(uploads.add(staff(), kind, csv));
        return Response.created(URI.create(config.url(PATH + "/" + upload.id())))
                .entity(upload)
                .build();
    }

    @GET
    public Page<UploadJson> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url(PATH), slice, uploads.list(slice), row -> row.id().toString(), UploadJson::of);
    }

    @GET
    @Path("{id}")
    public UploadJson get(@PathParam("id") String id) {
        return UploadJson.of(uploads.find(PathIds.of(id)));
    }

    @GET
    @Path("{id}/verdicts")
    @Produces(CSV)
    public byte[] verdicts(@PathParam("id") String id) {
        return uploads.verdicts(PathIds.of(id));
    }

    @POST
    @Path("{id}/acceptance")
    @Consumes(MediaType.WILDCARD)
    public UploadJson accept(@PathParam("id") String id) {
        return UploadJson.of(uploads.accept(staff(), PathIds.of(id)));
    }

    @GET
    @Path("{id}/outcomes")
    @Produces(CSV)
    public byte[] outcomes(@PathParam("id") String id) {
        return uploads.outcomes(PathIds.of(id));
    }

    private UUID staff() {
        return Requests.requireCaller(request).personId();
    }
}
