package dev.wringer.apps.cli;

import dev.wringer.core.faults.Fingerprint;
import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.State;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.PlannedFault;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One FAIL of a run with faults.
 *
 * @param fingerprint by which it is told from others
 */
record Failure(Fingerprint fingerprint, Finding finding) {
    /** The failures of a run, worst first; none when it did not fail. */
    static List<Failure> of(Verdict verdict, List<FaultRecord> faults, Duration recoveryWithin) {
        NavigableSet<String> kinds = suspects(faults, recoveryWithin);
        return verdict.findings().stream()
                .filter(finding -> finding.state() == State.FAIL)
                .map(finding -> new Failure(
                        Fingerprint.of(finding.criterion(), service(finding.subject(), faults), kinds), finding))
                .toList();
    }

    /**
     * The kinds of faults under which it went wrong: of the first that the system did not recover from, or else whose recovery
     * took longest, and of all that were there before the time for that recovery was over.
     */
    private static NavigableSet<String> suspects(List<FaultRecord> faults, Duration recoveryWithin) {
        Comparator<FaultRecord> byBegin =
                Comparator.comparing(record -> record.planned().at());
        Optional<FaultRecord> lost = faults.stream()
                .filter(record ->
                        record.applied().isPresent() && record.recovered().isEmpty())
                .min(byBegin);
        Optional<FaultRecord> first = lost.or(() -> faults.stream()
                .filter(record -> record.timeToRecoverNanos().isPresent())
                .max(Comparator.comparingLong(
                        record -> record.timeToRecoverNanos().getAsLong())));
        NavigableSet<String> kinds = new TreeSet<>();
        first.ifPresent(record -> faults.stream()
                .map(FaultRecord::planned)
                .filter(planned -> isSuspect(planned, record.planned(), recoveryWithin))
                .map(PlannedFault::fault)
                .map(Fault::kind)
                .forEach(kinds::add));
        return kinds;
    }

    private static boolean isSuspect(PlannedFault planned, PlannedFault lost, Duration recoveryWithin) {
        return planned.at().compareTo(lost.until().plus(recoveryWithin)) <= 0
                && planned.until().compareTo(lost.at()) >= 0;
    }

    /** Findings are about a service, one of its endpoints, the run, or a fault of a service. */
    private static String service(String subject, List<FaultRecord> faults) {
        return faults.stream()
                .map(FaultRecord::planned)
                .filter(planned -> planned.id().equals(subject))
                .findFirst()
                .map(PlannedFault::target)
                .map(target -> target.to().orElse(subject))
                .orElse(subject.contains("/") ? subject.substring(0, subject.indexOf('/')) : subject);
    }
}
