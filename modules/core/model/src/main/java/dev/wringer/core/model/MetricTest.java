package dev.wringer.core.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** How a metric is judged. */
public sealed interface MetricTest {
    /** The key of the test beneath the name of the metric, with its dot; none for target and alert. */
    String suffix();

    /**
     * Window by window: three of five beyond the alert fail, more than 5 % off the target warn.
     *
     * @param target what a window should meet
     * @param alert what it must not meet
     */
    record Levels(Optional<Condition> target, Optional<Condition> alert) implements MetricTest {
        public Levels {
            if (target.isPresent() && alert.isPresent()) {
                Condition good = target.get();
                Condition bad = alert.get();
                boolean apart = good.wantsLarge() ? bad.than() <= good.than() : bad.than() >= good.than();
                InvalidValue.unless(
                        good.wantsLarge() != bad.wantsLarge() && apart,
                        "alert",
                        "an alert that a value on target can raise",
                        good.wantsLarge() ? "`<` and at most the target" : "`>` and at least the target");
            }
        }

        @Override
        public String suffix() {
            return "";
        }
    }

    /** The figure of the run as a whole meets a target. */
    record Overall(Condition target) implements MetricTest {
        @Override
        public String suffix() {
            return ".overall";
        }
    }

    /**
     * What must never be, in warm-up and within faults neither.
     *
     * @param over so long as a mean; one window at least
     */
    record Never(Condition ceiling, Duration over) implements MetricTest {
        public Never {
            InvalidValue.unless(!over.isNegative(), "over", "a mean over " + over, "a duration");
        }

        @Override
        public String suffix() {
            return ".never";
        }
    }

    /**
     * It does not pile up.
     *
     * @param tolerated growth over the run, in the unit of the series, that is still called stable
     * @param limit what must not be reached; near it a growth fails at once
     */
    record Stable(double tolerated, OptionalDouble limit) implements MetricTest {
        public Stable {
            InvalidValue.unless(tolerated > 0, "tolerated", "growth of " + tolerated, "above 0");
        }

        @Override
        public String suffix() {
            return ".stable";
        }
    }

    /**
     * The last third of the run is not on another level than the first.
     *
     * @param rises true: a rise is looked for; false: a drop
     * @param margin share of the level that is still called the same
     */
    record Shift(boolean rises, double margin) implements MetricTest {
        public Shift {
            String key = rises ? "rises-at-most" : "drops-at-most";
            InvalidValue.unless(
                    margin > 0 && (rises || margin < 0.75),
                    key,
                    "a margin of " + margin,
                    "above 0 %, a drop below 75 %");
        }

        @Override
        public String suffix() {
            return rises ? ".rises-at-most" : ".drops-at-most";
        }
    }
}
