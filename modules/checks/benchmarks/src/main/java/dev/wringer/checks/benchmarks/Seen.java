package dev.wringer.checks.benchmarks;

import dev.wringer.core.judge.State;

/**
 * What the judge said of one run.
 *
 * @param hours into the run when it said so for good; infinite when only the end of the run decided, or nothing did
 */
record Seen(State state, double hours) {}
