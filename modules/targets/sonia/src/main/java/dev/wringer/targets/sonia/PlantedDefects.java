package dev.wringer.targets.sonia;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Says for each request what the planted defects do to it now. Shares are spread evenly, so that few requests show them. */
final class PlantedDefects {
    /** Steps of the golden ratio leave no pattern that could fall together with a pattern in the requests. */
    private static final double GOLDEN_STEP = 0.6180339887498949;

    private final Defects defects;
    private final LongSupplier nanoClock;
    private final long startedNanos;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong stops = new AtomicLong();

    PlantedDefects(Defects defects, LongSupplier nanoClock) {
        this.defects = defects;
        this.nanoClock = nanoClock;
        this.startedNanos = nanoClock.getAsLong();
    }

    Duration uptime() {
        return Duration.ofNanos(nanoClock.getAsLong() - startedNanos);
    }

    boolean isOutage() {
        return defects.outage().filter(outage -> outage.covers(uptime())).isPresent();
    }

    boolean isDeadlocked() {
        return defects.deadlockAfter()
                .filter(after -> uptime().compareTo(after) >= 0)
                .isPresent();
    }

    Duration delay() {
        return defects.slowness().at(uptime());
    }

    boolean failsNextRequest() {
        return hits(requests, defects.errorShare());
    }

    boolean keepsNextSessionOpen() {
        return hits(stops, defects.stuckSessionShare());
    }

    private static boolean hits(AtomicLong count, double share) {
        if (share == 0) {
            return false;
        }
        double position = count.getAndIncrement() * GOLDEN_STEP;
        return position - Math.floor(position) < share;
    }
}
