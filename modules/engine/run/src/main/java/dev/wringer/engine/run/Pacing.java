package dev.wringer.engine.run;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Pauses;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.workload.ArrivalSequence;
import java.time.Duration;
import java.util.PriorityQueue;

/** When the next arrival of one generator is due. Each of several loops takes its own share of a flow's arrivals. */
sealed interface Pacing {
    /** No arrival is due until something is done, or ever. */
    long NEVER = Long.MAX_VALUE;

    /**
     * Fixes the start of the load on the run's clock.
     *
     * @param fromNanos offset of what is due first; what would have been before is left out
     */
    void begin(long startNanos, long fromNanos);

    /** When the next arrival is due, on the run's clock. */
    long nextNanos();

    /** Takes that arrival; returns its number in the flow. */
    long take();

    /** An arrival's last request has come to its end. True when this made another arrival due. */
    boolean done(long now);

    /** Requests in flight that this loop may have. */
    int inFlightMax();

    /** The share of one loop in a flow. */
    static Pacing of(Flow flow, Duration run, Pauses pauses, RandomStream random, int loop, int loops) {
        return switch (flow.arrivals()) {
            case Arrivals.Open open ->
                new OpenModel(
                        ArrivalSequence.of(open, run, random, pauses),
                        loop,
                        loops,
                        Math.ceilDiv(flow.inFlightMax(), loops));
            case Arrivals.Closed closed -> new ClosedModel(closed, pauses, random.at(loop), loop, loops);
        };
    }

    /** Arrivals do not wait for answers. */
    final class OpenModel implements Pacing {
        private final ArrivalSequence arrivals;
        private final int loop;
        private final int loops;
        private final int inFlightMax;
        private long startNanos;
        private long sequence;
        private long next = NEVER;

        OpenModel(ArrivalSequence arrivals, int loop, int loops, int inFlightMax) {
            this.arrivals = arrivals;
            this.loop = loop;
            this.loops = loops;
            this.inFlightMax = inFlightMax;
        }

        @Override
        public void begin(long start, long from) {
            startNanos = start;
            do {
                advance();
            } while (next != NEVER && next < start + from);
        }

        private void advance() {
            long offset;
            do {
                offset = arrivals.next();
                sequence = arrivals.number();
            } while (offset != ArrivalSequence.END && sequence % loops != loop);
            next = offset == ArrivalSequence.END ? NEVER : startNanos + offset;
        }

        @Override
        public long nextNanos() {
            return next;
        }

        @Override
        public long take() {
            long taken = sequence;
            advance();
            return taken;
        }

        @Override
        public boolean done(long now) {
            return false;
        }

        @Override
        public int inFlightMax() {
            return inFlightMax;
        }
    }

    /**
     * Users who each wait for their answer, think, and go on. In a pause of the load their time stands still. In a run that is resumed
     * they begin spread over their time to think, with numbers beyond any that were taken before.
     */
    final class ClosedModel implements Pacing {
        /** No loop takes more than one arrival in a microsecond. */
        private static final long NANOS_PER_ARRIVAL_LEAST = 1_000;

        private final Arrivals.Closed closed;
        private final Pauses pauses;
        private final RandomStream random;
        private final int loop;
        private final int loops;
        private final PriorityQueue<Long> wakeUps = new PriorityQueue<>();
        private long startNanos;
        private long sequence;

        ClosedModel(Arrivals.Closed closed, Pauses pauses, RandomStream random, int loop, int loops) {
            this.closed = closed;
            this.pauses = pauses;
            this.random = random;
            this.loop = loop;
            this.loops = loops;
            this.sequence = loop;
        }

        @Override
        public void begin(long start, long from) {
            startNanos = start;
            long gap = closed.rampUp().toNanos() / closed.users();
            for (int user = loop; user < closed.users(); user += loops) {
                long offset = user * gap >= from
                        ? user * gap
                        : from + closed.thinkTime().drawNanos(random);
                wakeUps.add(start + pauses.standingStill(offset));
            }
            sequence += from / NANOS_PER_ARRIVAL_LEAST * loops;
        }

        @Override
        public long nextNanos() {
            return wakeUps.isEmpty() ? NEVER : wakeUps.peek();
        }

        @Override
        public long take() {
            wakeUps.remove();
            long taken = sequence;
            sequence += loops;
            return taken;
        }

        @Override
        public boolean done(long now) {
            Distribution think = closed.thinkTime();
            long before = nextNanos();
            long wakeUp = startNanos + pauses.standingStill(now - startNanos + think.drawNanos(random));
            wakeUps.add(wakeUp);
            return wakeUp < before;
        }

        @Override
        public int inFlightMax() {
            return Math.max(1, Math.ceilDiv(closed.users(), loops));
        }
    }
}
