package com.in2peta.acceptance.support;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A body of multipart/form-data, as the clients of Replicate's API send it. */
public final class Form {

    private static final String BOUNDARY = "----boundary-of-a-test";

    /** What goes into {@code Content-Type}. */
    public static final String MEDIA_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** A field with the content of a file; its name is written as browsers do. */
    public Form file(String name, String filename, String type, byte[] content) {
        String written = filename.replace("\"", "%22");
        return part("name=\"" + name + "\"; filename=\"" + written + "\"\r\nContent-Type: " + type, content);
    }

    public Form field(String name, String value) {
        return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return whole.toByteArray();
    }

    private Form part(String headers, byte[] content) {
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + headers + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }
}
