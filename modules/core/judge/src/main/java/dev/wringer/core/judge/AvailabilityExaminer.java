package dev.wringer.core.judge;

import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** While each fault was active: the share of requests to the services it reaches that were answered well. A fact, per fault. */
final class AvailabilityExaminer implements Examiner {
    private final Criterion.Availability criterion;
    private final FaultRecords records;
    private final TreeMap<String, Finding> failed = new TreeMap<>();
    private Finding allWell;

    AvailabilityExaminer(Criterion.Availability criterion, JudgePlan plan) {
        this.criterion = criterion;
        this.records = new FaultRecords(plan);
        this.allWell = allWell();
    }

    @Override
    public void observe(Window window) {
        // A window holds more than the fault.
    }

    @Override
    public void observe(FaultRecord fault) {
        if (fault.confirmed().isEmpty() || fault.inside().finished() == 0) {
            return;
        }
        records.add(fault);
        if (share(fault) < criterion.during()) {
            failed.put(fault.planned().id(), failed(fault));
        }
        allWell = allWell();
    }

    @Override
    public List<Finding> soFar() {
        return failed.isEmpty() ? List.of(allWell) : List.copyOf(failed.values());
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        return soFar();
    }

    private static double share(FaultRecord fault) {
        FaultRecord.Requests inside = fault.inside();
        return 1 - (double) inside.errors() / inside.finished();
    }

    private Finding failed(FaultRecord fault) {
        String text = "%s: %s of %s were answered well, %s are needed"
                .formatted(
                        FaultRecords.words(fault),
                        Figures.percent(share(fault)),
                        Figures.count(fault.inside().finished(), "request"),
                        Figures.percent(criterion.during()));
        return Finding.of(criterion.key(), fault.planned().id(), State.FAIL, text)
                .at(records.beginOf(fault))
                .provenAfter(records.overAfter(fault));
    }

    private Finding allWell() {
        return records.all().stream()
                .min(Comparator.comparingDouble(AvailabilityExaminer::share))
                .map(this::allWell)
                .orElseGet(() -> Finding.of(
                        criterion.key(),
                        Finding.RUN,
                        State.INCONCLUSIVE,
                        "no request came to its end while a fault was there"));
    }

    private Finding allWell(FaultRecord worst) {
        String text = "at least %s of requests answered well within each of %s, the least within %s; %s are needed; %s"
                .formatted(
                        Figures.percent(share(worst)),
                        Figures.count(records.all().size(), "fault"),
                        worst.planned().id(),
                        Figures.percent(criterion.during()),
                        new Strength(worst.inside().errors(), worst.inside().finished()));
        return Finding.of(criterion.key(), Finding.RUN, State.PASS, text);
    }
}
