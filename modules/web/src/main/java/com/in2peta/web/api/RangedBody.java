package com.in2peta.web.api;

import com.in2peta.kernel.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A representation that is sent whole or in the range that was asked for (RFC 9110, section 14). */
public abstract class RangedBody {

    private static final String BYTES = "bytes";

    protected abstract long bytes();

    /** In quotation marks. */
    protected abstract String etag();

    protected abstract String contentType();

    /** For who saves it. */
    protected abstract String disposition();

    /** From one position to another (exclusive). */
    protected abstract void writeTo(OutputStream out, long from, long to) throws IOException;

    /** An {@code If-Range} that names another representation asks for all of this one. */
    public final ResponseBuilder get(HttpServletRequest request) {
        String ifRange = request.getHeader("If-Range");
        boolean wanted = ifRange == null || ifRange.strip().equals(etag());
        try {
            return ByteRange.of(wanted ? request.getHeader("Range") : null, bytes())
                    .map(some -> send(some)
                            .status(Response.Status.PARTIAL_CONTENT)
                            .header("Content-Range", some.contentRange(bytes())))
                    .orElseGet(() -> send(new ByteRange(0, bytes())));
        } catch (ByteRange.Unsatisfiable e) {
            return unsatisfiable(request);
        }
    }

    /** Looking at the headers is no download. */
    public final ResponseBuilder head() {
        return headers(Response.ok());
    }

    private ResponseBuilder headers(ResponseBuilder response) {
        return response.header(HttpHeaders.ETAG, etag()).header("Accept-Ranges", BYTES);
    }

    private ResponseBuilder send(ByteRange range) {
        StreamingOutput body = out -> writeTo(out, range.from(), range.to());
        return headers(Response.ok(body, contentType()))
                .header(HttpHeaders.CONTENT_LENGTH, range.length())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition());
    }

    private ResponseBuilder unsatisfiable(HttpServletRequest request) {
        ProblemType type = ProblemType.RANGE_NOT_SATISFIABLE;
        return Response.status(type.status())
                .type(Problem.MEDIA_TYPE)
                .header("Content-Range", "bytes */" + bytes())
                .header("Accept-Ranges", BYTES)
                .entity(Problem.of(
                        type,
                        "There are " + bytes() + " bytes.",
                        List.of(),
                        request.getRequestURI(),
                        Requests.id(request)));
    }
}
