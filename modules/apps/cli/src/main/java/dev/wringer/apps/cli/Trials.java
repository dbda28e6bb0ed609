package dev.wringer.apps.cli;

import dev.wringer.core.calibration.Scenario;
import dev.wringer.core.calibration.Score;
import dev.wringer.core.calibration.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes all trials of all scenarios, side by side on several threads; each is the same whatever their number. */
final class Trials {
    private Trials() {}

    /** Told of each score as soon as it is known, and often in between. */
    interface Watcher {
        void progress(String scenario, int done, int trials);

        void over(Score score);
    }

    static List<Score> of(List<Scenario> scenarios, int threads, Watcher watcher) {
        try (ExecutorService executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory())) {
            List<List<Future<Trial>>> all = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                List<Future<Trial>> futures = new ArrayList<>();
                for (int i = 0; i < scenario.trials(); i++) {
                    int number = i;
                    futures.add(executor.submit(() -> scenario.trial().apply(number)));
                }
                all.add(futures);
            }
            return collected(scenarios, all, executor, watcher);
        }
    }

    private static List<Score> collected(
            List<Scenario> scenarios, List<List<Future<Trial>>> all, ExecutorService executor, Watcher watcher) {
        List<Score> scores = new ArrayList<>();
        try {
            for (int s = 0; s < scenarios.size(); s++) {
                Scenario scenario = scenarios.get(s);
                List<Trial> trials = new ArrayList<>();
                for (Future<Trial> future : all.get(s)) {
                    trials.add(future.get());
                    watcher.progress(scenario.name(), trials.size(), scenario.trials());
                }
                Score score = new Score(scenario.name(), scenario.planted(), trials);
                scores.add(score);
                watcher.over(score);
            }
            return scores;
        } catch (ExecutionException e) {
            executor.shutdownNow();
            throw new IllegalStateException("a trial could not be made", e.getCause());
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
