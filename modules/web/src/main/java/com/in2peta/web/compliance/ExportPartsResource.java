package com.in2peta.web.compliance;

import com.in2peta.compliance.api.Exports;
import com.in2peta.compliance.api.Exports.Download;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.web.api.Problem;
import com.in2peta.web.api.Requests;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.UUID;

/** Downloads. A link alone opens a part, so that a browser or a download manager can follow it. */
@Path("v1/privacy/exports/{id}/parts/{part}")
@ApplicationScoped
@PermitAll
@Produces("application/zip")
public class ExportPartsResource {

    @Inject
    Exports exports;

    @Inject
    HttpServletRequest request;

    @GET
    public Response part(
            @PathParam("id") UUID id,
            @PathParam("part") int part,
            @QueryParam("token") String token,
            @HeaderParam("Range") String range,
            @HeaderParam("If-Range") String ifRange) {
        Download download = require(id, part, token);
        boolean wanted = ifRange == null || ifRange.strip().equals(download.etag());
        try {
            return ByteRange.of(wanted ? range : null, download.bytes())
                    .map(some -> send(download, id, part, some)
                            .status(Response.Status.PARTIAL_CONTENT)
                            .header("Content-Range", some.contentRange(download.bytes()))
                            .build())
                    .orElseGet(() -> send(download, id, part, new ByteRange(0, download.bytes()))
                            .build());
        } catch (ByteRange.Unsatisfiable e) {
            return unsatisfiable(download);
        }
    }

    /** Looking at the headers is no download. */
    @HEAD
    public Response look(@PathParam("id") UUID id, @PathParam("part") int part, @QueryParam("token") String token) {
        Download download = require(id, part, token);
        return headers(Response.ok(), download).build();
    }

    private Download require(UUID id, int part, String token) {
        return exports.open(id, part, token == null ? "" : token)
                .orElseThrow(() -> DomainException.notFound("part, or the link has ended"));
    }

    private static Response.ResponseBuilder headers(Response.ResponseBuilder response, Download download) {
        return response.header(HttpHeaders.ETAG, download.etag()).header("Accept-Ranges", "bytes");
    }

    private static Response.ResponseBuilder send(Download download, UUID id, int part, ByteRange range) {
        StreamingOutput body = out -> download.writeTo(out, range.from(), range.to());
        return headers(Response.ok(body, "application/zip"), download)
                .header(HttpHeaders.CONTENT_LENGTH, range.length())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"export-%s-part-%03d.zip\"".formatted(id, part));
    }

    private Response unsatisfiable(Download download) {
        ProblemType type = ProblemType.RANGE_NOT_SATISFIABLE;
        return Response.status(type.status())
                .type(Problem.MEDIA_TYPE)
                .header("Content-Range", "bytes */" + download.bytes())
                .header("Accept-Ranges", "bytes")
                .entity(Problem.of(
                        type,
                        "The part has " + download.bytes() + " bytes.",
                        List.of(),
                        request.getRequestURI(),
                        Requests.id(request)))
                .build();
    }
}
