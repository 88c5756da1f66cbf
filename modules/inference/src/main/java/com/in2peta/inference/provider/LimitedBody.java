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

    LimitedBody(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (collected.size() + buffer.remaining() > limitBytes) {
                // Asking again would only bring the same answer.
                fail(new ProviderFailure("The output is larger than " + limitBytes + " bytes.", Kind.FINAL));
                return;
            }
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            collected.write(bytes, 0, bytes.length);
        }
    }

    /** Wants no more of it; whoever waits is told why by somebody else. */
    final void breakOff() {
        subscription.cancel();
    }

    /** What was collected. */
    final byte[] collected() {
        return collected.toByteArray();
    }

    /** Ends with this as the body. */
    final void complete(byte[] whole) {
        body.complete(whole);
    }

    final void fail(ProviderFailure failure) {
        subscription.cancel();
        body.completeExceptionally(failure);
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        complete(collected());
    }
}
