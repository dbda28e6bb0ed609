package dev.wringer.adapters.http;

import dev.wringer.engine.run.Target.Answered;
import org.apache.pekko.actor.typed.ActorRef;

/** Something that is owed an answer. */
abstract sealed class Pending permits Exchange, AwaitedText {
    final long id;
    final ActorRef<? super Answered> replyTo;

    /** When sending began; where that needs a new connection, dialling is the first part of it. */
    long sentNanos;

    /** When all of its answer was there; negative before, and when none will come. */
    long doneNanos = -1;

    Pending(long id, ActorRef<? super Answered> replyTo) {
        this.id = id;
        this.replyTo = replyTo;
    }

    /** Frees what it holds. */
    abstract void cancelled();
}
