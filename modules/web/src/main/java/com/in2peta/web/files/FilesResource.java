package com.in2peta.web.files;

import com.in2peta.identity.api.Roles;
import com.in2peta.inference.api.StoredFiles;
import com.in2peta.inference.api.StoredFiles.Upload;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;

/** Files for the inputs of predictions, in the form of Replicate's API. */
@Path("v1/files")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Produces(MediaType.APPLICATION_JSON)
public class FilesResource {

    static final String PATH = "/v1/files";

    @Inject
    StoredFiles files;

    @Inject
    HttpServletRequest request;

    @Inject
    WebConfig config;

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response upload(@HeaderParam(HttpHeaders.CONTENT_TYPE) String mediaType, InputStream body) {
        FormData form = new FormData(mediaType, new PacedStream(body, System::nanoTime));
        try (Upload upload = files.begin(Requests.requireCaller(request))) {
            FileJson file = FileJson.of(new FileForm(upload).read(form), config);
            return Response.created(URI.create(file.urls().get())).entity(file).build();
        }
    }

    @GET
    public Page<FileJson> list(@QueryParam("cursor") String cursor) {
        Slice slice = Page.slice(cursor);
        return Page.of(
                config.url(PATH),
                slice,
                files.list(Requests.requireCaller(request), slice),
                file -> file.id().toString(),
                file -> FileJson.of(file, config));
    }

    @GET
    @Path("{id}")
    public FileJson get(@PathParam("id") String id) {
        return FileJson.of(files.get(Requests.requireCaller(request), id(id)), config);
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        files.delete(Requests.requireCaller(request), id(id));
    }

    static UUID id(String wire) {
        return Ids.fromWire(wire).orElseThrow(() -> DomainException.notFound("file"));
    }
}
