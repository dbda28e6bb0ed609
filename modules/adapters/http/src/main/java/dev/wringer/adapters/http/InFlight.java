package dev.wringer.adapters.http;

import dev.wringer.core.model.Outcome;
import dev.wringer.engine.run.Target.Answered;
import dev.wringer.engine.time.Clock;
import io.netty.util.collection.LongObjectHashMap;
import java.util.Map;

/** What is owed an answer, by id. What is not in here any more cannot be answered, so nothing is answered twice. */
final class InFlight {
    private final Clock clock;
    private final LongObjectHashMap<Pending> pending = new LongObjectHashMap<>();

    InFlight(Clock clock) {
        this.clock = clock;
    }

    void add(Pending one) {
        one.sentNanos = clock.nanos();
        pending.put(one.id, one);
    }

    /** Checking an answer takes time that is not the service's. */
    void done(Pending one) {
        one.doneNanos = clock.nanos();
    }

    void answer(Pending one, Outcome outcome, String detail, Map<String, String> extracted) {
        if (pending.remove(one.id) != null) {
            long doneNanos = one.doneNanos < 0 ? clock.nanos() : one.doneNanos;
            one.replyTo.tell(new Answered(one.id, outcome, detail, one.sentNanos, doneNanos, extracted));
        }
    }

    /** An unknown id is one that was answered in the meantime. */
    boolean cancel(long id) {
        Pending one = pending.remove(id);
        if (one == null) {
            return false;
        }
        one.cancelled();
        return true;
    }

    /** From here on nothing is answered. */
    void forget() {
        pending.clear();
    }
}
