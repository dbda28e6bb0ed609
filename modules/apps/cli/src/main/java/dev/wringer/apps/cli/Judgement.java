package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.CriteriaFile;
import dev.wringer.adapters.storage.Drained;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.WindowsFile;
import dev.wringer.core.judge.Baseline;
import dev.wringer.core.judge.Judge;
import dev.wringer.core.judge.JudgePlan;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Judging;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Feeds evidence that is there already to the judge. */
final class Judgement {
    private Judgement() {}

    /** @param criteria others than those of the simulation */
    static Verdict ofRun(
            RunFolder folder, Simulation simulation, Optional<CriteriaFile.Valid> criteria, BaselineOption option) {
        JudgePlan plan = Judging.plan(simulation);
        JudgePlan against = criteria.map(valid -> against(plan, valid)).orElse(plan);
        Optional<Baseline> baseline = option.read(against).or(folder::baseline);
        Duration warmUp = criteria.flatMap(CriteriaFile.Valid::warmUp).orElse(Duration.ZERO);
        Judge judge = observed(new Judge(against, baseline), against, warmUp, folder.windows());
        folder.checkpoints().forEach(judge::checkpoint);
        Optional<Drained> drained = folder.drained();
        boolean early = drained.isEmpty()
                || drained.get().durationNanos() < simulation.duration().toNanos();
        return judge.conclude(drained.map(Drained::remainder).orElse(Remainder.NOTHING), early);
    }

    /** Whoever wrote the file decided when the run was over, so that no window is missing at its end. */
    static Verdict ofWindows(WindowsFile file, JudgePlan plan) {
        return observed(new Judge(plan), plan, plan.warmUp(), file.windows()).conclude(file.remainder(), false);
    }

    private static Judge observed(Judge judge, JudgePlan plan, Duration warmUp, Stream<Window> windows) {
        try (windows) {
            windows.map(window -> startsWithin(warmUp, window, plan) ? window.asWarmUp() : window)
                    .forEach(judge::observe);
        }
        return judge;
    }

    private static boolean startsWithin(Duration warmUp, Window window, JudgePlan plan) {
        return plan.window().multipliedBy(window.index()).compareTo(warmUp) < 0;
    }

    private static JudgePlan against(JudgePlan plan, CriteriaFile.Valid valid) {
        Map<String, OptionalLong> limits = new LinkedHashMap<>(plan.memoryLimits());
        valid.limits().forEach((service, bytes) -> limits.put(service, OptionalLong.of(bytes)));
        return plan.against(valid.criteria(), limits);
    }
}
