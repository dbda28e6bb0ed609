package dev.wringer.adapters.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The body of an answer as text, up to a length that no honest page of metrics reaches. */
final class BoundedBody implements BodySubscriber<String> {
    private static final int BYTES_MAX = 8 * 1024 * 1024;

    private final boolean wanted;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private Flow.Subscription subscription;

    /** @param wanted whether the answer is worth reading; otherwise the body fails */
    BoundedBody(boolean wanted) {
        this.wanted = wanted;
    }

    @Override
    public CompletionStage<String> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        if (wanted) {
            subscription.request(Long.MAX_VALUE);
        } else {
            giveUp("no page");
        }
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
        for (ByteBuffer item : items) {
            byte[] block = new byte[item.remaining()];
            item.get(block);
            bytes.writeBytes(block);
        }
        if (bytes.size() > BYTES_MAX) {
            giveUp("the page is longer than " + BYTES_MAX + " bytes");
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.toString(StandardCharsets.UTF_8));
    }

    private void giveUp(String why) {
        subscription.cancel();
        body.completeExceptionally(new IOException(why));
    }
}
