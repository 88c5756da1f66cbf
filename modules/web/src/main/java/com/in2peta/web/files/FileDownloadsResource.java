package com.in2peta.web.files;

import com.in2peta.inference.api.StoredFiles;
import com.in2peta.inference.api.StoredFiles.Download;
import com.in2peta.inference.api.StoredFiles.Link;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Downloads. A signed link alone opens a file, so that a provider, a browser or a download manager can follow it. */
@Path("v1/files/{id}/download")
@ApplicationScoped
@PermitAll
@Produces(MediaType.WILDCARD)
public class FileDownloadsResource {

    /** Whatever a stranger uploaded: should a browser show it all the same, it is nobody's page and runs nothing. */
    private static final String SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox";

    @Inject
    StoredFiles files;

    @Inject
    HttpServletRequest request;

    @GET
    public Response download(
            @PathParam("id") String id,
            @QueryParam("owner") String owner,
            @QueryParam("expiry") String expiry,
            @QueryParam("signature") String signature) {
        return sandboxed(require(id, owner, expiry, signature).get(request));
    }

    @HEAD
    public Response look(
            @PathParam("id") String id,
            @QueryParam("owner") String owner,
            @QueryParam("expiry") String expiry,
            @QueryParam("signature") String signature) {
        return sandboxed(require(id, owner, expiry, signature).head());
    }

    private static Response sandboxed(ResponseBuilder response) {
        return response.header("Content-Security-Policy", SANDBOX).build();
    }

    /** One answer to every link that does not open: it tells nothing of what exists. */
    private FileBody require(String id, String owner, String expiry, String signature) {
        if (owner == null || signature == null || expiry == null || !expiry.matches("\\d{1,12}")) {
            throw notFound();
        }
        return files.open(new Link(FilesResource.id(id), owner, Long.parseLong(expiry), signature))
                .map(FileBody::new)
                .orElseThrow(FileDownloadsResource::notFound);
    }

    private static DomainException notFound() {
        return DomainException.notFound("file, or the link has ended");
    }

    private static final class FileBody extends RangedBody {

        private final Download download;

        FileBody(Download download) {
            this.download = download;
        }

        @Override
        protected long bytes() {
            return download.bytes();
        }

        @Override
        protected String etag() {
            return '"' + download.sha256() + '"';
        }

        @Override
        protected String contentType() {
            return download.contentType();
        }

        /** RFC 6266: a name in ASCII for who knows no other, and the name itself. */
        @Override
        protected String disposition() {
            String ascii = download.name().replaceAll("[^\\x20-\\x7E]|[\"\\\\%]", "_");
            String encoded = URLEncoder.encode(download.name(), StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("*", "%2A");
            return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
        }

        @Override
        protected void writeTo(OutputStream out, long from, long to) throws IOException {
            download.writeTo(out, from, to);
        }
    }
}
