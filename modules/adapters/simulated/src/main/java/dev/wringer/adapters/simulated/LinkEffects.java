package dev.wringer.adapters.simulated;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.ConnectionFault.Direction;
import dev.wringer.core.model.HttpEffect;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.core.model.RandomStream;

/**
 * What one fault does to one message on a link. A message has a connection of its own, {@value #REQUEST_BYTES} bytes there and
 * {@value #RESPONSE_BYTES} bytes back, each in one packet.
 *
 * @param from the sender of the message
 */
record LinkEffects(ActiveFault active, String from, Message message, RandomStream random) {
    private static final long REQUEST_BYTES = 1_000;
    private static final long RESPONSE_BYTES = 4_000;
    private static final double NANOS_PER_SECOND = 1e9;
    /** The shortest time after which Linux sends a lost packet again; it doubles each time. */
    private static final long RETRANSMISSION_NANOS = 200_000_000;

    private static final int RETRANSMISSIONS_MAX = 15;

    static LinkEffects of(ActiveFault active, String from, Message message, RandomStream random) {
        return new LinkEffects(active, from, message, random);
    }

    Passage on(Passage passage) {
        return switch (active.fault()) {
            case ConnectionFault fault -> random.nextBoolean(fault.share()) ? connection(passage, fault) : passage;
            case HttpFault fault ->
                message.matches(fault) && random.nextBoolean(fault.share())
                        ? request(passage, fault.effect())
                        : passage;
            case NamespaceFault.Partition ignored -> passage.lostTo(active.id());
            case NamespaceFault.Shape shape -> shaped(passage, shape);
            case ProcessFault ignored -> passage;
            case MachineFault ignored -> passage;
        };
    }

    private Passage connection(Passage passage, ConnectionFault fault) {
        return switch (fault) {
            case ConnectionFault.Latency latency -> passage.later(delayNanos(latency));
            case ConnectionFault.Bandwidth bandwidth ->
                passage.later(transferNanos(bytes(bandwidth.direction()), bandwidth.bytesPerSecond()));
            case ConnectionFault.Slicer slicer ->
                passage.later(gaps(slicer) * slicer.every().toNanos());
            case ConnectionFault.SlowClose slow ->
                passage.closingLater(slow.delay().toNanos());
            case ConnectionFault.BlackHole ignored -> passage.lostTo(active.id());
            case ConnectionFault.LimitData limit ->
                isCutShort(limit) ? passage.ending(Outcome.RESET, "connection closed") : passage;
            case ConnectionFault.Refuse ignored -> passage.ending(Outcome.REFUSED, "connection refused");
            case ConnectionFault.Reset ignored -> passage.ending(Outcome.RESET, "connection reset");
        };
    }

    private long delayNanos(ConnectionFault.Latency latency) {
        long delay = 0;
        for (Direction one : Direction.values()) {
            if (one != Direction.BOTH && latency.direction().includes(one)) {
                double deviation = 2 * random.nextDouble() - 1;
                delay += latency.delay().toNanos()
                        + (long) (deviation * latency.jitter().toNanos());
            }
        }
        return delay;
    }

    private static long gaps(ConnectionFault.Slicer slicer) {
        return slices(Direction.REQUESTS, REQUEST_BYTES, slicer) + slices(Direction.RESPONSES, RESPONSE_BYTES, slicer);
    }

    /** Between the slices that go one way. */
    private static long slices(Direction way, long bytes, ConnectionFault.Slicer slicer) {
        return slicer.direction().includes(way) ? Math.ceilDiv(bytes, slicer.bytes()) - 1 : 0;
    }

    /** A connection carries message after message until its limit: some message meets the end. */
    private boolean isCutShort(ConnectionFault.LimitData limit) {
        return random.nextBoolean(Math.min(1, (double) bytes(limit.direction()) / Math.max(1, limit.bytes())));
    }

    private Passage request(Passage passage, HttpEffect effect) {
        return switch (effect) {
            case HttpEffect.Delay delay -> passage.later(delay.delay().toNanos());
            case HttpEffect.Status status -> answered(passage, status.status());
            case HttpEffect.Abort ignored -> passage.ending(Outcome.RESET, "connection reset");
            case HttpEffect.Header header ->
                message instanceof Message.Asked asked && asked.refuses(header.name(), header.value())
                        ? passage.spoiling(Outcome.FAILED_EXPECTATION, "another header " + header.name())
                        : passage.touching();
            case HttpEffect.Corrupt ignored ->
                message instanceof Message.Asked asked && !asked.readsTheBody()
                        ? passage.touching()
                        : passage.spoiling(Outcome.FAILED_EXPECTATION, "corrupt body");
            case HttpEffect.Truncate ignored -> passage.spoiling(Outcome.MALFORMED, "body cut in half");
        };
    }

    private Passage answered(Passage passage, int status) {
        return message instanceof Message.Asked asked && asked.expects(status)
                ? passage.ending(Outcome.OK, "")
                : passage.ending(Outcome.UNEXPECTED_STATUS, "status " + status);
    }

    /** What the service of the fault sends: requests over links from it, answers over links to it. */
    private Passage shaped(Passage passage, NamespaceFault.Shape shape) {
        boolean sendsRequests =
                active.planned().target().to().filter(from::equals).isPresent();
        long bytes = sendsRequests ? REQUEST_BYTES : RESPONSE_BYTES;
        long rate = shape.bytesPerSecond();
        Passage slower = passage.later(shape.delay().toNanos() + (rate > 0 ? transferNanos(bytes, rate) : 0));
        long wait = RETRANSMISSION_NANOS;
        for (int losses = 0; random.nextBoolean(shape.loss()); losses++) {
            if (losses == RETRANSMISSIONS_MAX) {
                return slower.lostTo(active.id());
            }
            slower = slower.later(wait);
            wait *= 2;
        }
        return slower;
    }

    private static long bytes(Direction direction) {
        return (direction.includes(Direction.REQUESTS) ? REQUEST_BYTES : 0)
                + (direction.includes(Direction.RESPONSES) ? RESPONSE_BYTES : 0);
    }

    private static long transferNanos(long bytes, long bytesPerSecond) {
        return (long) (bytes * NANOS_PER_SECOND / bytesPerSecond);
    }
}
