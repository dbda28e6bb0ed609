package dev.wringer.apps.cli;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.State;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Shows progress: a block redrawn in place on a terminal, one line per window elsewhere. */
final class Display extends AbstractMatchingBehavior<Progress> {
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final Terminal terminal;
    private final LiveBlock block;
    private final Scene scene = new Scene();
    private final long windowsPerUpdate;
    private int drawn;

    private Display(ActorContext<Progress> context, Terminal terminal, LiveBlock block, long windowsPerUpdate) {
        super(context);
        this.terminal = terminal;
        this.block = block;
        this.windowsPerUpdate = windowsPerUpdate;
    }

    /** @param windowsPerUpdate 1 on the real clock; more where windows pass faster than anyone can read */
    static Behavior<Progress> create(Simulation simulation, Terminal terminal, long windowsPerUpdate) {
        return Behaviors.setup(
                context -> new Display(context, terminal, new LiveBlock(simulation, terminal), windowsPerUpdate));
    }

    @Override
    public Behavior<Progress> onMessage(Progress progress) {
        switch (progress) {
            case Progress.Note note -> note(note.text());
            case Progress.Interval interval -> {
                scene.update(interval);
                if (terminal.interactive() && windowsPerUpdate == 1) {
                    redraw();
                }
            }
            case Progress.Judged judged -> {
                scene.update(judged);
                judged(judged.window());
            }
            case Progress.Faults faults -> scene.update(faults).forEach(this::note);
            case Progress.Over ignored -> {
                if (drawn > 0) {
                    redraw();
                }
            }
        }
        return this;
    }

    private void note(String text) {
        clear();
        terminal.out().println(Words.clock(scene.elapsed()) + "  " + text);
    }

    private void judged(Window window) {
        boolean due = (window.index() + 1) % windowsPerUpdate == 0 || window.index() + 1 == scene.windowCount();
        if (due && terminal.interactive()) {
            redraw();
        } else if (due) {
            terminal.out().println(line(window));
            terminal.out().flush();
        }
    }

    private void clear() {
        if (drawn > 0) {
            terminal.out().printf("\u001b[%dA\u001b[0J", drawn);
            drawn = 0;
        }
    }

    private void redraw() {
        clear();
        List<String> lines = block.lines(scene);
        terminal.out().print(NO_WRAP);
        lines.forEach(terminal.out()::println);
        terminal.out().print(WRAP);
        terminal.out().flush();
        drawn = lines.size();
    }

    private String line(Window window) {
        Histogram all = EndpointInterval.newHistogram();
        Histogram service = EndpointInterval.newHistogram();
        long requests = 0;
        long errors = 0;
        for (EndpointInterval endpoint : window.endpoints()) {
            all.add(endpoint.responseTime());
            service.add(endpoint.serviceTime());
            requests += endpoint.finished();
            errors += endpoint.errors();
        }
        long count = all.getTotalCount();
        return Words.clock(scene.elapsed()) + "  window " + (window.index() + 1) + " of " + scene.windowCount() + "  "
                + Words.counted(requests, "request") + ", " + Words.counted(errors, "error")
                + "  p50 " + Words.latency(all.getValueAtPercentile(50), count)
                + "  p95 " + Words.latency(all.getValueAtPercentile(95), count)
                + "  p99 " + Words.latency(all.getValueAtPercentile(99), count)
                + "  max " + Words.latency(all.getMaxValue(), count)
                + "  service p99 " + Words.latency(service.getValueAtPercentile(99), count)
                + "  sessions " + scene.sessionsOpen()
                + (window.generator().isFit()
                        ? ""
                        : "  UNFIT (" + String.join(", ", window.generator().unfit()) + ")")
                + "  " + tally(scene.findings());
    }

    /** {@code 9 PASS, 2 INCONCLUSIVE}, or which criteria fail. */
    private static String tally(List<Finding> findings) {
        String failing = findings.stream()
                .filter(finding -> finding.state() == State.FAIL)
                .map(finding -> finding.criterion() + " " + finding.subject())
                .collect(Collectors.joining(", "));
        String counts = Arrays.stream(State.values())
                .map(state -> count(findings, state) + " " + state)
                .filter(text -> !text.startsWith("0 "))
                .collect(Collectors.joining(", "));
        return failing.isEmpty() ? counts : counts + ": " + failing;
    }

    private static long count(List<Finding> findings, State state) {
        return findings.stream().filter(finding -> finding.state() == state).count();
    }
}
