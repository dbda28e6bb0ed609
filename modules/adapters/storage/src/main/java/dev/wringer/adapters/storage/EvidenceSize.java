package dev.wringer.adapters.storage;

import dev.wringer.core.judge.JudgePlan;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.model.Simulation;

/**
 * How much disk the evidence of a run will take, about: what a histogram takes was measured with log-normal response times, and depends on
 * how far they spread.
 *
 * @param histograms bytes of {@code latencies.hlog}
 * @param windows bytes of {@code windows.csv}, and of the report that is made of it
 */
public record EvidenceSize(long histograms, long windows) {
    private static final double LINE_BYTES = 90;
    private static final double SQUARE_ROOT_BYTES = 30;
    private static final double MANY = 3_000;
    private static final double DECADE_BYTES = 2_050;
    private static final double SEND_DELAY_SHARE = 0.3;
    /** How fast users come back is not known before. */
    private static final double OF_USERS = 1_000;

    private static final long ROW_BYTES = 300;
    private static final double REPORT_SHARE = 0.4;

    /** @param measured on the real clock, where requests are a little late, which has histograms of its own */
    public static EvidenceSize of(Simulation simulation, JudgePlan plan, boolean measured) {
        double intervals = Math.ceil(
                (double) simulation.duration().toNanos() / simulation.interval().toNanos());
        long usual = plan.offered().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse((long) (intervals * OF_USERS));
        double histograms = 0;
        for (EndpointId endpoint : plan.timeouts().keySet()) {
            double requests = plan.offered().getOrDefault(endpoint, usual) / intervals;
            double each = LINE_BYTES + histogram(requests);
            double filled = Math.min(intervals, requests * intervals);
            histograms += filled * each * (measured ? 2 + SEND_DELAY_SHARE : 2);
        }
        long rows = simulation.windowCount()
                * Math.max(plan.timeouts().size(), simulation.services().size());
        return new EvidenceSize((long) histograms, (long) (rows * ROW_BYTES * (1 + REPORT_SHARE)));
    }

    public long bytes() {
        return histograms + windows;
    }

    /** Encoded. */
    private static double histogram(double requests) {
        return requests <= MANY
                ? SQUARE_ROOT_BYTES * Math.sqrt(requests)
                : SQUARE_ROOT_BYTES * Math.sqrt(MANY) + DECADE_BYTES * StrictMath.log10(requests / MANY);
    }
}
