package dev.wringer.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When requests or sessions begin. */
public sealed interface Arrivals {
    /**
     * Open model: arrivals do not wait for answers.
     *
     * @param phases one after the other; the last may be open-ended, and nothing arrives after a bounded last one
     * @param poisson true draws exponential gaps of the same mean rate, false spaces them evenly
     */
    record Open(List<Phase> phases, boolean poisson) implements Arrivals {
        public Open {
            phases = List.copyOf(phases);
            InvalidValue.unless(!phases.isEmpty(), "arrivals", "no phases", "at least one phase");
            for (Phase phase : phases.subList(0, phases.size() - 1)) {
                InvalidValue.unless(
                        phase.lasting().isPresent(),
                        "for",
                        "a phase without an end",
                        "`for` on all but the last phase");
            }
        }

        public static Open constant(Rate rate) {
            return new Open(List.of(new Phase(new Profile.Constant(rate), Optional.empty())), false);
        }
    }

    /** A profile and how long it lasts; without a duration it lasts as long as the run. */
    record Phase(Profile profile, Optional<Duration> lasting) {
        public Phase {
            lasting.ifPresent(
                    d -> InvalidValue.unless(d.isPositive(), "for", "a phase of " + d, "a positive duration"));
        }
    }

    /**
     * Closed model: a fixed number of users, each sends, waits for the answer, thinks, and sends again.
     *
     * @param rampUp the users begin evenly spread over this time
     */
    record Closed(int users, Distribution thinkTime, Duration rampUp) implements Arrivals {
        public Closed {
            InvalidValue.unless(users >= 1 && users <= 1_000_000, "users", users + " users", "1 to 1,000,000 users");
            InvalidValue.unless(!rampUp.isNegative(), "ramp-up", "ramp-up of " + rampUp, "a duration of 0 or more");
        }
    }
}
