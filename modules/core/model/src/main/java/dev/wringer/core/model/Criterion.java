package dev.wringer.core.model;

import java.time.Duration;
import java.util.Optional;

/** What must hold for a run to pass. How each is judged is the business of {@code core/judge}. */
public sealed interface Criterion {
    /** The key under {@code criteria} in the simulation file, and the name of its findings. */
    String key();

    /**
     * Errors as a share of finished requests, per endpoint, over all counted windows.
     *
     * @param below the share that must not be reached, above 0, at most 1
     * @param windowBelow a share that no single window may reach, for systems that must never have a bad minute
     */
    record ErrorRate(double below, Optional<Double> windowBelow) implements Criterion {
        public ErrorRate {
            InvalidValue.unless(below > 0 && below <= 1, "below", "error rate of " + below, "above 0 % to 100 %");
        }

        @Override
        public String key() {
            return "error-rate";
        }
    }

    /**
     * A percentile of the response time stays under a limit.
     *
     * @param percentile 0 to 100, such as 95
     * @param endpoint the one endpoint meant, as {@code service/endpoint} or {@code endpoint}; empty: each
     * @param below the target, for the run as a whole
     * @param alert three of five windows beyond this fail the run at once; empty: no alert
     */
    record ResponseTime(double percentile, Optional<String> endpoint, Duration below, Optional<Duration> alert)
            implements Criterion {
        public ResponseTime {
            InvalidValue.unless(below.isPositive(), "below", "limit of " + below, "a positive duration");
            alert.ifPresent(a -> InvalidValue.unless(
                    a.compareTo(below) >= 0, "alert", "alert at " + a, "at least the target, " + below));
        }

        @Override
        public String key() {
            return new Figure.Percentile(percentile).text();
        }
    }

    /** A percentile of the response time does not trend upward. */
    record ResponseTimeStable(double percentile) implements Criterion {
        @Override
        public String key() {
            return new Figure.Percentile(percentile).text() + "-stable";
        }
    }

    /**
     * The memory of each service does not grow without bound.
     *
     * @param tolerated growth over the whole run as a share of the service's limit that is still called stable
     */
    record MemoryStable(double tolerated) implements Criterion {
        public MemoryStable {
            InvalidValue.unless(
                    tolerated > 0 && tolerated <= 1, "tolerated", "growth of " + tolerated, "above 0 % to 100 %");
        }

        @Override
        public String key() {
            return "memory";
        }
    }

    /**
     * A resource of each service does not grow without bound.
     *
     * @param tolerated growth over the whole run, in the unit of the resource, that is still called stable
     */
    record ResourceStable(Figure.OfService resource, double tolerated) implements Criterion {
        public ResourceStable {
            InvalidValue.unless(tolerated > 0, "tolerated", "growth of " + tolerated, "above 0");
        }

        @Override
        public String key() {
            return resource.text();
        }
    }

    /**
     * One series, held against one test.
     *
     * @param name as the file calls it
     */
    record Metric(String name, Series series, MetricTest test) implements Criterion {
        @Override
        public String key() {
            return "metrics." + name + test.suffix();
        }
    }

    /** Requests that never completed, counted after the drain, and requests stuck beyond their timeout during the run. */
    record UnfinishedRequests(long atMost) implements Criterion {
        @Override
        public String key() {
            return "unfinished-requests";
        }
    }

    /** Sessions that were not closed within their grace. */
    record StuckSessions(long atMost) implements Criterion {
        @Override
        public String key() {
            return "stuck-sessions";
        }
    }

    /** Services that exited or were replaced by another process, over all services. */
    record Restarts(long atMost) implements Criterion {
        @Override
        public String key() {
            return "restarts";
        }
    }

    /** Health checks that failed, over all services. */
    record HealthChecks(long failedAtMost) implements Criterion {
        @Override
        public String key() {
            return "health-checks";
        }
    }

    /**
     * A run is no worse than an earlier one, or a service no worse than another in the same windows: neither slower nor
     * failing more often.
     *
     * @param control what to compare with in the same run; empty: an earlier run
     * @param percentile of the response time, 0 to 100
     * @param slowerBy the share by which that percentile may be higher, 0 or more
     * @param moreErrorsBy the difference by which the error rate may be higher, 0 to 1
     * @param decides true: worse fails the run; false: it warns
     */
    record NoWorse(Optional<Control> control, double percentile, double slowerBy, double moreErrorsBy, boolean decides)
            implements Criterion {
        /** Against an earlier run, when a file does not say. */
        public static final NoWorse USUAL = new NoWorse(Optional.empty(), 95, 0.1, 0.001, false);

        public NoWorse {
            InvalidValue.unless(slowerBy >= 0, "slower-by", "slower by " + slowerBy, "0 % or more");
            InvalidValue.unless(
                    moreErrorsBy >= 0 && moreErrorsBy <= 1,
                    "more-errors-by",
                    "more errors by " + moreErrorsBy,
                    "0 % to 100 %");
        }

        @Override
        public String key() {
            return "baseline";
        }
    }

    /** After each fault the system recovers within this time, as {@link FaultPlan.Recovery} has it. */
    record Recovery(Duration within) implements Criterion {
        public Recovery {
            InvalidValue.unless(within.isPositive(), "within", "within " + within, "a positive duration");
        }

        @Override
        public String key() {
            return "recovery";
        }
    }

    /**
     * While a fault is active, requests to the services it reaches are still answered well.
     *
     * @param during the share of them that must be, of each fault, above 0, at most 1
     */
    record Availability(double during) implements Criterion {
        public Availability {
            InvalidValue.unless(during > 0 && during <= 1, "during", "availability of " + during, "above 0 % to 100 %");
        }

        @Override
        public String key() {
            return "availability";
        }
    }

    /** Requests to services that a fault does not reach do not fail because of it. */
    record OutsideBlastRadius(long errorsAtMost) implements Criterion {
        @Override
        public String key() {
            return "outside-blast-radius";
        }
    }

    /** Every accepted write of a flow with `read-back` can be read after the faults. */
    record NothingLost(long atMost) implements Criterion {
        @Override
        public String key() {
            return "nothing-lost";
        }
    }

    /** A criterion that covers one phase of a run with faults, with a limit of its own; without this it covers the first and last. */
    record InPhase(ChaosPhase phase, Criterion criterion) implements Criterion {
        @Override
        public String key() {
            return phase.word() + "." + criterion.key();
        }
    }

    /** Two services of one simulation with the same endpoints: the one judged, and the one it is compared with. */
    record Control(String service, String control) {}
}
