package dev.wringer.core.judge;

import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Window;
import java.util.List;

/** Was Wringer itself fit to measure? Windows after the warm-up in which it was not do not count for times;
 * those in pauses of the load count for none anyway. */
final class FitnessExaminer implements Examiner {
    static final String KEY = "fitness";

    private final double unfitShareMax;
    private final Timeline timeline;
    private long windows;
    private long unfit;
    private long firstUnfit = -1;
    private String firstReason = "";

    FitnessExaminer(JudgePlan plan) {
        this.unfitShareMax = plan.fitness().unfitShareMax();
        this.timeline = Timeline.of(plan);
    }

    @Override
    public void observe(Window window) {
        if (window.phase() != Phase.STEADY) {
            return;
        }
        windows++;
        if (!window.generator().isFit()) {
            unfit++;
            if (firstUnfit < 0) {
                firstUnfit = window.index();
                firstReason = String.join(", ", window.generator().unfit());
            }
        }
    }

    @Override
    public List<Finding> soFar() {
        boolean enough = unfit <= unfitShareMax * windows;
        String text = "%s of %s unfit, at most %s allowed"
                .formatted(Figures.count(unfit), Figures.count(windows, "window"), Figures.percent(unfitShareMax));
        if (unfit == 0) {
            return List.of(Finding.of(KEY, Finding.RUN, State.PASS, text));
        }
        String first = "; the first at " + timeline.at(firstUnfit) + ": " + firstReason;
        State state = enough ? State.PASS : State.INCONCLUSIVE;
        return List.of(Finding.of(KEY, Finding.RUN, state, text + first).at(firstUnfit));
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        return soFar();
    }
}
