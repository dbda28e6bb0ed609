package dev.wringer.core.judge;

import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import java.util.Comparator;
import java.util.List;

/** Errors of requests to services that a fault does not reach, from its begin to the recovery, over all faults. */
final class BlastRadiusExaminer implements Examiner {
    private final Criterion.OutsideBlastRadius criterion;
    private final FaultRecords records;
    private Finding known;

    BlastRadiusExaminer(Criterion.OutsideBlastRadius criterion, JudgePlan plan) {
        this.criterion = criterion;
        this.records = new FaultRecords(plan);
        this.known = counted();
    }

    @Override
    public void observe(Window window) {
        // A window holds more than the fault.
    }

    /** Where faults overlap, an error outside of one may be inside of the other. */
    @Override
    public void observe(FaultRecord fault) {
        if (fault.confirmed().isPresent() && fault.overlapping().isEmpty()) {
            records.add(fault);
            known = counted();
        }
    }

    @Override
    public List<Finding> soFar() {
        return List.of(known);
    }

    private Finding counted() {
        long finished = 0;
        long errors = 0;
        for (FaultRecord fault : records.all()) {
            finished += fault.outside().finished();
            errors += fault.outside().errors();
        }
        String counted = "%s of %s outside of the blast radius of %s failed, at most %s may"
                .formatted(
                        Figures.count(errors),
                        Figures.count(finished, "request"),
                        Figures.count(records.all().size(), "fault"),
                        Figures.count(criterion.errorsAtMost()));
        if (errors > criterion.errorsAtMost()) {
            return failed(counted);
        }
        return finished == 0
                ? Finding.of(criterion.key(), Finding.RUN, State.INCONCLUSIVE, counted)
                : Finding.of(criterion.key(), Finding.RUN, State.PASS, counted + "; " + new Strength(errors, finished));
    }

    private Finding failed(String counted) {
        FaultRecord worst = records.all().stream()
                .max(Comparator.comparingLong(fault -> fault.outside().errors()))
                .orElseThrow();
        String text = "%s; most of them, %s, with %s"
                .formatted(counted, Figures.count(worst.outside().errors()), FaultRecords.words(worst));
        return Finding.of(criterion.key(), worst.planned().id(), State.FAIL, text)
                .at(records.beginOf(worst))
                .provenAfter(exceededAfter());
    }

    /** The window after which one fault more was one too many, in the order in which the faults were over. */
    private long exceededAfter() {
        List<FaultRecord> inOrder = records.all().stream()
                .sorted(Comparator.comparingLong(records::overAfter))
                .toList();
        long errors = 0;
        for (FaultRecord fault : inOrder) {
            errors += fault.outside().errors();
            if (errors > criterion.errorsAtMost()) {
                return records.overAfter(fault);
            }
        }
        throw new IllegalStateException("not exceeded");
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        return soFar();
    }
}
