package dev.wringer.apps.cli;

import dev.wringer.core.judge.State;
import dev.wringer.engine.run.Run;

/** What a script is told. 99, 104 and 105 are k6's. */
enum ExitCode {
    PASS(0),
    /** Wringer itself failed. */
    BROKEN(70),
    FAIL(99),
    /** The simulation, a flag or the configuration is invalid; nothing was started. */
    INVALID_INPUT(104),
    /** Stopped from outside, after an orderly end. */
    STOPPED(105),
    /** Too little or too noisy data, a target that was never ready, a broken instrument. */
    NOT_JUDGED(120);

    final int number;

    ExitCode(int number) {
        this.number = number;
    }

    static ExitCode of(Run.Result result) {
        if (result.failure().isPresent()) {
            return BROKEN;
        }
        if (result.interrupted().isPresent()) {
            return STOPPED;
        }
        boolean proven =
                result.notStarted().isEmpty() && result.evidenceProblem().isEmpty();
        ExitCode judged = of(result.verdict().state());
        return proven || judged == FAIL ? judged : NOT_JUDGED;
    }

    static ExitCode of(State state) {
        return switch (state) {
            case PASS, WARN -> PASS;
            case FAIL -> FAIL;
            case INCONCLUSIVE, INVALID -> NOT_JUDGED;
        };
    }
}
