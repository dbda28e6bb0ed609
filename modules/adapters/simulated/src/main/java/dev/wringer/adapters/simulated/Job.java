package dev.wringer.adapters.simulated;

import dev.wringer.engine.run.Target;
import java.util.Optional;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * One request in hand: in the queue, with a worker, or set aside and never to be answered. Runs when its worker is
 * done.
 */
final class Job implements Runnable {
    enum Place {
        ASIDE,
        QUEUE,
        WORKER
    }

    final long id;
    final Target.Command command;
    final ActorRef<? super Target.Answered> replyTo;
    final long sentNanos;
    private final WorkerPool pool;

    Place place = Place.ASIDE;
    Passage passage = Passage.CLEAR;
    /** A service that this one calls for the request has failed. */
    boolean callFailed;
    /** The fault that it cannot go on for. */
    Optional<String> stuckOn = Optional.empty();

    Cancellable timer = Cancellable.alreadyCancelled();
    Job before;
    Job after;

    Job(long id, Target.Command command, ActorRef<? super Target.Answered> replyTo, long sentNanos, WorkerPool pool) {
        this.id = id;
        this.command = command;
        this.replyTo = replyTo;
        this.sentNanos = sentNanos;
        this.pool = pool;
    }

    @Override
    public void run() {
        pool.workerDone(this);
    }
}
