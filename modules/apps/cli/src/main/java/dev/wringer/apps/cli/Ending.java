package dev.wringer.apps.cli;

import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.core.judge.State;
import dev.wringer.core.judge.Verdict;
import dev.wringer.engine.run.Run;
import java.io.PrintWriter;
import java.io.StringWriter;

/** The last lines: verdict, reasons, run folder, and the command that repeats it. */
record Ending(Terminal terminal, RunFolder folder, String repeat) {
    private static final int REASONS_MAX = 8;

    synchronized ExitCode print(Run.Result result) {
        PrintWriter out = terminal.out();
        result.left().forEach(left -> out.println("left behind: " + left));
        result.evidenceProblem().ifPresent(problem -> out.println("evidence incomplete: " + problem));
        result.failure().ifPresent(failure -> out.println(trace(failure)));
        result.interrupted().ifPresent(why -> out.println("interrupted: " + why));
        verdict(result.verdict());
        out.println("run folder  " + folder.path());
        out.println("repeat      " + repeat);
        out.flush();
        return ExitCode.of(result);
    }

    void verdict(Verdict verdict) {
        PrintWriter out = terminal.out();
        out.println();
        out.println(terminal.paint(paint(verdict.state()), verdict.state().name()));
        verdict.reasons().stream().limit(REASONS_MAX).forEach(reason -> out.println("  " + reason));
        int more = verdict.reasons().size() - REASONS_MAX;
        if (more > 0) {
            out.println("  and " + Words.counted(more, "more reason") + " in the report");
        }
    }

    private static Terminal.Paint paint(State state) {
        return switch (state) {
            case PASS, WARN -> Terminal.Paint.GREEN;
            case FAIL, INVALID -> Terminal.Paint.RED;
            case INCONCLUSIVE -> Terminal.Paint.YELLOW;
        };
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return "Wringer itself failed; please report this:" + System.lineSeparator() + text;
    }
}
