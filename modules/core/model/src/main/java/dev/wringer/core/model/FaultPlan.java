package dev.wringer.core.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The section {@code faults}: what goes wrong in a run, and within which bounds. {@code core/faults} makes the schedule of it.
 *
 * @param atOnceMax faults at the same time, at least 1
 * @param servicesAtOnceMax services hit at the same time, at least 1
 * @param never services that drawn faults leave alone
 * @param distance from the end of a drawn fault to the start of the next, at least; 0 with {@code atOnceMax} above 1
 * @param allow attached services that faults may hit; launched ones always may be
 * @param stopFile while this file exists no fault starts
 * @param recovery when a system counts as recovered
 */
public record FaultPlan(
        List<FaultRule> rules,
        int atOnceMax,
        int servicesAtOnceMax,
        Set<String> never,
        Duration distance,
        Set<String> allow,
        Path stopFile,
        Recovery recovery) {
    public static final FaultPlan NONE = new FaultPlan(
            List.of(),
            1,
            1,
            Collections.emptySortedSet(),
            Duration.ZERO,
            Collections.emptySortedSet(),
            Path.of("conf/STOP"),
            Recovery.USUAL);

    public FaultPlan {
        rules = List.copyOf(rules);
        never = new TreeSet<>(never);
        allow = new TreeSet<>(allow);
        InvalidValue.unless(atOnceMax >= 1, "at-once", atOnceMax + " faults at once", "1 or more");
        InvalidValue.unless(
                servicesAtOnceMax >= 1, "services-at-once", servicesAtOnceMax + " services at once", "1 or more");
        InvalidValue.unless(!distance.isNegative(), "distance", "distance of " + distance, "a duration of 0 or more");
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * When a system counts as recovered from a fault: at the first of {@code goodSeconds} consecutive good seconds after it is
     * removed. A second is good when of the requests to the services that the fault reaches at most {@code errorRate} failed, and
     * their median response time is not above what 99 % of requests took before the faults, or {@code slowest} if that is longer.
     * Seconds without requests do not count.
     *
     * @param within a system that takes longer has not recovered
     */
    public record Recovery(int goodSeconds, double errorRate, Duration slowest, Duration within) {
        public static final Recovery USUAL = new Recovery(5, 0.01, Duration.ofMillis(10), Duration.ofMinutes(2));

        public Recovery {
            InvalidValue.unless(goodSeconds >= 1, "good-seconds", goodSeconds + " good seconds", "1 or more");
            InvalidValue.unless(
                    errorRate >= 0 && errorRate <= 1, "error-rate", "error rate of " + errorRate, "0 % to 100 %");
            InvalidValue.unless(within.isPositive(), "within", "within " + within, "a positive duration");
        }
    }
}
