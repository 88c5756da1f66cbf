package com.in2peta.web.api;

import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Holds every request to the sizes in {@link Limits} before anything is read of it. */
@Provider
@PreMatching
@Priority(RequestFilter.FIRST)
public class RequestFilter implements ContainerRequestFilter {

    /** Before anybody looks at what the request says. */
    static final int FIRST = 0;

    static final String STARTED = "in2peta.started-nanos";

    @Override
    public void filter(ContainerRequestContext context) {
        context.setProperty(STARTED, System.nanoTime());
        URI uri = context.getUriInfo().getRequestUri();
        int target = length(uri.getRawPath()) + length(uri.getRawQuery());
        if (target > Limits.URI_LENGTH) {
            throw new DomainException(
                    ProblemType.INVALID_REQUEST, "The request target is longer than " + Limits.URI_LENGTH + ".");
        }
        if (headerBytes(context.getHeaders()) > Limits.HEADER_BYTES) {
            throw new DomainException(
                    ProblemType.HEADERS_TOO_LARGE, "The headers are larger than " + Limits.HEADER_BYTES + " bytes.");
        }
        int limit = limit(uri.getRawPath());
        if (contentLength(context.getHeaderString(HttpHeaders.CONTENT_LENGTH)) > limit) {
            throw tooLarge(limit);
        }
        if (context.hasEntity()) {
            context.setEntityStream(new LimitedStream(context.getEntityStream(), limit));
        }
    }

    private static int limit(String path) {
        if (path.endsWith("/predictions") || path.startsWith("/v1/predictions/")) {
            return Limits.PREDICTION_BODY_BYTES;
        }
        if (path.equals("/v1/files")) {
            return Limits.FILE_BYTES + Limits.FILE_FORM_BYTES;
        }
        return path.equals("/v1/models/imports") ? Limits.IMPORT_BYTES : Limits.BODY_BYTES;
    }

    private static int length(String part) {
        return part == null ? 0 : part.length();
    }

    /** The server has already refused what is no number. */
    private static long contentLength(String header) {
        return header == null ? 0 : Long.parseLong(header.strip());
    }

    private static int headerBytes(MultivaluedMap<String, String> headers) {
        int bytes = 0;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            for (String value : header.getValue()) {
                bytes += header.getKey().length() + value.length();
            }
        }
        return bytes;
    }

    private static DomainException tooLarge(int limit) {
        return new DomainException(ProblemType.BODY_TOO_LARGE, "The body is larger than " + limit + " bytes.");
    }

    /** For bodies that do not say how long they are. */
    private static final class LimitedStream extends FilterInputStream {

        private final int limit;
        private long read;

        LimitedStream(InputStream body, int limit) {
            super(body);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int bytes) {
            read += bytes;
            if (read > limit) {
                throw tooLarge(limit);
            }
        }
    }
}
