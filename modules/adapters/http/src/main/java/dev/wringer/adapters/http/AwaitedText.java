package dev.wringer.adapters.http;

import dev.wringer.engine.run.Target.Answered;
import org.apache.pekko.actor.typed.ActorRef;

/** A text that was sent over a WebSocket and waits for the one that answers it. */
final class AwaitedText extends Pending {
    private final String expected;
    private final WebSocketConnection socket;

    AwaitedText(long id, String expected, WebSocketConnection socket, ActorRef<? super Answered> replyTo) {
        super(id, replyTo);
        this.expected = expected;
        this.socket = socket;
    }

    boolean isAnsweredBy(String text) {
        return text.contains(expected);
    }

    @Override
    void cancelled() {
        socket.forget(this);
    }
}
