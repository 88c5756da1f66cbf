package com.in2peta.web.api;

import java.util.Map;

/** What every answer of the API tells a browser: run nothing, keep nothing, guess nothing. */
final class SecurityHeaders {

    static final Map<String, String> ALL = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

    private SecurityHeaders() {}
}
