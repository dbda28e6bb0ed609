package dev.wringer.core.judge;

import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The memory of each service does not grow faster than tolerated ({@link MemoryTrend}). */
final class MemoryExaminer implements Examiner {
    private static final double BYTES_PER_MIB = 1 << 20;

    private final Criterion.MemoryStable criterion;
    private final JudgePlan plan;
    private final Timeline timeline;
    private final TreeMap<String, MemoryTrend> trends = new TreeMap<>();
    private final TreeMap<String, Long> unmeasured = new TreeMap<>();

    MemoryExaminer(Criterion.MemoryStable criterion, JudgePlan plan) {
        this.criterion = criterion;
        this.plan = plan;
        this.timeline = Timeline.of(plan);
    }

    @Override
    public void observe(Window window) {
        for (ServiceInterval service : window.services()) {
            OptionalDouble floor = service.memoryFloorMb().isPresent() ? service.memoryFloorMb() : service.memoryMb();
            if (floor.isEmpty()) {
                unmeasured.merge(service.service(), 1L, Long::sum);
                continue;
            }
            MemoryTrend trend = trends.computeIfAbsent(service.service(), this::trend);
            if (Masking.isSteady(window)) {
                trend.observe(window.index(), floor.getAsDouble());
            } else {
                trend.mask();
            }
        }
    }

    @Override
    public List<Finding> soFar() {
        List<Finding> proven = new ArrayList<>();
        Optional<Finding> worst = Optional.empty();
        for (String service : trends.keySet()) {
            MemoryTrend trend = trends.get(service);
            Finding finding = finding(service, trend.soFar(), trend.isProven());
            if (trend.isProven()) {
                proven.add(finding);
            }
            if (worst.isEmpty() || finding.state().compareTo(worst.get().state()) > 0) {
                worst = Optional.of(finding);
            }
        }
        return proven.isEmpty() ? worst.map(List::of).orElseGet(this::nothing) : proven;
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        List<Finding> findings = new ArrayList<>();
        trends.forEach(
                (service, trend) -> findings.add(finding(service, trend.last(ending.lastWindow()), trend.isProven())));
        for (String service : unmeasured.keySet()) {
            if (!trends.containsKey(service)) {
                String text = "its memory could not be measured";
                findings.add(Finding.of(criterion.key(), service, State.INCONCLUSIVE, text));
            }
        }
        return findings.isEmpty() ? nothing() : findings;
    }

    private MemoryTrend trend(String service) {
        OptionalLong bytes = plan.memoryLimits().getOrDefault(service, OptionalLong.empty());
        OptionalDouble limit =
                bytes.isPresent() ? OptionalDouble.of(bytes.getAsLong() / BYTES_PER_MIB) : OptionalDouble.empty();
        return new MemoryTrend(criterion.tolerated(), timeline, limit);
    }

    private Finding finding(String service, MemoryTrend.Judgement judgement, boolean proven) {
        Finding finding = Finding.of(criterion.key(), service, judgement.state(), judgement.text());
        Finding located = judgement.window() < 0 ? finding : finding.at(judgement.window());
        return proven ? located.proven() : located;
    }

    private List<Finding> nothing() {
        return List.of(Finding.of(criterion.key(), Finding.RUN, State.INCONCLUSIVE, "no memory was measured"));
    }
}
