package com.in2peta.billing.razorpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.kernel.egress.Fields;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;

/**
 * Sends the official client's calls to the configured host. razorpay-java has no setting for it, but keeps one private static HTTP client
 * that it makes only when there is none; this sets it first, to one that rewrites the address and has our time limits.
 */
public final class RazorpayHost implements Interceptor {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By which a repeated refund is known (https://razorpay.com/docs/api/refunds/idempotency/); the client has no headers of one request. */
    private static final String REFUND_KEY = "X-Refund-Idempotency";

    private final HttpUrl host;
    private final Gate gate;

    /** Says no, by an exception, to what may not leave. */
    @FunctionalInterface
    public interface Gate {
        void require(URI target, Collection<String> fields);
    }

    private RazorpayHost(HttpUrl host, Gate gate) {
        this.host = host;
        this.gate = gate;
    }

    /** Must run before the first {@code RazorpayClient} is made. */
    public static void use(URI host, Gate gate) {
        HttpUrl url = HttpUrl.parse(host.toString());
        if (url == null) {
            throw new IllegalArgumentException("in2peta.billing.razorpay-url is not a URL");
        }
        OkHttpClient client = new OkHttpClient.Builder()
                .connectTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .writeTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                // A retried POST could make a second order; retrying is decided above.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .addInterceptor(new RazorpayHost(url, gate))
                .build();
        try {
            Field field = Class.forName("com.razorpay.ApiUtils").getDeclaredField("client");
            field.setAccessible(true);
            field.set(null, client);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this razorpay-java keeps its HTTP client elsewhere", e);
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        HttpUrl asked = chain.request().url();
        HttpUrl.Builder target = host.newBuilder().encodedQuery(asked.encodedQuery());
        asked.encodedPathSegments().forEach(target::addEncodedPathSegment);
        HttpUrl url = target.build();
        JsonNode body = json(chain.request().body());
        gate.require(url.uri(), Fields.of(body));
        Request.Builder request = chain.request().newBuilder().url(url);
        if (url.encodedPath().endsWith("/refund")) {
            request.header(REFUND_KEY, body.path("receipt").asText());
        }
        return chain.proceed(request.build());
    }

    private static JsonNode json(RequestBody body) throws IOException {
        if (body == null || body.contentLength() == 0) {
            return JSON.createObjectNode();
        }
        Buffer copy = new Buffer();
        body.writeTo(copy);
        return JSON.readTree(copy.readUtf8());
    }
}
