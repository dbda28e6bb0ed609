package dev.wringer.core.judge;

import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Failed health checks over the counted windows, over all services: an exact count. */
final class HealthChecksExaminer implements Examiner {
    private final Criterion.HealthChecks criterion;
    private final Timeline timeline;
    private final TreeMap<String, Long> failures = new TreeMap<>();
    private final TreeMap<String, Long> firstFailure = new TreeMap<>();
    private long checks;
    private Optional<Finding> proof = Optional.empty();

    HealthChecksExaminer(Criterion.HealthChecks criterion, JudgePlan plan) {
        this.criterion = criterion;
        this.timeline = Timeline.of(plan);
    }

    @Override
    public void observe(Window window) {
        if (!Masking.isSteady(window)) {
            return;
        }
        for (ServiceInterval service : window.services()) {
            checks += service.healthChecks();
            if (service.healthFailures() > 0) {
                failures.merge(service.service(), service.healthFailures(), Long::sum);
                firstFailure.putIfAbsent(service.service(), window.index());
                if (proof.isEmpty() && total() > criterion.failedAtMost()) {
                    proof = Optional.of(failure(service.service()));
                }
            }
        }
    }

    @Override
    public List<Finding> soFar() {
        return List.of(proof.map(first -> failure(first.subject())).orElseGet(this::harmless));
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        return soFar();
    }

    private Finding harmless() {
        if (checks == 0) {
            return Finding.of(criterion.key(), Finding.RUN, State.INCONCLUSIVE, "no health check was made");
        }
        String bound = total() > 0 ? "" : ", so " + new Strength(0, checks);
        return Finding.of(criterion.key(), Finding.RUN, State.PASS, counted() + bound);
    }

    private Finding failure(String service) {
        long first = firstFailure.get(service);
        String text = "%s; %s of %s, the first at %s"
                .formatted(counted(), Figures.count(failures.get(service)), service, timeline.at(first));
        return Finding.of(criterion.key(), service, State.FAIL, text).at(first).proven();
    }

    private String counted() {
        return "%s of %s failed, at most %s allowed"
                .formatted(
                        Figures.count(total()),
                        Figures.count(checks, "health check"),
                        Figures.count(criterion.failedAtMost()));
    }

    private long total() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }
}
