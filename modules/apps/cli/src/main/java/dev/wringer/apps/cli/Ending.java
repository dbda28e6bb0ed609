package dev.wringer.apps.cli;

import dev.wringer.adapters.storage.Manifest;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.SigningKey;
import dev.wringer.core.judge.State;
import dev.wringer.core.judge.Verdict;
import dev.wringer.engine.run.Run;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.Optional;

/** The last lines: verdict, reasons, run folder, and the command that repeats it. Signs the run, where there is a key. */
record Ending(Terminal terminal, RunFolder folder, String repeat, Optional<SigningKey> key) {
    static final int REASONS_MAX = 8;

    synchronized ExitCode print(Run.Result result) {
        PrintWriter out = terminal.out();
        key.filter(ignored -> Files.exists(folder.manifest())).ifPresent(it -> Manifest.sign(folder, it));
        result.left().forEach(left -> out.println("left behind: " + left));
        result.evidenceProblem().ifPresent(problem -> out.println("evidence incomplete: " + problem));
        folder.reduced().forEach(what -> out.println("evidence reduced: " + what));
        result.failure().ifPresent(failure -> out.println(trace(failure)));
        result.interrupted().ifPresent(why -> out.println("interrupted: " + why));
        verdict(terminal, result.verdict(), REASONS_MAX);
        out.println("run folder  " + folder.path());
        out.println("repeat      " + repeat);
        out.flush();
        return ExitCode.of(result);
    }

    static void verdict(Terminal terminal, Verdict verdict, int reasonsMax) {
        PrintWriter out = terminal.out();
        out.println();
        out.println(terminal.paint(paint(verdict.state()), verdict.state().name()));
        verdict.reasons().stream().limit(reasonsMax).forEach(reason -> out.println("  " + reason));
        int more = verdict.reasons().size() - reasonsMax;
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
