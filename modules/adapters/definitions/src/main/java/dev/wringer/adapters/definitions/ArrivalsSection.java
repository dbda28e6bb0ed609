package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.InvalidValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads when requests or sessions begin. */
final class ArrivalsSection {
    private static final Key<Optional<Profiles.Shape>> RATE_KEY = Profiles.RATE_KEY;

    private static final Key<Optional<List<Arrivals.Phase>>> PHASES = Key.optional(
            "phases",
            Syntaxes.list(Profiles.PHASE, false),
            "[ { rate = 5/s, for = 10s }, { rate = 10/s } ]",
            "open model: one profile after the other");
    private static final Key<Boolean> POISSON = Key.usual(
            "poisson",
            Syntaxes.FLAG,
            "false",
            "true",
            "open model: true draws exponential gaps of the same mean rate, false spaces arrivals evenly");
    private static final Key<Optional<Integer>> USERS = Key.optional(
            "users",
            Syntaxes.WHOLE,
            "50",
            "closed model: so many users, each sends, waits for the answer, thinks and sends again; 1 to 1,000,000");
    private static final Key<Distribution> THINK = Key.usual(
            "think", Distributions.DISTRIBUTION, "1s", "exponential(3s)", "closed model: how long a user thinks");
    private static final Key<Duration> RAMP_UP =
            Key.usual("ramp-up", DURATION, "0s", "1min", "closed model: the users begin evenly spread over this time");

    static final SectionKeys KEYS = SectionKeys.of(
            "arrivals",
            "When requests or sessions begin: `users` (closed model), or one of `rate`, `ramp`, `steps`, `spike`,"
                    + " `sine`, `phases` (open model: arrivals do not wait for answers).",
            RATE_KEY,
            Profiles.RAMP,
            Profiles.STEPS,
            Profiles.SPIKE,
            Profiles.SINE,
            PHASES,
            POISSON,
            USERS,
            THINK,
            RAMP_UP);

    static final Syntax<Arrivals> ARRIVALS = Syntaxes.section(KEYS, ArrivalsSection::read);

    /** Sessions come in the open model only. */
    static final Syntax<Arrivals.Open> OPEN = new Syntaxes.Simple<>(
            ARRIVALS.words(),
            ARRIVALS.sections(),
            node -> ARRIVALS.read(node).map(arrivals -> switch (arrivals) {
                case Arrivals.Open open -> open;
                case Arrivals.Closed ignored ->
                    throw new InvalidValue("", "sessions arrive by rate, not by `users`", "rate or phases");
            }));

    private ArrivalsSection() {}

    private static Entry<Arrivals> read(Section section) {
        Entry<Optional<Profiles.Shape>> shape = Profiles.shape(section);
        Entry<Optional<List<Arrivals.Phase>>> phases = section.read(PHASES);
        Entry<Boolean> poisson = section.read(POISSON);
        Entry<Optional<Integer>> users = section.read(USERS);
        Entry<Distribution> think = section.read(THINK);
        Entry<Duration> rampUp = section.read(RAMP_UP);
        if (!section.usesOne(
                true, RATE_KEY, Profiles.RAMP, Profiles.STEPS, Profiles.SPIKE, Profiles.SINE, PHASES, USERS)) {
            return Entry.unread();
        }
        return section.build(() -> users.value().isPresent()
                ? new Arrivals.Closed(users.value().get(), think.value(), rampUp.value())
                : new Arrivals.Open(
                        phases.value()
                                .orElseGet(() -> List.of(new Arrivals.Phase(
                                        shape.value().orElseThrow().profile(), Optional.empty()))),
                        poisson.value()));
    }
}
