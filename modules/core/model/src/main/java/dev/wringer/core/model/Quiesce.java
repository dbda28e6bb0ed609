package dev.wringer.core.model;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Pauses of the load in which what is left can be counted exactly: every so often nothing arrives any more, what is under way
 * comes to its end, garbage is collected, and whatever is still there then is too much.
 *
 * @param every from the begin of one pause to the next
 * @param drain how long sessions and requests may take to end before they are counted; no planned session lasts longer
 * @param collectGarbage of the JVMs that Wringer launched itself
 */
public record Quiesce(Duration every, Duration drain, boolean collectGarbage) {
    /** What comes on top of the longest session or timeout, so that answers under way arrive. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    private static final Duration COUNTING_MIN = Duration.ofSeconds(10);
    private static final Duration COUNTING_MAX = Duration.ofSeconds(30);
    private static final int COUNTING_SHARE = 3;

    public Quiesce {
        InvalidValue.unless(every.isPositive(), "every", "pauses every " + every, "a positive duration");
        InvalidValue.unless(!drain.isNegative(), "drain", "drain of " + drain, "a duration of 0 or more");
    }

    /** The drain that goes with a load, when the file does not say: its longest session or timeout and 30 s. */
    public static Duration usualDrain(Collection<Flow> traffic, Collection<SessionFlow> sessions) {
        return longestUse(traffic, sessions).plus(SLACK);
    }

    /** How long an arrival just before a pause may be under way as planned. */
    static Duration longestUse(Collection<Flow> traffic, Collection<SessionFlow> sessions) {
        Stream<Duration> requests = traffic.stream()
                .map(flow -> flow.timeout().multipliedBy(flow.requests().size()));
        Stream<Duration> lives =
                sessions.stream().flatMap(flow -> Stream.of(flow.length().longest(), flow.timeout()));
        return Stream.concat(requests, lives).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** How long collecting and counting may take after the drain: a third of it, but 10 to 30 s. */
    public Duration counting() {
        Duration third = drain.dividedBy(COUNTING_SHARE);
        Duration most = third.compareTo(COUNTING_MAX) < 0 ? third : COUNTING_MAX;
        return most.compareTo(COUNTING_MIN) > 0 ? most : COUNTING_MIN;
    }

    /** How long a pause lasts, in whole windows. */
    public Duration hold(Duration window) {
        long nanos = drain.plus(counting()).toNanos();
        return window.multipliedBy(Math.ceilDiv(nanos, window.toNanos()));
    }
}
