package com.in2peta.sandbox.http;

import com.in2peta.sandbox.http.Response.Cut;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Writes the answers of a connection, or as much of them as it is told to. */
final class ResponseWriter {

    private static final String PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            + "frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Socket socket;
    private final OutputStream out;

    /** Ends an answer that is cut, also from inside of whoever writes its body. */
    private static final class CutOff extends IOException {}

    ResponseWriter(Socket socket) throws IOException {
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Says whether the connection can be used for another answer. */
    boolean write(Response response, boolean withBody, boolean keep) throws IOException {
        try {
            if (response.cut() == Cut.BEFORE_HEADERS) {
                throw new CutOff();
            }
            out.write(head(response, keep).getBytes(StandardCharsets.ISO_8859_1));
            if (response.cut() == Cut.AFTER_HEADERS) {
                throw new CutOff();
            }
            if (withBody) {
                body(response);
            }
            out.flush();
            return keep;
        } catch (CutOff e) {
            reset();
            return false;
        }
    }

    private void body(Response response) throws IOException {
        if (response.length() == Response.STREAMED) {
            Chunks chunks = new Chunks(out, response.cut() == Cut.HALF_BODY);
            response.body().writeTo(chunks);
            chunks.end();
        } else if (response.cut() == Cut.HALF_BODY) {
            response.body().writeTo(new Half(out, response.length() / 2));
        } else {
            response.body().writeTo(out);
        }
    }

    /** What was written is sent; then the peer gets a reset where it expects more. */
    private void reset() throws IOException {
        out.flush();
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static String head(Response response, boolean keep) {
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(response.status()).append(" \r\n");
        response.headers().forEach((name, value) -> line(head, name, value));
        if (response.length() == Response.STREAMED) {
            line(head, "Transfer-Encoding", "chunked");
        } else if (response.status() != 204) {
            line(head, "Content-Length", Long.toString(response.length()));
        }
        if (response.isHtml()) {
            line(head, "Content-Security-Policy", PAGE_POLICY);
        }
        line(head, "Cache-Control", "no-store");
        line(head, "X-Content-Type-Options", "nosniff");
        line(head, "Referrer-Policy", "no-referrer");
        if (!keep) {
            line(head, "Connection", "close");
        }
        return head.append("\r\n").toString();
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** Lets so many bytes through and no more. */
    private static final class Half extends FilterOutputStream {

        private long left;

        Half(OutputStream out, long left) {
            super(out);
            this.left = left;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int now = (int) Math.min(left, length);
            out.write(bytes, offset, now);
            left -= now;
            if (left == 0) {
                throw new CutOff();
            }
        }
    }

    /** Chunked encoding: each flush sends what was written since the last one. */
    private static final class Chunks extends BufferedOutputStream {

        private final OutputStream wire;
        private final boolean onlyOne;

        Chunks(OutputStream wire, boolean onlyOne) {
            super(new ChunkFrames(wire));
            this.wire = wire;
            this.onlyOne = onlyOne;
        }

        @Override
        public synchronized void flush() throws IOException {
            super.flush();
            if (onlyOne) {
                throw new CutOff();
            }
        }

        void end() throws IOException {
            flush();
            wire.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static final class ChunkFrames extends FilterOutputStream {

        ChunkFrames(OutputStream wire) {
            super(wire);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, offset, length);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
