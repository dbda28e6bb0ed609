package dev.wringer.core.model;

import java.time.Duration;
import java.util.List;

/**
 * One entry of the section {@code faults.plan}: makes one fault or many.
 *
 * @param faults one is drawn for each occurrence
 * @param targets one is drawn for each occurrence
 * @param lasting drawn for each occurrence
 * @param severityMin the mildest strength that may be drawn ({@link Fault#milder}), above 0
 * @param severityMax the strongest, at most 1
 * @param swarm true: each run uses a subset of the kinds, drawn from its seed (Groce et al., Swarm Testing, ISSTA 2012)
 */
public record FaultRule(
        String name,
        List<Fault> faults,
        List<FaultTarget> targets,
        Timing timing,
        Distribution lasting,
        double severityMin,
        double severityMax,
        boolean swarm) {
    public FaultRule {
        faults = List.copyOf(faults);
        targets = List.copyOf(targets);
        InvalidValue.unless(!faults.isEmpty(), "", "a rule without a fault", "a kind such as latency { delay = 1s }");
        InvalidValue.unless(!targets.isEmpty(), "to", "a rule without a target", "the name of a service");
        InvalidValue.unless(
                severityMin > 0 && severityMin <= severityMax && severityMax <= 1,
                "severity",
                "a severity of " + severityMin + ".." + severityMax,
                "above 0 % to 100 %");
    }

    /** When a rule makes its faults; offsets count from the start of the load. */
    public sealed interface Timing {
        record Once(Duration at) implements Timing {
            public Once {
                InvalidValue.unless(!at.isNegative(), "at", "at " + at, "a duration of 0 or more");
            }
        }

        record Every(Duration first, Duration every) implements Timing {
            public Every {
                InvalidValue.unless(!first.isNegative(), "at", "at " + first, "a duration of 0 or more");
                InvalidValue.unless(every.isPositive(), "every", "every " + every, "a positive duration");
            }
        }

        /** Five fields: minute, hour, day of month, month, day of week (crontab(5)); by the simulation's own calendar, in UTC. */
        record Cron(String expression) implements Timing {}

        /** A Poisson process: memoryless, at this mean rate. */
        record Random(Rate rate) implements Timing {
            public Random {
                InvalidValue.unless(rate.perSecond() > 0, "random", "a rate of 0", "such as 4/1h");
            }
        }
    }
}
