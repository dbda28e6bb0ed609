package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.CriteriaFile;
import dev.wringer.adapters.storage.Drained;
import dev.wringer.adapters.storage.FaultOver;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.WindowsFile;
import dev.wringer.core.judge.Baseline;
import dev.wringer.core.judge.Judge;
import dev.wringer.core.judge.JudgePlan;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Judging;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
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
        Judge judge = new Judge(against, baseline);
        observe(judge, against, warmUp, Recorded.of(folder, plan));
        folder.checkpoints().forEach(judge::checkpoint);
        Optional<Drained> drained = folder.drained();
        boolean early = drained.isEmpty()
                || drained.get().durationNanos() < simulation.duration().toNanos();
        return drained.map(it -> judge.conclude(it.remainder(), early, it.durationNanos()))
                .orElseGet(() -> judge.conclude(Remainder.NOTHING, early));
    }

    /** Whoever wrote the file decided when the run was over, so that no window is missing at its end. */
    static Verdict ofWindows(WindowsFile file, JudgePlan plan) {
        Judge judge = new Judge(plan);
        observe(judge, plan, plan.warmUp(), new Recorded(file.windows(), List.of(), List.of()));
        return judge.conclude(file.remainder(), false);
    }

    /** What a run recorded before it was killed, for the judge of one that goes on with it. */
    static void observe(Judge judge, JudgePlan plan, RunFolder folder) {
        observe(judge, plan, Duration.ZERO, Recorded.of(folder, plan));
        folder.checkpoints().forEach(judge::checkpoint);
    }

    /** In the order of the run, each. */
    private record Recorded(Stream<Window> windows, List<Gap> gaps, List<FaultOver> faults) {
        static Recorded of(RunFolder folder, JudgePlan plan) {
            return new Recorded(
                    folder.windows(), folder.gaps(), folder.faults(plan.chaos().schedule()));
        }
    }

    /** Faults come between the windows as they did in the run: findings say after which window they were known. */
    private static void observe(Judge judge, JudgePlan plan, Duration warmUp, Recorded recorded) {
        Deque<FaultOver> coming = new ArrayDeque<>(recorded.faults());
        Deque<Gap> gaps = new ArrayDeque<>(recorded.gaps());
        try (Stream<Window> windows = recorded.windows()) {
            long before = 0;
            for (Window window : (Iterable<Window>) windows::iterator) {
                while (!gaps.isEmpty() && gaps.getFirst().untilWindow() <= window.index()) {
                    judge.gap(gaps.removeFirst());
                }
                while (!coming.isEmpty() && coming.getFirst().windows() <= before) {
                    judge.fault(coming.removeFirst().fault());
                }
                judge.observe(startsWithin(warmUp, window, plan) ? window.asWarmUp() : window);
                before++;
            }
        }
        coming.forEach(over -> judge.fault(over.fault()));
        gaps.forEach(judge::gap);
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
