package com.in2peta.launcher.process;

import java.nio.charset.StandardCharsets;

/** Notices that a part has written a certain text; some say nowhere else that they have finished starting. */
public final class LogWatch {

    private final String text;
    private String tail = "";
    private volatile boolean seen;

    /** @param text in ASCII */
    public LogWatch(String text) {
        this.text = text;
    }

    public boolean seen() {
        return seen;
    }

    void read(byte[] buffer, int length) {
        if (!seen) {
            String now = tail + new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            seen = now.contains(text);
            tail = now.substring(Math.max(0, now.length() - text.length()));
        }
    }
}
