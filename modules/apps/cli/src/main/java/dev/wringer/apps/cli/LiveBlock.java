package dev.wringer.apps.cli;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The block that a terminal shows while a run goes on, as lines. Pure: what is shown depends on the scene only. */
final class LiveBlock {
    private static final int ENDPOINT_WIDTH = 34;
    private static final int CELL_WIDTH = 13;
    private static final int BAR_WIDTH = 30;
    private static final int FINDINGS_MAX = 12;
    private static final int FAULTS_MAX = 5;
    private static final int FAULT_STATE_WIDTH = 12;

    private final Simulation simulation;
    private final Terminal terminal;

    LiveBlock(Simulation simulation, Terminal terminal) {
        this.simulation = simulation;
        this.terminal = terminal;
    }

    List<String> lines(Scene scene) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(scene));
        lines.add(terminal.paint(
                Terminal.Paint.DIM,
                Words.fit("  endpoint", ENDPOINT_WIDTH + 2)
                        + cells("req/s", "errors", "p50", "p95", "p99", "max", "service p99", "in flight")));
        scene.endpoints().forEach(endpoint -> lines.add(endpointLine(endpoint, scene)));
        lines.add("  sessions " + scene.sessionsOpen() + " open   memory " + memory(scene.services()));
        lines.addAll(faults(scene.faults()));
        scene.window().filter(window -> !window.generator().isFit()).ifPresent(window -> lines.add(unfit(window)));
        scene.findings().stream().limit(FINDINGS_MAX).forEach(finding -> lines.add(findingLine(finding)));
        int more = scene.findings().size() - FINDINGS_MAX;
        if (more > 0) {
            lines.add("  and " + Words.counted(more, "more finding"));
        }
        return lines;
    }

    private String headline(Scene scene) {
        double share = Math.min(
                1, (double) scene.elapsed().toNanos() / simulation.duration().toNanos());
        int filled = (int) (share * BAR_WIDTH);
        String bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
        return terminal.paint(Terminal.Paint.BOLD, simulation.name()) + "  " + Words.clock(scene.elapsed()) + " of "
                + Words.clock(simulation.duration()) + "  " + bar
                + String.format(Locale.ROOT, " %3.0f %%  ", share * 100)
                + Words.counted(scene.requests(), "request") + ", " + Words.counted(scene.errors(), "error");
    }

    private String endpointLine(EndpointInterval endpoint, Scene scene) {
        var times = endpoint.responseTime();
        long count = times.getTotalCount();
        double rate = endpoint.finished() * 1e9 / scene.interval().toNanos();
        String name = endpoint.id().service() + " " + endpoint.id().endpoint();
        return "  " + Words.fit(name, ENDPOINT_WIDTH)
                + cells(
                        Words.digits(rate),
                        Words.percent(endpoint.errors(), endpoint.finished()),
                        Words.latency(times.getValueAtPercentile(50), count),
                        Words.latency(times.getValueAtPercentile(95), count),
                        Words.latency(times.getValueAtPercentile(99), count),
                        Words.latency(times.getMaxValue(), count),
                        Words.latency(endpoint.serviceTime().getValueAtPercentile(99), count),
                        Long.toString(endpoint.inFlight()));
    }

    private static String cells(String... cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(Words.right(cell, CELL_WIDTH));
        }
        return line.toString();
    }

    private static String memory(List<ServiceInterval> services) {
        StringBuilder figures = new StringBuilder();
        for (ServiceInterval service : services) {
            if (service.memoryMb().isPresent()) {
                figures.append(figures.isEmpty() ? "" : " · ")
                        .append(service.service())
                        .append(' ')
                        .append(Words.digits(service.memoryMb().getAsDouble()))
                        .append(" MB");
            }
        }
        return figures.isEmpty() ? "not measured yet" : figures.toString();
    }

    /** Those that are there and the one to come. */
    private List<String> faults(Progress.Faults faults) {
        List<String> lines = new ArrayList<>();
        faults.active().stream().limit(FAULTS_MAX).forEach(fault -> lines.add(faultLine(fault)));
        int more = faults.active().size() - FAULTS_MAX;
        if (more > 0) {
            lines.add("  and " + Words.counted(more, "more fault"));
        }
        faults.next()
                .ifPresent(next -> lines.add(terminal.paint(
                        Terminal.Paint.DIM,
                        "  next fault         at    " + Words.clock(next.at()) + "  " + next.words())));
        return lines;
    }

    private String faultLine(Progress.ActiveFault fault) {
        PlannedFault planned = fault.planned();
        String state = fault.recovering() ? "recovering" : fault.confirmed() ? "confirmed" : "not yet seen";
        Terminal.Paint paint = fault.recovering() || fault.confirmed() ? Terminal.Paint.RED : Terminal.Paint.YELLOW;
        return "  fault " + terminal.paint(paint, Words.fit(state, FAULT_STATE_WIDTH)) + " since "
                + Words.clock(planned.at()) + "  " + planned.words();
    }

    private String unfit(Window window) {
        return terminal.paint(Terminal.Paint.YELLOW, "  unfit window: ")
                + String.join(", ", window.generator().unfit());
    }

    private String findingLine(Finding finding) {
        String subject = Words.fit(finding.criterion() + "  " + finding.subject(), ENDPOINT_WIDTH + 8);
        return "  " + verdictWord(finding) + " " + subject + " " + finding.text();
    }

    private String verdictWord(Finding finding) {
        Terminal.Paint paint =
                switch (finding.state()) {
                    case PASS -> Terminal.Paint.GREEN;
                    case FAIL, INVALID -> Terminal.Paint.RED;
                    case WARN, INCONCLUSIVE -> Terminal.Paint.YELLOW;
                };
        return terminal.paint(paint, Words.fit(finding.state().name(), 12));
    }
}
