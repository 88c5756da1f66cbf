package com.in2peta.models.domain;

import com.networknt.schema.format.AbstractRFC3986Format;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * The format {@code uri} in an input: where a file is. A provider follows it, so it leads to what anybody may fetch: {@code https:}, or the content
 * itself as {@code data:}. Only an installation that is reached over the loopback has addresses of its own without TLS.
 */
final class FileAddress extends AbstractRFC3986Format {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    @Override
    public String getName() {
        return "uri";
    }

    @Override
    public String getMessageKey() {
        return "format.uri";
    }

    @Override
    protected boolean validate(URI uri) {
        if (uri.getScheme() == null) {
            return false;
        }
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "data" -> true;
            case "https" -> uri.getHost() != null;
            case "http" -> uri.getHost() != null && LOOPBACK.contains(uri.getHost());
            default -> false;
        };
    }

    @Override
    protected boolean handleException(URISyntaxException noAddress) {
        return false;
    }
}
