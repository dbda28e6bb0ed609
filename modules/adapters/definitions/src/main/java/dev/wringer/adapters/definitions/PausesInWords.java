package dev.wringer.adapters.definitions;

import dev.wringer.core.model.Pauses;
import dev.wringer.core.model.Quiesce;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The line of a plan about its pauses: how many, when, what they cost, and what is lost without them. */
final class PausesInWords {
    private static final String COUNTED =
            "the exact count of what is left (sessions, requests, sockets, files, threads, live memory)";

    private PausesInWords() {}

    /** None for a short run that nobody expects pauses of. */
    static Optional<String> of(Simulation simulation) {
        if (simulation.quiesce().isPresent()) {
            return Optional.of(
                    "quiesce     " + planned(simulation, simulation.quiesce().get()));
        }
        return QuiesceSection.isUsualFor(simulation.duration())
                ? Optional.of(
                        "quiesce     no checkpoints, and so without " + COUNTED + "; quiesce { every = 4h } has them")
                : Optional.empty();
    }

    private static String planned(Simulation simulation, Quiesce quiesce) {
        Pauses pauses = simulation.pauses();
        if (pauses.isEmpty()) {
            return "no checkpoint: the run is over before the first, at " + time(quiesce.every());
        }
        double share = (double) pauses.count()
                * pauses.holdNanos()
                / simulation.duration().toNanos();
        return "%d %s of %s, from %s on every %s, %s %% of the run left out%s; quiesce = false leaves them out and with them %s"
                .formatted(
                        pauses.count(),
                        pauses.count() == 1 ? "checkpoint" : "checkpoints",
                        time(Duration.ofNanos(pauses.holdNanos())),
                        time(Duration.ofNanos(pauses.begin(0))),
                        time(quiesce.every()),
                        String.format(Locale.ROOT, "%.1f", share * 100),
                        quiesce.collectGarbage() ? "" : ", no garbage collected",
                        COUNTED);
    }

    private static String time(Duration duration) {
        return Quantities.written(duration);
    }
}
