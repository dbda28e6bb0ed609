package dev.wringer.core.model;

import static dev.wringer.core.model.InWords.millis;
import static dev.wringer.core.model.InWords.percent;

import java.time.Duration;
import java.util.Locale;

/** A fault of the connections to a service, put there by a proxy in the path. */
public sealed interface ConnectionFault extends Fault {
    /** The share of connections that have it, above 0, at most 1; drawn per connection, from the seed. */
    double share();

    /** Which way the bytes go that a fault acts on. */
    enum Direction {
        /** From the client to the service. */
        REQUESTS,
        /** From the service to the client. */
        RESPONSES,
        BOTH;

        public boolean includes(Direction one) {
            return this == BOTH || this == one;
        }

        String words() {
            return this == BOTH ? "both ways" : "of " + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Bytes come later by {@code delay}, give or take up to {@code jitter}; bandwidth stays. */
    record Latency(Duration delay, Duration jitter, Direction direction, double share) implements ConnectionFault {
        public Latency {
            InvalidValue.unless(delay.isPositive(), "delay", "delay of " + delay, "a positive duration");
            InvalidValue.unless(
                    !jitter.isNegative() && jitter.compareTo(delay) <= 0,
                    "jitter",
                    "jitter of " + jitter,
                    "0 up to the delay, " + delay);
            InvalidValue.unlessShare(share);
        }

        @Override
        public String kind() {
            return "latency";
        }

        @Override
        public String words() {
            String more = jitter.isZero() ? "" : ", " + millis(jitter) + " of jitter";
            return "latency of " + millis(delay) + more + ", " + direction.words() + ofConnections(share);
        }

        @Override
        public Fault milder(double severity) {
            return new Latency(scaled(delay, severity), scaled(jitter, severity), direction, share);
        }
    }

    /** At most so many bytes a second per connection and direction (token bucket). */
    record Bandwidth(long bytesPerSecond, Direction direction, double share) implements ConnectionFault {
        public Bandwidth {
            InvalidValue.unless(
                    bytesPerSecond >= 1_000, "rate", "bandwidth of " + bytesPerSecond + " B/s", "1 kB/s or more");
            InvalidValue.unlessShare(share);
        }

        @Override
        public String kind() {
            return "bandwidth";
        }

        @Override
        public String words() {
            return "bandwidth of " + bytesPerSecond + " B/s, " + direction.words() + ofConnections(share);
        }

        @Override
        public Fault milder(double severity) {
            return new Bandwidth((long) (bytesPerSecond / severity), direction, share);
        }
    }

    /** Bytes come in slices of this size, {@code every} one after the other. */
    record Slicer(int bytes, Duration every, Direction direction, double share) implements ConnectionFault {
        public Slicer {
            InvalidValue.unless(bytes >= 1, "bytes", "slices of " + bytes + " bytes", "1 or more");
            InvalidValue.unless(!every.isNegative(), "every", "every " + every, "a duration of 0 or more");
            InvalidValue.unlessShare(share);
        }

        @Override
        public String kind() {
            return "slicer";
        }

        @Override
        public String words() {
            return "slices of " + bytes + " bytes every " + millis(every) + ", " + direction.words()
                    + ofConnections(share);
        }
    }

    /** The end of a connection is passed on late. */
    record SlowClose(Duration delay, double share) implements ConnectionFault {
        public SlowClose {
            InvalidValue.unless(delay.isPositive(), "delay", "delay of " + delay, "a positive duration");
            InvalidValue.unlessShare(share);
        }

        @Override
        public String kind() {
            return "slow-close";
        }

        @Override
        public String words() {
            return "connections close " + millis(delay) + " late" + ofConnections(share);
        }

        @Override
        public Fault milder(double severity) {
            return new SlowClose(scaled(delay, severity), share);
        }
    }

    /**
     * A black hole: connections are accepted and stay open, what is sent is swallowed. At its end connections that lost bytes are
     * closed.
     */
    record BlackHole(Direction direction, double share) implements ConnectionFault {
        public BlackHole {
            InvalidValue.unlessShare(share);
        }

        @Override
        public String kind() {
            return "black-hole";
        }

        @Override
        public String words() {
            return "a black hole, " + direction.words() + ofConnections(share);
        }
    }

    /** A connection is closed after this many bytes, counted from the fault's begin or its own. */
    record LimitData(long bytes, Direction direction, double share) implements ConnectionFault {
        public LimitData {
            InvalidValue.unless(bytes >= 0, "bytes", "limit of " + bytes + " bytes", "0 or more");
            InvalidValue.unlessShare(share);
        }

        @Override
        public String kind() {
            return "limit-data";
        }

        @Override
        public String words() {
            return "connections end after " + bytes + " bytes, " + direction.words() + ofConnections(share);
        }
    }

    /** Nobody listens: new connections are refused; those that are open go on. */
    record Refuse() implements ConnectionFault {
        @Override
        public double share() {
            return 1;
        }

        @Override
        public String kind() {
            return "refuse";
        }

        @Override
        public String words() {
            return "connections refused";
        }
    }

    /** Connections, also idle ones that are open already, are reset (RST), and new ones as soon as they come. */
    record Reset(double share) implements ConnectionFault {
        public Reset {
            InvalidValue.unlessShare(share);
        }

        @Override
        public String kind() {
            return "reset";
        }

        @Override
        public String words() {
            return "connections reset" + ofConnections(share);
        }

        @Override
        public Fault milder(double severity) {
            return new Reset(share * severity);
        }
    }

    private static Duration scaled(Duration duration, double severity) {
        return Duration.ofNanos(Math.max(1_000_000, (long) (duration.toNanos() * severity) / 1_000_000 * 1_000_000));
    }

    private static String ofConnections(double share) {
        return share == 1 ? "" : ", " + percent(share) + " of connections";
    }
}
