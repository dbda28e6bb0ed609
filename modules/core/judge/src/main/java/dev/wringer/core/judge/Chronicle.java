package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/**
 * What every series did, in blocks of 1/96 of the run, so that a FAIL can be put beside what else changed at its time: a jump
 * within two blocks of it, or a drift that went on through it. Warm-up and pauses are left out. Tells what came together, not what
 * caused what.
 */
final class Chronicle {
    private static final double BLOCK_SHARE = 1.0 / 96;
    private static final int SUSPECTS_MAX = 5;
    private static final int SERIES_MAX = 500;
    private static final double P95 = 95;
    private static final double MICROS_PER_MILLI = 1e3;

    private final Timeline timeline;
    private final long blockWindows;
    private final TreeMap<Name, Line> lines = new TreeMap<>();

    Chronicle(JudgePlan plan) {
        this.timeline = Timeline.of(plan);
        this.blockWindows = timeline.part(BLOCK_SHARE);
    }

    /** A measure of a service or an endpoint, by the word that criteria use for it. */
    private record Name(String measure, String subject) implements Comparable<Name> {
        private static final Comparator<Name> ORDER =
                Comparator.comparing(Name::subject).thenComparing(Name::measure);

        @Override
        public int compareTo(Name other) {
            return ORDER.compare(this, other);
        }

        boolean isSubjectOf(Finding finding) {
            return finding.subject().equals(subject)
                    && (finding.criterion().startsWith(measure)
                            || finding.criterion().equals(QuiesceExaminer.KEY));
        }

        @Override
        public String toString() {
            return measure + " of " + subject;
        }
    }

    /** One series, and how its figures are written. */
    private record Line(BlockSeries blocks, DoubleFunction<String> unit) {}

    void observe(Window window) {
        if (window.phase() != Phase.STEADY) {
            return;
        }
        for (ServiceInterval service : window.services()) {
            String name = service.service();
            OptionalDouble memory = service.memoryFloorMb().isPresent() ? service.memoryFloorMb() : service.memoryMb();
            add(window, new Name("memory", name), memory, Figures::mib);
            add(window, new Name("cpu", name), service.cpuPct(), pct -> Figures.percent(pct / 100));
            add(window, new Name("open-files", name), real(service.openFiles()), Figures::significant);
            add(window, new Name("threads", name), real(service.threads()), Figures::significant);
            add(
                    window,
                    new Name("sessions", name),
                    real(OptionalLong.of(service.sessionsOpen())),
                    Figures::significant);
            add(window, new Name("restarts", name), real(OptionalLong.of(service.restarts())), Figures::significant);
            service.gauges()
                    .forEach((gauge, value) ->
                            add(window, new Name(gauge, name), OptionalDouble.of(value), Figures::significant));
        }
        for (EndpointInterval endpoint : window.endpoints()) {
            addEndpoint(window, endpoint);
        }
    }

    private void addEndpoint(Window window, EndpointInterval endpoint) {
        String name = endpoint.id().toString();
        long finished = endpoint.finished();
        add(window, new Name("arrivals", name), real(OptionalLong.of(endpoint.started())), Chronicle::perWindow);
        if (finished > 0) {
            OptionalDouble errors = OptionalDouble.of((double) endpoint.errors() / finished);
            add(window, new Name("error-rate", name), errors, Figures::percent);
            double p95 = endpoint.responseTime().getValueAtPercentile(P95);
            add(window, new Name("p95", name), OptionalDouble.of(p95 / MICROS_PER_MILLI), Chronicle::millis);
        }
    }

    /** What else changed about the time of a finding, nearest first, drifts last. */
    List<Change> around(Finding finding) {
        if (finding.window().isEmpty()) {
            return List.of();
        }
        long window = finding.window().getAsLong();
        List<Change> jumps = new ArrayList<>();
        List<Change> drifts = new ArrayList<>();
        lines.forEach((name, line) -> {
            if (!name.isSubjectOf(finding)) {
                line.blocks().jumpNear(window).ifPresent(jump -> jumps.add(change(name, jump, "went", line)));
                line.blocks().driftThrough(window).ifPresent(drift -> drifts.add(change(name, drift, "drifted", line)));
            }
        });
        jumps.sort(Comparator.comparingLong(change -> Math.abs(change.window() - window)));
        jumps.addAll(drifts);
        return List.copyOf(jumps.subList(0, Math.min(SUSPECTS_MAX, jumps.size())));
    }

    private Change change(Name name, BlockSeries.Shift shift, String verb, Line line) {
        String text = "%s %s from %s to %s about %s"
                .formatted(
                        name,
                        verb,
                        line.unit().apply(shift.before()),
                        line.unit().apply(shift.after()),
                        timeline.at(shift.window()));
        return new Change(name.toString(), shift.window(), text);
    }

    private void add(Window window, Name name, OptionalDouble value, DoubleFunction<String> unit) {
        Line line = lines.get(name);
        if (line == null && lines.size() < SERIES_MAX && value.isPresent()) {
            line = new Line(new BlockSeries(blockWindows), unit);
            lines.put(name, line);
        }
        if (line != null && value.isPresent()) {
            line.blocks().add(window.index(), value.getAsDouble());
        }
    }

    private static OptionalDouble real(OptionalLong count) {
        return count.isPresent() ? OptionalDouble.of((double) count.getAsLong()) : OptionalDouble.empty();
    }

    private static String perWindow(double count) {
        return Figures.significant(count) + " per window";
    }

    private static String millis(double millis) {
        return Figures.millis(millis * MICROS_PER_MILLI);
    }
}
