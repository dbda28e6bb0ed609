package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.statistics.BettingProcess;
import dev.wringer.core.statistics.WorstStretch;
import java.util.Optional;

/** The errors of one endpoint over the counted windows, and where they were. */
final class ErrorTally {
    private final double below;
    private final WorstStretch worst = new WorstStretch();
    private final BettingProcess blocks;
    private final BurnRate burn;
    private long finished;
    private long errors;
    private long startedUncounted;
    private long block = -1;
    private long blockFinished;
    private double fastestBurn;
    private long fastestAt;
    private long blockErrors;
    private Optional<Finding> proof = Optional.empty();

    ErrorTally(double below, Timeline timeline) {
        this.below = below;
        this.blocks = new BettingProcess(below);
        this.burn = new BurnRate(below, timeline);
    }

    /** Takes a counted interval; the block says which blocks of the run are judged as one observation. */
    void count(long window, long blockOfWindow, EndpointInterval interval) {
        if (blockOfWindow != block) {
            closeBlock();
            block = blockOfWindow;
        }
        long n = interval.finished();
        long k = interval.errors();
        finished += n;
        errors += k;
        blockFinished += n;
        blockErrors += k;
        worst.add(window, k - below * n);
        burn.add(window, n, k);
        double speed = burn.speed();
        if (speed > fastestBurn) {
            fastestBurn = speed;
            fastestAt = window;
        }
    }

    /** How many times as fast as the limit allows errors came at their worst; 0 when never noticeably. */
    double fastestBurn() {
        return fastestBurn;
    }

    long fastestAt() {
        return fastestAt;
    }

    void skip(EndpointInterval interval) {
        startedUncounted += interval.started();
    }

    void prove(Finding finding) {
        proof = Optional.of(finding);
    }

    Optional<Finding> proof() {
        return proof;
    }

    long finished() {
        return finished;
    }

    long errors() {
        return errors;
    }

    double rate() {
        return finished == 0 ? 0 : (double) errors / finished;
    }

    /** Requests begun in windows that do not count. */
    long startedUncounted() {
        return startedUncounted;
    }

    /** Evidence of the whole blocks so far. */
    double evidence() {
        return blocks.evidence();
    }

    WorstStretch worst() {
        return worst;
    }

    BurnRate burn() {
        return burn;
    }

    private void closeBlock() {
        if (blockFinished > 0) {
            blocks.observe((double) blockErrors / blockFinished);
        }
        blockFinished = 0;
        blockErrors = 0;
    }
}
