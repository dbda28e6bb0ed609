package dev.wringer.core.judge;

import dev.wringer.core.metrics.Sample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Raised by three of the last five windows beyond the alert, if what they say together is not chance; cleared by five good
 * windows in a row. A window without a value is neither good nor bad and does not come here.
 */
final class Alarm {
    static final int WINDOWS = 5;
    static final int ALERTS = 3;

    private final Predicate<List<Sample>> shown;
    private final Deque<Look> recent = new ArrayDeque<>();
    private OptionalLong firstRaised = OptionalLong.empty();
    private boolean raised;
    private long times;
    private long good;

    /** @param shown whether the last windows, taken together, show what each of the three says alone */
    Alarm(Predicate<List<Sample>> shown) {
        this.shown = shown;
    }

    /** How one window looks. */
    enum Level {
        GOOD,
        OFF_TARGET,
        ALERT
    }

    private record Look(long window, Level level, Sample sample) {}

    void add(long window, Level level, Sample sample) {
        recent.addLast(new Look(window, level, sample));
        if (recent.size() > WINDOWS) {
            recent.removeFirst();
        }
        good = level == Level.GOOD ? good + 1 : 0;
        if (raised) {
            raised = good < WINDOWS;
        } else if (level == Level.ALERT && count() >= ALERTS && shown.test(samples())) {
            raised = true;
            times++;
            if (firstRaised.isEmpty()) {
                firstRaised = OptionalLong.of(firstOfRecent());
            }
        }
    }

    boolean isRaised() {
        return raised;
    }

    /** How often it was raised so far. */
    long times() {
        return times;
    }

    /** The first window beyond the alert, of those that raised it first. */
    OptionalLong first() {
        return firstRaised;
    }

    private long count() {
        return recent.stream().filter(look -> look.level == Level.ALERT).count();
    }

    private long firstOfRecent() {
        return recent.stream()
                .filter(look -> look.level == Level.ALERT)
                .findFirst()
                .orElseThrow()
                .window;
    }

    private List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        recent.forEach(look -> samples.add(look.sample));
        return samples;
    }
}
