package com.in2peta.billing.razorpay;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Sends the official client's calls to the configured host. razorpay-java has no setting for it, but keeps one private static HTTP client
 * that it makes only when there is none; this sets it first, to one that rewrites the address and has our time limits.
 */
public final class RazorpayHost implements Interceptor {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpUrl host;

    private RazorpayHost(HttpUrl host) {
        this.host = host;
    }

    /** Must run before the first {@code RazorpayClient} is made. */
    public static void use(URI host) {
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
                .addInterceptor(new RazorpayHost(url))
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
        return chain.proceed(chain.request().newBuilder().url(target.build()).build());
    }
}
