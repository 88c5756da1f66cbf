package com.in2peta.acceptance.prove;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** HTTP by hand: sends bytes as they are, whatever they mean, on a connection of their own. */
final class RawHttp {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int LONGEST_ANSWER = 4_000_000;

    /** What came back; status 0 when the connection was closed without a word. */
    record Answer(int status, Map<String, String> headers, String body) {}

    private final InetSocketAddress address;

    RawHttp(String base) {
        URI uri = URI.create(base);
        this.address = new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /** Sends the request, which must ask to close, and reads until the server does. */
    Answer send(byte[] request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // the server may have answered and closed before it read everything
            }
            return parse(read(socket));
        }
    }

    private static byte[] read(Socket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        try {
            int count = socket.getInputStream().read(buffer);
            while (count >= 0 && answer.size() < LONGEST_ANSWER) {
                answer.write(buffer, 0, count);
                count = socket.getInputStream().read(buffer);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // a reset after the answer: what has come is the answer
        }
        return answer.toByteArray();
    }

    private static Answer parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.")) {
            return new Answer(0, Map.of(), text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        String body = text.substring(end + 4);
        return new Answer(
                Integer.parseInt(lines[0].split(" ")[1]),
                headers,
                "chunked".equalsIgnoreCase(headers.get("transfer-encoding")) ? unchunk(body) : body);
    }

    /** Good enough for JSON: the sizes count bytes, so text beyond ASCII may leave a rest, which is kept. */
    private static String unchunk(String body) {
        return body.replaceAll("(?m)^[0-9a-fA-F]{1,8}\r?\n", "").replace("\r\n", "");
    }
}
