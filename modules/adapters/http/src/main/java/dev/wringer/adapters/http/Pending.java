package dev.wringer.adapters.http;

import dev.wringer.engine.run.Target.Answered;
import org.apache.pekko.actor.typed.ActorRef;

/** Something that is owed an answer. */
abstract sealed class Pending permits Exchange, AwaitedText {
    final long id;
    final ActorRef<? super Answered> replyTo;

    /** When its first byte was handed to the socket; negative before. A repeated request keeps its first time. */
    long sentNanos = -1;

    /** When all of its answer was there; negative before, and when none will come. */
    long doneNanos = -1;

    Pending(long id, ActorRef<? super Answered> replyTo) {
        this.id = id;
        this.replyTo = replyTo;
    }

    /** Frees what it holds. */
    abstract void cancelled();
}
