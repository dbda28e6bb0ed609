package dev.wringer.apps.cli;

import dev.wringer.core.calibration.Score;
import dev.wringer.core.judge.State;

/** Shows how far the trials are: one line redrawn in place on a terminal, and a line for each scenario that is over. */
record TrialsDisplay(Terminal terminal) implements Trials.Watcher {
    private static final String LINE_CLEARED = "\r\u001b[2K";

    @Override
    public void progress(String scenario, int done, int trials) {
        if (terminal.interactive()) {
            terminal.out().print(LINE_CLEARED + scenario + ": " + done + " of " + trials);
            terminal.out().flush();
        }
    }

    @Override
    public void over(Score score) {
        String found = score.planted()
                ? score.rightReason().hits() + " FAIL for the right reason"
                : score.of(State.FAIL).hits() + " FAIL, " + score.passed().hits() + " PASS";
        terminal.out()
                .println((terminal.interactive() ? LINE_CLEARED : "") + score.scenario() + ": "
                        + Words.counted(score.trials().size(), "trial") + ", " + found);
        terminal.out().flush();
    }
}
