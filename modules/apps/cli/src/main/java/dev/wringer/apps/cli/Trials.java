package dev.wringer.apps.cli;

import dev.wringer.core.calibration.Scenario;
import dev.wringer.core.calibration.Score;
import dev.wringer.core.calibration.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Makes all trials of all scenarios, side by side on several threads; each is the same whatever their number. */
final class Trials {
    private final List<Scenario> scenarios;
    private final Watcher watcher;
    private final List<Score> scores = new ArrayList<>();
    private final List<Trial> trials = new ArrayList<>();

    private Trials(List<Scenario> scenarios, Watcher watcher) {
        this.scenarios = scenarios.stream().filter(it -> it.trials() > 0).toList();
        this.watcher = watcher;
    }

    /** Told of each score as soon as it is known, and often in between. */
    interface Watcher {
        void progress(String scenario, int done, int trials);

        void over(Score score);
    }

    static List<Score> of(List<Scenario> scenarios, int threads, Watcher watcher) {
        Trials trials = new Trials(scenarios, watcher);
        List<Callable<Trial>> work = new ArrayList<>();
        for (Scenario scenario : trials.scenarios) {
            for (int i = 0; i < scenario.trials(); i++) {
                int number = i;
                work.add(() -> scenario.trial().apply(number));
            }
        }
        SideBySide.of(work, threads, trials::add);
        return trials.scores;
    }

    private void add(Trial trial) {
        Scenario scenario = scenarios.get(scores.size());
        trials.add(trial);
        watcher.progress(scenario.name(), trials.size(), scenario.trials());
        if (trials.size() == scenario.trials()) {
            Score score = new Score(scenario.name(), scenario.planted(), List.copyOf(trials));
            trials.clear();
            scores.add(score);
            watcher.over(score);
        }
    }
}
