package dev.wringer.adapters.http;

import dev.wringer.core.workload.Draw;
import dev.wringer.engine.run.Target.Answered;
import org.apache.pekko.actor.typed.ActorRef;

/** One request and the answer to it. */
final class Exchange extends Pending {
    final CompiledRequest request;
    final Draw draw;

    /** Whether it was sent anew after a connection that had been idle turned out to be dead. */
    boolean repeated;

    /** The socket that is busy with it. */
    ServiceSocket carrier;

    Exchange(long id, CompiledRequest request, Draw draw, ActorRef<? super Answered> replyTo) {
        super(id, replyTo);
        this.request = request;
        this.draw = draw;
    }

    @Override
    void cancelled() {
        carrier.discard();
    }
}
