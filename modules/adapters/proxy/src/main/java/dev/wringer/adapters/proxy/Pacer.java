package dev.wringer.adapters.proxy;

/** Says when the next bytes of a way may go, and how many at once. */
sealed interface Pacer {
    /** In nanoseconds of the clock. */
    long next();

    int most();

    void sent(int bytes, long now);

    /** A token bucket that holds what 20 ms let through. */
    final class Bucket implements Pacer {
        private static final long DEPTH_NANOS = 20_000_000;
        private static final int PIECES_PER_SECOND = 100;
        private static final double NANOS = 1e9;

        private final long bytesPerSecond;
        private long next;

        Bucket(long bytesPerSecond, long now) {
            this.bytesPerSecond = bytesPerSecond;
            this.next = now;
        }

        @Override
        public long next() {
            return next;
        }

        @Override
        public int most() {
            return (int) Math.min(Integer.MAX_VALUE, bytesPerSecond / PIECES_PER_SECOND);
        }

        @Override
        public void sent(int bytes, long now) {
            next = Math.max(next, now - DEPTH_NANOS) + (long) (bytes * NANOS / bytesPerSecond);
        }
    }

    /** Slices of one size, one after the other. */
    final class Slices implements Pacer {
        private final int bytes;
        private final long everyNanos;
        private long next;

        Slices(int bytes, long everyNanos, long now) {
            this.bytes = bytes;
            this.everyNanos = everyNanos;
            this.next = now;
        }

        @Override
        public long next() {
            return next;
        }

        @Override
        public int most() {
            return bytes;
        }

        @Override
        public void sent(int sent, long now) {
            next = now + everyNanos;
        }
    }
}
