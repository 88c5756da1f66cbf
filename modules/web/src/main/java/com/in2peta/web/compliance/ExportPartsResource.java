package com.in2peta.web.compliance;

import com.in2peta.compliance.api.Exports;
import com.in2peta.compliance.api.Exports.Download;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.web.api.RangedBody;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
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
    public Response part(@PathParam("id") UUID id, @PathParam("part") int part, @QueryParam("token") String token) {
        return require(id, part, token).get(request).build();
    }

    @HEAD
    public Response look(@PathParam("id") UUID id, @PathParam("part") int part, @QueryParam("token") String token) {
        return require(id, part, token).head().build();
    }

    private PartBody require(UUID id, int part, String token) {
        return exports.open(id, part, token == null ? "" : token)
                .map(download -> new PartBody(id, part, download))
                .orElseThrow(() -> DomainException.notFound("part, or the link has ended"));
    }

    private static final class PartBody extends RangedBody {

        private final UUID id;
        private final int part;
        private final Download download;

        PartBody(UUID id, int part, Download download) {
            this.id = id;
            this.part = part;
            this.download = download;
        }

        @Override
        protected long bytes() {
            return download.bytes();
        }

        @Override
        protected String etag() {
            return download.etag();
        }

        @Override
        protected String contentType() {
            return "application/zip";
        }

        @Override
        protected String disposition() {
            return "attachment; filename=\"export-%s-part-%03d.zip\"".formatted(id, part);
        }

        @Override
        protected void writeTo(OutputStream out, long from, long to) throws IOException {
            download.writeTo(out, from, to);
        }
    }
}
