package com.in2peta.kernel.outbound;

import com.in2peta.kernel.outbound.OutboundFailure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Calls URLs that users give. A name is resolved once for each call, every address is checked, and the connection goes to one of those very
 * addresses, while the certificate must still be the name's: a name that changes its mind gains nothing. No proxy, no cookies, no credentials,
 * no compression. A connection that has carried a short answer to its end is used again for the same host, for some seconds. Each call ends within
 * its time, and blocks its caller until then.
 */
public final class OutboundClient implements AutoCloseable {

    /** Looks a name up; a test has its own. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** An answer's status, and when the receiver asks to be called again. */
    public record Reply(int status, Optional<String> retryAfter) {}

    /** The body must be read before the reader returns; reading more than the limit fails. */
    public record Content(Optional<String> mediaType, OptionalLong length, InputStream body) {}

    /** Takes what a download brings while it comes. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Content content) throws IOException;
    }

    /** What a call may take: bytes of the answer, and time from its beginning to its end. */
    public record Bounds(long limitBytes, Duration limit) {}

    private static final Timeout CONNECT = Timeout.ofSeconds(3);
    /** Of a host with more addresses the others are not tried: each try may take the connect timeout. */
    private static final int ADDRESSES = 3;

    private static final int REDIRECTS = 3;
    /** Shorter than servers keep what is idle (Node's: 5 s), or calls would meet connections that are just being closed. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(2);

    /** After which it is looked whether the other side has closed. */
    private static final TimeValue DOUBTFUL = TimeValue.ofMilliseconds(50);

    /** The longest life of a connection. */
    private static final TimeValue LIFE = TimeValue.ofSeconds(10);

    /** Of an answer that nobody reads, so much is taken for the connection's sake. */
    private static final int REST_BYTES = 4_096;

    private static final int CONNECTIONS = 256;
    private static final Http1Config MESSAGES = Http1Config.custom()
            .setMaxHeaderCount(100)
            .setMaxLineLength(8_192)
            .setMaxEmptyLineCount(10)
            .build();

    private final OutboundUrls urls;
    private final Resolver resolver;
    private final ScheduledExecutorService clockwork;
    private final CloseableHttpClient http;
    private final ScheduledFuture<?> cleaning;

    OutboundClient(OutboundUrls urls, Resolver resolver, SSLContext tls, ScheduledExecutorService clockwork) {
        this.urls = urls;
        this.resolver = resolver;
        this.clockwork = clockwork;
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new NoResolver())
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(MESSAGES)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setTimeToLive(LIFE)
                        .setValidateAfterInactivity(DOUBTFUL)
                        .setIdleTimeout(Timeout.of(IDLE.getDuration(), IDLE.getTimeUnit()))
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(CONNECT).build()) // of the handshake
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .build();
        this.http = HttpClients.custom()
                .setConnectionManager(connections)
                .setUserAgent("in2peta")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
        this.cleaning = clockwork.scheduleWithFixedDelay(
                () -> {
                    connections.closeExpired();
                    connections.closeIdle(IDLE);
                },
                IDLE.toMilliseconds(),
                IDLE.toMilliseconds(),
                TimeUnit.MILLISECONDS);
    }

    /** Sends a body; of the answer only the head is read. A redirect is not followed: it is a status like others. */
    public Reply post(String url, Map<String, String> headers, String mediaType, byte[] body, Duration limit) {
        HttpPost request = new HttpPost(urls.require(url));
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, ContentType.parse(mediaType)));
        return call(request, limit, response -> {
            Reply reply = new Reply(
                    response.getCode(),
                    Optional.ofNullable(response.getFirstHeader("Retry-After")).map(Header::getValue));
            skip(response.getEntity());
            return reply;
        });
    }

    /** Reads what lies at a URL; a few redirects are followed, each held to the same rules. */
    public <T> T get(String url, Bounds bounds, Reader<T> reader) {
        long end = System.nanoTime() + bounds.limit().toNanos();
        URI target = urls.require(url);
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            URI from = target;
            Hop<T> result = call(new HttpGet(target), left, response -> read(response, from, bounds, reader));
            if (result.next().isEmpty()) {
                return result.value();
            }
            target = urls.require(result.next().get());
        }
        throw new OutboundFailure(Reason.TOO_MANY_REDIRECTS);
    }

    @Override
    public void close() throws IOException {
        cleaning.cancel(false);
        http.close();
    }

    /** Reads a short rest, so that the connection can be used again; a long one is broken off. */
    private static void skip(HttpEntity rest) {
        if (rest == null || rest.getContentLength() < 0 || rest.getContentLength() > REST_BYTES) {
            return;
        }
        try {
            rest.getContent().readNBytes(REST_BYTES);
        } catch (IOException brokenOff) {
            // what counts was in the head
        }
    }

    /** A value, or where to ask next. */
    private record Hop<T>(T value, Optional<String> next) {}

    private static <T> Hop<T> read(ClassicHttpResponse response, URI from, Bounds bounds, Reader<T> reader)
            throws IOException {
        int status = response.getCode();
        Header location = response.getFirstHeader("Location");
        if (status / 100 == 3 && location != null) {
            return new Hop<>(null, Optional.of(resolve(from, location.getValue())));
        }
        HttpEntity entity = response.getEntity();
        if (status / 100 != 2) {
            throw new OutboundFailure(Reason.STATUS);
        }
        if (entity == null) {
            return new Hop<>(
                    reader.read(new Content(Optional.empty(), OptionalLong.of(0), InputStream.nullInputStream())),
                    Optional.empty());
        }
        long length = entity.getContentLength();
        if (length > bounds.limitBytes()) {
            throw new OutboundFailure(Reason.TOO_LARGE);
        }
        Content content = new Content(
                Optional.ofNullable(entity.getContentType()),
                length < 0 ? OptionalLong.empty() : OptionalLong.of(length),
                new LimitedStream(entity.getContent(), bounds.limitBytes()));
        return new Hop<>(reader.read(content), Optional.empty());
    }

    private static String resolve(URI from, String location) {
        try {
            return from.resolve(location).toString();
        } catch (IllegalArgumentException e) {
            throw new OutboundFailure(Reason.URL_REFUSED, e);
        }
    }

    @FunctionalInterface
    private interface Taker<T> {
        T take(ClassicHttpResponse response) throws IOException;
    }

    /** The library's time limits are for each read; that for the whole call breaks the connection off. */
    private <T> T call(HttpUriRequestBase request, Duration limit, Taker<T> taker) {
        if (limit.isNegative() || limit.isZero()) {
            throw new OutboundFailure(Reason.TIMEOUT);
        }
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(limit))
                .setResponseTimeout(Timeout.of(limit))
                .build());
        ScheduledFuture<?> end = clockwork.schedule(request::cancel, limit.toMillis(), TimeUnit.MILLISECONDS);
        ClassicHttpResponse response = null;
        try {
            response = open(request);
            return taker.take(response);
        } catch (IOException e) {
            throw new OutboundFailure(end.isDone() ? Reason.TIMEOUT : reason(e), e);
        } finally {
            end.cancel(false);
            // Closing alone would first read the rest of the answer, however long it is. What was read to its end has
            // given its connection back.
            request.cancel();
            Closer.closeQuietly(response);
        }
    }

    /**
     * To one of the checked addresses, which is a part of the connection's name: what was connected to another address is not used again for
     * this call.
     */
    private ClassicHttpResponse open(HttpUriRequestBase request) throws IOException {
        HttpHost host;
        try {
            host = RoutingSupport.determineHost(request);
        } catch (HttpException e) {
            throw new IOException(e);
        }
        IOException failure = new UnknownHostException();
        for (InetAddress address : addresses(host.getHostName())) {
            try {
                HttpHost place = new HttpHost(host.getSchemeName(), address, host.getHostName(), host.getPort());
                return http.executeOpen(place, request, null);
            } catch (ConnectException | NoRouteToHostException | ConnectTimeoutException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private InetAddress[] addresses(String host) throws UnknownHostException {
        InetAddress[] all = urls.allowed(host, resolver.resolve(host));
        return all.length <= ADDRESSES ? all : Arrays.copyOf(all, ADDRESSES);
    }

    private static Reason reason(IOException failure) {
        if (failure instanceof SSLException) {
            return Reason.TLS;
        }
        // A connect timeout is one of these too, and tells no more than a refusal.
        if (failure instanceof UnknownHostException
                || failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof ConnectTimeoutException) {
            return Reason.UNREACHABLE;
        }
        return failure instanceof InterruptedIOException ? Reason.TIMEOUT : Reason.BROKEN;
    }

    /** The library looks nothing up: it is told the address. */
    private static final class NoResolver implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
