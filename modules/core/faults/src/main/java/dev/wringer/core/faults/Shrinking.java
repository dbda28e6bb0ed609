package dev.wringer.core.faults;

import dev.wringer.core.model.PlannedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reduces a run that fails to what its failure needs: fewer faults (ddmin: Zeller and Hildebrandt, Simplifying and Isolating
 * Failure-Inducing Input, IEEE TSE 2002), a shorter run, less load, shorter faults, and again, until nothing more goes. A step
 * counts only when the run still fails in the same way. Nothing is drawn: the same trials give the same result.
 */
public final class Shrinking {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final double LOAD_MIN = 0.05;

    private final Fingerprint wanted;
    private final Function<Candidate, List<Fingerprint>> trial;
    private final int trialsMax;
    private final Listener listener;
    private final Set<Candidate> passed = new LinkedHashSet<>();
    private Candidate smallest;
    private int trials;
    private boolean stopped;

    private Shrinking(
            Candidate start,
            Fingerprint wanted,
            Function<Candidate, List<Fingerprint>> trial,
            int trialsMax,
            Listener listener) {
        this.smallest = start;
        this.wanted = wanted;
        this.trial = trial;
        this.trialsMax = trialsMax;
        this.listener = listener;
    }

    /**
     * A run that may be tried.
     *
     * @param load share of the original's arrivals and users, above 0, at most 1
     */
    public record Candidate(List<PlannedFault> faults, double load, Duration duration) {
        public Candidate {
            faults = List.copyOf(faults);
        }

        Candidate with(List<PlannedFault> otherFaults) {
            return new Candidate(otherFaults, load, duration);
        }

        private Duration lastEnd() {
            return faults.stream()
                    .map(PlannedFault::until)
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
        }
    }

    /** Told of each smaller run that still fails, and how many trials it took so far. */
    public interface Listener {
        void smaller(Candidate candidate, int trials);
    }

    /**
     * @param trials that were made
     * @param complete false: the trials did not suffice to try everything
     */
    public record Result(Candidate smallest, int trials, boolean complete) {}

    /**
     * @param start a run that fails as {@code wanted} says
     * @param trial the ways in which a candidate fails; none when it passes, or cannot be run
     * @param trialsMax trials at most, 0 or more
     */
    public static Result of(
            Candidate start,
            Fingerprint wanted,
            Function<Candidate, List<Fingerprint>> trial,
            int trialsMax,
            Listener listener) {
        Shrinking shrinking = new Shrinking(start, wanted, trial, trialsMax, listener);
        Candidate before;
        do {
            before = shrinking.smallest;
            shrinking.dropFaults();
            shrinking.shortenRun();
            shrinking.lowerLoad();
            shrinking.shortenFaults();
        } while (!before.equals(shrinking.smallest));
        return new Result(shrinking.smallest, shrinking.trials, !shrinking.stopped);
    }

    private void dropFaults() {
        int parts = 2;
        while (!smallest.faults().isEmpty()) {
            List<PlannedFault> faults = smallest.faults();
            parts = Math.min(parts, faults.size());
            if (keepsAPart(faults, parts)) {
                parts = 2;
            } else if (keepsAComplement(faults, parts)) {
                parts = Math.max(parts - 1, 2);
            } else if (parts < faults.size()) {
                parts = 2 * parts;
            } else {
                return;
            }
        }
    }

    private boolean keepsAPart(List<PlannedFault> faults, int parts) {
        for (int i = 0; i < parts && parts > 1; i++) {
            if (fails(smallest.with(faults.subList(border(faults, i, parts), border(faults, i + 1, parts))))) {
                return true;
            }
        }
        return false;
    }

    private boolean keepsAComplement(List<PlannedFault> faults, int parts) {
        for (int i = 0; i < parts; i++) {
            List<PlannedFault> others = new ArrayList<>(faults);
            others.subList(border(faults, i, parts), border(faults, i + 1, parts))
                    .clear();
            if (fails(smallest.with(others))) {
                return true;
            }
        }
        return false;
    }

    private static int border(List<PlannedFault> faults, int part, int parts) {
        return faults.size() * part / parts;
    }

    private void shortenRun() {
        Duration half;
        do {
            Duration after = smallest.duration().minus(smallest.lastEnd());
            half = Duration.ofSeconds(after.dividedBy(2).toSeconds());
        } while (half.compareTo(SHORTEST) >= 0
                && fails(new Candidate(
                        smallest.faults(), smallest.load(), smallest.duration().minus(half))));
    }

    private void lowerLoad() {
        double half;
        do {
            half = smallest.load() / 2;
        } while (half >= LOAD_MIN && fails(new Candidate(smallest.faults(), half, smallest.duration())));
    }

    private void shortenFaults() {
        for (int i = 0; i < smallest.faults().size(); i++) {
            boolean goesOn;
            do {
                goesOn = halvesFault(i);
            } while (goesOn);
        }
    }

    private boolean halvesFault(int number) {
        PlannedFault fault = smallest.faults().get(number);
        Duration half = Duration.ofMillis(fault.lasting().toMillis() / 2);
        if (half.compareTo(SHORTEST) < 0) {
            return false;
        }
        List<PlannedFault> shorter = new ArrayList<>(smallest.faults());
        shorter.set(number, new PlannedFault(fault.id(), fault.fault(), fault.target(), fault.at(), half));
        return fails(smallest.with(shorter));
    }

    /** Tries a candidate, and makes it the smallest when it fails as wanted. */
    private boolean fails(Candidate candidate) {
        if (passed.contains(candidate)) {
            return false;
        }
        if (trials >= trialsMax) {
            stopped = true;
            return false;
        }
        trials++;
        if (trial.apply(candidate).stream().noneMatch(seen -> seen.matches(wanted))) {
            passed.add(candidate);
            return false;
        }
        smallest = candidate;
        listener.smaller(candidate, trials);
        return true;
    }
}
