package dev.wringer.adapters.proxy;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.RandomStream;
import java.util.Optional;

/** What a fault does to one way of one connection. */
sealed interface Effect {
    record Late(long delayNanos, long jitterNanos, RandomStream draws) implements Effect {
        long drawn() {
            return delayNanos + (long) (jitterNanos * (2 * draws.nextDouble() - 1));
        }
    }

    record Paced(Pacer pacer) implements Effect {}

    record LateEnd(long nanos) implements Effect {}

    record Swallowed() implements Effect {}

    /** Counts down to the byte after which the connection ends. */
    final class Limited implements Effect {
        private long left;

        Limited(long bytes) {
            left = bytes;
        }

        /** How many of these bytes may pass. */
        int pass(int bytes) {
            int passed = (int) Math.min(left, bytes);
            left -= passed;
            return passed;
        }

        boolean spent() {
            return left == 0;
        }
    }

    /** Empty: none on bytes of that direction. */
    static Optional<Effect> of(ConnectionFault fault, ConnectionFault.Direction way, RandomStream draws, long now) {
        return switch (fault) {
            case ConnectionFault.Latency it ->
                when(
                        it.direction(),
                        way,
                        new Late(it.delay().toNanos(), it.jitter().toNanos(), draws));
            case ConnectionFault.Bandwidth it ->
                when(it.direction(), way, new Paced(new Pacer.Bucket(it.bytesPerSecond(), now)));
            case ConnectionFault.Slicer it ->
                when(
                        it.direction(),
                        way,
                        new Paced(new Pacer.Slices(it.bytes(), it.every().toNanos(), now)));
            case ConnectionFault.SlowClose it ->
                Optional.of(new LateEnd(it.delay().toNanos()));
            case ConnectionFault.BlackHole it -> when(it.direction(), way, new Swallowed());
            case ConnectionFault.LimitData it -> when(it.direction(), way, new Limited(it.bytes()));
            case ConnectionFault.Refuse it -> Optional.empty();
            case ConnectionFault.Reset it -> Optional.empty();
        };
    }

    private static Optional<Effect> when(
            ConnectionFault.Direction direction, ConnectionFault.Direction way, Effect effect) {
        return direction.includes(way) ? Optional.of(effect) : Optional.empty();
    }
}
