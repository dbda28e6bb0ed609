package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.LONG;
import static dev.wringer.adapters.definitions.Syntaxes.PERCENTAGE;

import dev.wringer.core.model.ChaosPhase;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.InvalidValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what must hold of a run with faults. */
final class FaultCriteria {
    private static final Key<Duration> WITHIN = Key.required(
            "within", Syntaxes.DURATION, "30s", "from the end of each fault; at most `faults.recovery.within`");
    private static final SectionKeys RECOVERY_KEYS =
            SectionKeys.of("recovery criterion", "The time to recover of each fault.", WITHIN);
    private static final Key<Double> DURING =
            Key.required("during", PERCENTAGE, "90%", "of the requests, while each fault is active");
    private static final SectionKeys AVAILABILITY_KEYS = SectionKeys.of(
            "availability", "Requests to the services that a fault reaches are still answered well.", DURING);
    private static final Key<Long> ERRORS_AT_MOST =
            Key.usual("errors-at-most", LONG, "0", "3", "so many may fail, of each fault");
    private static final SectionKeys OUTSIDE_KEYS =
            SectionKeys.of("outside-blast-radius", "Requests to services that a fault does not reach.", ERRORS_AT_MOST);
    private static final Key<Long> LOST_AT_MOST = Key.usual("at-most", LONG, "0", "1", "so many may be lost");
    private static final SectionKeys LOST_KEYS =
            SectionKeys.of("nothing-lost", "Accepted writes of flows with `read-back`.", LOST_AT_MOST);

    private static final List<Key<Optional<List<Criterion>>>> PHASES = Arrays.stream(ChaosPhase.values())
            .map(phase -> Key.optional(
                    phase.word(), WindowedCriteria.CRITERIA, "{ error-rate { below = 5% } }", meaning(phase)))
            .toList();
    private static final SectionKeys PHASES_KEYS = new SectionKeys(
            "phases",
            "Criteria for a part of a run with faults. Those without a phase hold in windows that no fault touches.",
            List.copyOf(PHASES));

    static final List<Key<Optional<List<Criterion>>>> KEYS = List.of(
            Key.optional(
                    "recovery",
                    Syntaxes.section(RECOVERY_KEYS, FaultCriteria::recovery),
                    "{ within = 30s }",
                    "the system recovers from each fault; with faults, there by default"),
            Key.optional(
                    "availability",
                    Syntaxes.section(AVAILABILITY_KEYS, FaultCriteria::availability),
                    "{ during = 90% }",
                    "requests are answered well while a fault is active"),
            Key.optional(
                    "outside-blast-radius",
                    Syntaxes.section(OUTSIDE_KEYS, FaultCriteria::outside),
                    "{ errors-at-most = 0 }",
                    "no error where a fault does not reach"),
            Key.optional(
                    "nothing-lost",
                    Syntaxes.section(LOST_KEYS, FaultCriteria::nothingLost),
                    "{ at-most = 0 }",
                    "every accepted write can be read after the faults"),
            Key.optional(
                    "phases",
                    Syntaxes.section(PHASES_KEYS, FaultCriteria::phases),
                    "{ during { error-rate { below = 20% } } }",
                    "criteria before, during and after faults"));

    private FaultCriteria() {}

    /** With faults, and without a criterion for it, systems must recover all the same. */
    static List<Criterion> completed(List<Criterion> criteria, FaultPlan faults) {
        List<Criterion.Recovery> recoveries = criteria.stream()
                .filter(Criterion.Recovery.class::isInstance)
                .map(Criterion.Recovery.class::cast)
                .toList();
        recoveries.forEach(
                recovery -> requireSeen(recovery.within(), faults.recovery().within()));
        if (faults.isEmpty() || !recoveries.isEmpty()) {
            return criteria;
        }
        List<Criterion> completed = new ArrayList<>(criteria);
        completed.add(new Criterion.Recovery(faults.recovery().within()));
        return completed;
    }

    /** Nobody looks longer than the plan of the faults says. */
    private static void requireSeen(Duration wanted, Duration seen) {
        if (wanted.compareTo(seen) > 0) {
            throw new InvalidValue(
                    "criteria.recovery.within",
                    "within " + wanted + ", but what takes longer than " + seen + " has not recovered",
                    "at most faults.recovery.within (" + seen + ")");
        }
    }

    private static String meaning(ChaosPhase phase) {
        return switch (phase) {
            case BEFORE -> "until the first fault";
            case DURING -> "while any fault is active";
            case RECOVERY -> "while the system recovers, and no fault is active";
            case AFTER -> "recovered from all faults so far";
            case ALWAYS -> "all of them";
        };
    }

    private static Entry<List<Criterion>> recovery(Section section) {
        Entry<Duration> within = section.read(WITHIN);
        return section.build(() -> List.of(new Criterion.Recovery(within.value())));
    }

    private static Entry<List<Criterion>> availability(Section section) {
        Entry<Double> during = section.read(DURING);
        return section.build(() -> List.of(new Criterion.Availability(during.value())));
    }

    private static Entry<List<Criterion>> outside(Section section) {
        Entry<Long> errors = section.read(ERRORS_AT_MOST);
        return section.build(() -> List.of(
                new Criterion.OutsideBlastRadius(WindowedCriteria.counted(errors.value(), ERRORS_AT_MOST.name()))));
    }

    private static Entry<List<Criterion>> nothingLost(Section section) {
        Entry<Long> lost = section.read(LOST_AT_MOST);
        return section.build(
                () -> List.of(new Criterion.NothingLost(WindowedCriteria.counted(lost.value(), LOST_AT_MOST.name()))));
    }

    private static Entry<List<Criterion>> phases(Section section) {
        List<Entry<Optional<List<Criterion>>>> read =
                PHASES.stream().map(section::read).toList();
        return section.build(() -> {
            List<Criterion> all = new ArrayList<>();
            for (ChaosPhase phase : ChaosPhase.values()) {
                read.get(phase.ordinal()).value().orElse(List.of()).stream()
                        .map(criterion -> new Criterion.InPhase(phase, criterion))
                        .forEach(all::add);
            }
            return List.copyOf(all);
        });
    }
}
