package com.in2peta.kernel.outbound;

import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.outbound.OutboundFailure.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which URLs of users are called at all: https at a port for it, a host that has one reading only, no credentials. Nothing is looked up here;
 * the addresses behind a name are checked when it is called, each time.
 */
public final class OutboundUrls {

    /** What a user is told of a URL that is refused. */
    public static final String RULE = "must be an https URL of a public host, at port 443 or 8443, without credentials";

    private static final String LOCALHOST = "localhost";
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Set<Integer> PORTS = Set.of(-1, 443, 8443);
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}");
    /** The last label holds a letter: what else resolvers read as a number (127.1, 0x7f000001, 017700000001) is no host here. */
    private static final Pattern NAME = Pattern.compile(
            "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+(?!0x)(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
            Pattern.CASE_INSENSITIVE);

    private static final int NAME_LENGTH = 253;

    private final Addresses addresses;
    private final boolean loopbackAllowed;

    OutboundUrls(List<Network> refused, boolean loopbackAllowed) {
        this.addresses = new Addresses(refused, loopbackAllowed);
        this.loopbackAllowed = loopbackAllowed;
    }

    /** @throws OutboundFailure with {@link Reason#URL_REFUSED} */
    public URI require(String text) {
        URI url = parse(text);
        String host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || !(isLiteral(host) || isName(host))) {
            throw new OutboundFailure(Reason.URL_REFUSED);
        }
        if (isLiteral(host) && !addresses.allow(literal(host))) {
            throw new OutboundFailure(Reason.URL_REFUSED);
        }
        boolean https = "https".equalsIgnoreCase(url.getScheme()) && PORTS.contains(url.getPort());
        if (!https && !isAllowedLoopback(url)) {
            throw new OutboundFailure(Reason.URL_REFUSED);
        }
        return url;
    }

    /**
     * All addresses of a host, if each of them may be called: whoever answers with a public and a private one is refused.
     *
     * @throws UnknownHostException also when it is refused
     */
    InetAddress[] allowed(String host, InetAddress[] resolved) throws UnknownHostException {
        for (InetAddress address : resolved) {
            if (!addresses.allow(address)) {
                throw new UnknownHostException(host);
            }
        }
        return resolved;
    }

    /** One parser for all: what is connected to is what was checked. Names in other scripts are written with xn--. */
    private static URI parse(String text) {
        if (text.length() > Limits.URL_LENGTH || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new OutboundFailure(Reason.URL_REFUSED);
        }
        try {
            return new URI(text).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new OutboundFailure(Reason.URL_REFUSED, e);
        }
    }

    private boolean isAllowedLoopback(URI url) {
        boolean loopback = LOCALHOST.equals(url.getHost())
                || isLiteral(url.getHost()) && literal(url.getHost()).isLoopbackAddress();
        return loopbackAllowed && loopback && SCHEMES.contains(url.getScheme());
    }

    private boolean isName(String host) {
        return host.length() <= NAME_LENGTH && NAME.matcher(host).matches()
                || loopbackAllowed && LOCALHOST.equals(host);
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || IPV4.matcher(host).matches();
    }

    private static InetAddress literal(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new OutboundFailure(Reason.URL_REFUSED, e);
        }
    }
}
