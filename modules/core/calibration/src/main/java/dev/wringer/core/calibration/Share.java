package dev.wringer.core.calibration;

import dev.wringer.core.statistics.ClopperPearson;

/** How many of several trials, and the exact interval of 95 % (Clopper and Pearson 1934) for the share behind it. */
public record Share(long hits, long trials) {
    private static final double ALPHA_EACH_SIDE = 0.025;

    /** 0 to 1; 0 without trials. */
    public double value() {
        return trials == 0 ? 0 : (double) hits / trials;
    }

    public double lower() {
        return trials == 0 ? 0 : ClopperPearson.lower(hits, trials, ALPHA_EACH_SIDE);
    }

    public double upper() {
        return trials == 0 ? 1 : ClopperPearson.upper(hits, trials, ALPHA_EACH_SIDE);
    }
}
