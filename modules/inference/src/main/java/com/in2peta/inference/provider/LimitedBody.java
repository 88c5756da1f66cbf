package com.in2peta.inference.provider;

import com.in2peta.inference.domain.ProviderFailure;
import com.in2peta.inference.domain.ProviderFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Collects a response's body up to a limit; a larger one is broken off, so that no provider can fill the heap. */
class LimitedBody implements BodySubscriber<byte[]> {

    private final int limitBytes;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Subscription subscription;
    private long came;

    LimitedBody(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public final CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public final void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public final void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                came += buffer.remaining();
                if (came > limitBytes) {
                    // Asking again would only bring the same answer.
                    throw new ProviderFailure("The output is larger than " + limitBytes + " bytes.", Kind.FINAL);
                }
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                take(bytes);
            }
        } catch (ProviderFailure failure) {
            breakOff();
            body.completeExceptionally(failure);
        }
    }

    @Override
    public final void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public final void onComplete() {
        try {
            body.complete(whole());
        } catch (ProviderFailure failure) {
            body.completeExceptionally(failure);
        }
    }

    /** Wants no more of it. */
    final void breakOff() {
        subscription.cancel();
    }

    /** What comes; throws a {@link ProviderFailure} for what cannot be read. */
    void take(byte[] bytes) {
        collected.writeBytes(bytes);
    }

    /** What the body is when all has come. */
    byte[] whole() {
        return collected.toByteArray();
    }
}
