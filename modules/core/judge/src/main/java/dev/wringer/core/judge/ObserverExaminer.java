package dev.wringer.core.judge;

import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.ObserverCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Does sampling cause what it sees? For a while services are sampled half as often; a service that then grows or works about
 * half as much as before and after gets a warning. Never more: it is the instrument that is doubted, not the service.
 */
final class ObserverExaminer implements Examiner {
    static final String KEY = "observer";

    /** Of each of the tests that a warning takes, over all services. */
    private static final double ALPHA = 0.01;

    private final ObserverCheck check;
    private final Timeline timeline;
    private final SequencedMap<String, Observed> services = new LinkedHashMap<>();

    ObserverExaminer(ObserverCheck check, JudgePlan plan) {
        this.check = check;
        this.timeline = Timeline.of(plan);
    }

    /** One service before, during and after. */
    private static final class Observed {
        private final ThreeParts memory = new ThreeParts();
        private final ThreeParts cpu = new ThreeParts();
    }

    @Override
    public void observe(Window window) {
        long index = window.index();
        boolean within = check.from() - check.windows() <= index && index < check.until() + check.windows();
        if (!within || !Masking.isSteady(window)) {
            return;
        }
        ThreeParts.Part part = index < check.from()
                ? ThreeParts.Part.BEFORE
                : check.contains(index) ? ThreeParts.Part.DURING : ThreeParts.Part.AFTER;
        for (ServiceInterval service : window.services()) {
            Observed observed = services.computeIfAbsent(service.service(), ignored -> new Observed());
            service.memoryFloorMb().ifPresent(mib -> observed.memory.add(part, index, mib));
            service.cpuPct().ifPresent(share -> observed.cpu.add(part, index, share));
        }
    }

    @Override
    public List<Finding> soFar() {
        return List.of(
                Finding.of(KEY, Finding.RUN, State.INCONCLUSIVE, "compared at the end: sampled " + halfAsOften()));
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        if (ending.lastWindow() < check.until()) {
            String text = "the run was over before anything could be compared: it is sampled " + halfAsOften();
            return List.of(Finding.of(KEY, Finding.RUN, State.INCONCLUSIVE, text));
        }
        List<Finding> findings = new ArrayList<>();
        services.forEach((service, observed) -> findings.add(finding(service, observed)));
        return findings;
    }

    private Finding finding(String service, Observed observed) {
        double alpha = ALPHA / services.size();
        boolean memory = observed.memory.isEnough();
        boolean cpu = observed.cpu.isEnough();
        List<String> figures = new ArrayList<>();
        if (memory) {
            figures.add("the growth of memory was %s/h there and %s/h beside"
                    .formatted(
                            Figures.mib(observed.memory.growthDuring() / timeline.hours(1)),
                            Figures.mib(observed.memory.growthBeside() / timeline.hours(1))));
        }
        if (cpu) {
            figures.add("CPU was %s %% there and %s %% beside"
                    .formatted(
                            Figures.significant(observed.cpu.levelDuring()),
                            Figures.significant(observed.cpu.levelBeside())));
        }
        String where = "sampled " + halfAsOften();
        String text = String.join(", ", figures) + "; " + where;
        boolean halves = (memory && observed.memory.growthHalves(alpha)) || (cpu && observed.cpu.levelHalves());
        if (halves) {
            return Finding.of(KEY, service, State.WARN, "sampling may cause what it sees: " + text)
                    .at(check.from());
        }
        return figures.isEmpty()
                ? Finding.of(
                        KEY,
                        service,
                        State.WARN,
                        "neither memory nor CPU was measured often enough to compare; " + where)
                : Finding.of(KEY, service, State.PASS, text);
    }

    private String halfAsOften() {
        return "half as often for %s from %s on".formatted(timeline.span(check.windows()), timeline.at(check.from()));
    }
}
