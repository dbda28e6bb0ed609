package dev.wringer.core.calibration;

import dev.wringer.core.judge.State;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What came of all trials of one scenario. */
public record Score(String scenario, boolean planted, List<Trial> trials) {
    public Score {
        trials = List.copyOf(trials);
    }

    public Share of(State state) {
        return share(trials.stream().filter(trial -> trial.state() == state).count());
    }

    /** PASS, with warnings or not. */
    public Share passed() {
        return share(of(State.PASS).hits() + of(State.WARN).hits());
    }

    /** INCONCLUSIVE or INVALID. */
    public Share notJudged() {
        return share(of(State.INCONCLUSIVE).hits() + of(State.INVALID).hits());
    }

    public Share rightReason() {
        return share(trials.stream().filter(Trial::rightReason).count());
    }

    /** Of each criterion that ever did: how often it failed. */
    public SortedMap<String, Share> failedBy() {
        return shares(Trial::failed);
    }

    /** Of each criterion that ever did: how often it could not decide. */
    public SortedMap<String, Share> undecidedBy() {
        return shares(Trial::undecided);
    }

    /** The first reasons of FAIL that are not what was planted, each with how often it was given. */
    public SortedMap<String, Share> wrongReasons() {
        return shares(trial -> trial.reason().isEmpty() || trial.rightReason() ? List.of() : List.of(trial.reason()));
    }

    /** Of the trials that failed for the right reason. */
    public Delays delays() {
        return new Delays(trials.stream()
                .flatMapToDouble(trial -> trial.delayHours().stream())
                .boxed()
                .toList());
    }

    private SortedMap<String, Share> shares(Function<Trial, Collection<String>> labels) {
        SortedMap<String, Share> shares = new TreeMap<>();
        for (Trial trial : trials) {
            labels.apply(trial).forEach(label -> shares.merge(label, share(1), (a, b) -> share(a.hits() + b.hits())));
        }
        return shares;
    }

    private Share share(long hits) {
        return new Share(hits, trials.size());
    }
}
