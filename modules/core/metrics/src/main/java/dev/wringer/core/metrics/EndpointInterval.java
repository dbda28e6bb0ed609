package dev.wringer.core.metrics;

import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Secrets;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one source saw at one endpoint during one interval. Its source fills it, then hands it over and never touches it
 * again; the aggregator merges the intervals of all sources into those of a window.
 *
 * <p>Conservation law: {@code started = ok + errors + in flight - in flight before}, where arrivals that were not sent count
 * as started and as errors.
 */
public final class EndpointInterval {
    /** 3 digits: within 0.1 % of the value (HdrHistogram). Values are microseconds, up to this many. */
    public static final long MICROS_MAX = 3_600_000_000L;

    private static final int DIGITS = 3;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final Histogram NO_TIMES = new Histogram(1, 2, DIGITS);

    private final EndpointId id;
    private final long[] outcomes = new long[Outcome.values().length];
    private final Labels errorLabels = new Labels();
    private final Histogram responseTime;

    /** Null while nothing was sent late, so that it is the response time: on the virtual clock nearly always. */
    private Histogram ownServiceTime;

    private final Histogram sendDelay;
    private long started;
    private long inFlight;
    private long oldestInFlightNanos;

    public EndpointInterval(EndpointId id) {
        this(id, newHistogram(), newHistogram());
    }

    private EndpointInterval(EndpointId id, Histogram responseTime, Histogram sendDelay) {
        this.id = id;
        this.responseTime = responseTime;
        this.sendDelay = sendDelay;
    }

    /**
     * What was counted before, with nothing in flight and no other times than these.
     *
     * @param responseTime shared with the caller, and written to by neither
     */
    public static EndpointInterval counted(EndpointId id, Map<Outcome, Long> outcomes, Histogram responseTime) {
        EndpointInterval interval = new EndpointInterval(id, responseTime, NO_TIMES);
        interval.ownServiceTime = NO_TIMES;
        outcomes.forEach((outcome, count) -> interval.outcomes[outcome.ordinal()] = count);
        interval.started = interval.finished();
        return interval;
    }

    /** An empty one for the interval after this, with room for the same values, so that it need not grow again. */
    public EndpointInterval following() {
        return new EndpointInterval(
                id, newHistogram(responseTime.getMaxValue()), newHistogram(sendDelay.getMaxValue()));
    }

    /** An empty histogram of the one configuration that all of Wringer uses, so that adding is lossless. */
    public static Histogram newHistogram() {
        return new Histogram(DIGITS);
    }

    /** The same, with no more room than values up to this take; 0 and more. */
    public static Histogram newHistogram(long valueMax) {
        Histogram histogram = new Histogram(1, Math.max(2, valueMax), DIGITS);
        histogram.setAutoResize(true);
        return histogram;
    }

    public void recordStart() {
        started++;
    }

    /**
     * A request came to its end, well or not. Its times count either way: a timeout is a response time too.
     *
     * @param intendedNanos when it should have been sent
     * @param sentNanos when it was
     * @param doneNanos when its answer was complete, or given up
     */
    public void recordEnd(Outcome outcome, long intendedNanos, long sentNanos, long doneNanos) {
        outcomes[outcome.ordinal()]++;
        if (sentNanos != intendedNanos) {
            tellApart();
        }
        responseTime.recordValue(micros(doneNanos - intendedNanos));
        if (ownServiceTime != null) {
            ownServiceTime.recordValue(micros(doneNanos - sentNanos));
        }
        sendDelay.recordValue(micros(sentNanos - intendedNanos));
    }

    private void tellApart() {
        if (ownServiceTime == null) {
            ownServiceTime = responseTime.copy();
        }
    }

    /** An arrival that found no room. It has no times. */
    public void recordNotSent() {
        started++;
        outcomes[Outcome.NOT_SENT.ordinal()]++;
    }

    /** @param label kept without its secrets */
    public void recordErrorLabel(String label) {
        errorLabels.add(Secrets.mask(label), 1);
    }

    /** What is still in flight at the end of the interval, and the age of the oldest. */
    public void recordInFlight(long count, long oldestNanos) {
        inFlight = count;
        oldestInFlightNanos = oldestNanos;
    }

    /** Adds what came later, or from another source at the same time. */
    public void merge(EndpointInterval other, boolean sameTime) {
        started += other.started;
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] += other.outcomes[i];
        }
        errorLabels.addAll(other.errorLabels);
        if (other.ownServiceTime != null) {
            tellApart();
        }
        addTimes(other.responseTime, other.serviceTime());
        add(sendDelay, other.sendDelay);
        inFlight = sameTime ? inFlight + other.inFlight : other.inFlight;
        oldestInFlightNanos =
                sameTime ? Math.max(oldestInFlightNanos, other.oldestInFlightNanos) : other.oldestInFlightNanos;
    }

    /** Adds what was kept of an interval elsewhere, as in a file; its labels and what is in flight are set as always. */
    public void restore(
            long startedThen,
            Map<Outcome, Long> outcomesThen,
            Histogram responseTimeThen,
            Histogram serviceTimeThen,
            Histogram sendDelayThen) {
        started += startedThen;
        outcomesThen.forEach((outcome, count) -> outcomes[outcome.ordinal()] += count);
        if (!serviceTimeThen.equals(responseTimeThen)) {
            tellApart();
        }
        addTimes(responseTimeThen, serviceTimeThen);
        sendDelay.add(sendDelayThen);
    }

    private void addTimes(Histogram responseTimes, Histogram serviceTimes) {
        add(responseTime, responseTimes);
        if (ownServiceTime != null) {
            add(ownServiceTime, serviceTimes);
        }
    }

    /** Adds the times of one histogram to another. Walks over all buckets, which nothing and nothing but zeros need not. */
    public static void add(Histogram sum, Histogram addend) {
        if (addend.getMaxValue() > 0) {
            sum.add(addend);
        } else if (addend.getTotalCount() > 0) {
            sum.recordValueWithCount(0, addend.getTotalCount());
        }
    }

    public EndpointId id() {
        return id;
    }

    public long started() {
        return started;
    }

    public long count(Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    /** Requests that came to their end. */
    public long finished() {
        long sum = 0;
        for (long count : outcomes) {
            sum += count;
        }
        return sum;
    }

    public long errors() {
        return finished() - count(Outcome.OK);
    }

    public long inFlight() {
        return inFlight;
    }

    public long oldestInFlightNanos() {
        return oldestInFlightNanos;
    }

    public Labels errorLabels() {
        return errorLabels;
    }

    /** Microseconds, from the intended start. Read only. */
    public Histogram responseTime() {
        return responseTime;
    }

    /** Microseconds, from the actual send. Read only. */
    public Histogram serviceTime() {
        return ownServiceTime == null ? responseTime : ownServiceTime;
    }

    /** Microseconds, from the intended start to the actual send. Read only. */
    public Histogram sendDelay() {
        return sendDelay;
    }

    private static long micros(long nanos) {
        return Math.min(Math.max(nanos, 0) / NANOS_PER_MICRO, MICROS_MAX);
    }
}
