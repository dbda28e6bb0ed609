package dev.wringer.adapters.proxy;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;

/** A fault of the connections of one link; seen by a probe that has this fault alone, and surely. */
final class ConnectionInjection implements Injection {
    private static final int SILENT_MILLIS = 300;
    private static final int SLICES = 20;
    private static final long PROBE_MOST = 64 << 20;
    private static final double TRANSFER_SECONDS = 0.5;
    private static final double RATE_TOLERANCE = 0.3;
    private static final double SLACK_MILLIS = 150;
    private static final int ECHOES_LEAST = 2;
    private static final int ECHOES_MOST = 6;
    private static final double FAST = 50e6;

    private final Link link;
    private final PlannedFault planned;
    private final ConnectionFault fault;
    private final InetSocketAddress echo;
    private final Clock clock;

    ConnectionInjection(Link link, PlannedFault planned, ConnectionFault fault, InetSocketAddress echo, Clock clock) {
        this.link = link;
        this.planned = planned;
        this.fault = fault;
        this.echo = echo;
        this.clock = clock;
    }

    @Override
    public void apply() throws Failed {
        try {
            link.add(planned, fault);
        } catch (RuntimeException e) {
            throw new Failed(planned.words() + " cannot be applied: " + e.getMessage(), e);
        }
    }

    @Override
    public void remove() throws Failed {
        try {
            link.remove(planned.id());
        } catch (RuntimeException e) {
            throw new Failed(planned.words() + " cannot be removed: " + e.getMessage(), e);
        }
    }

    @Override
    public Observation observe() {
        Observation seen = look(true);
        return new Observation(seen.confirmed(), seen.evidence() + "; " + link.counted(planned.id()));
    }

    @Override
    public Observation observeGone() {
        return look(false);
    }

    private Observation look(boolean there) {
        try (Listener probed = link.probed(planned.id(), echo)) {
            InetSocketAddress address = fault instanceof ConnectionFault.Refuse ? link.address() : probed.address();
            return connected(address, there);
        } catch (RuntimeException e) {
            return new Observation(false, "no probe: " + e.getMessage());
        }
    }

    private Observation connected(InetSocketAddress address, boolean there) {
        try (Probe probe = new Probe(address, clock)) {
            return switch (fault) {
                case ConnectionFault.Latency it -> latency(probe, it, there);
                case ConnectionFault.Bandwidth it -> bandwidth(probe, it, there);
                case ConnectionFault.Slicer it -> slices(probe, it, there);
                case ConnectionFault.SlowClose it -> slowClose(probe, it, there);
                case ConnectionFault.BlackHole it -> blackHole(probe, there);
                case ConnectionFault.LimitData it -> limit(probe, it, there);
                case ConnectionFault.Refuse it -> new Observation(!there, "port " + address.getPort() + " accepts");
                case ConnectionFault.Reset it -> answered(probe, there);
            };
        } catch (ConnectException e) {
            return new Observation(there && fault instanceof ConnectionFault.Refuse, "connect: " + e.getMessage());
        } catch (IOException e) {
            boolean reset = String.valueOf(e.getMessage()).contains("reset");
            boolean resets = fault instanceof ConnectionFault.Reset || fault instanceof ConnectionFault.LimitData;
            return new Observation(there && reset && resets, "probe: " + e.getMessage());
        }
    }

    private static Observation latency(Probe probe, ConnectionFault.Latency fault, boolean there) throws IOException {
        int ways = ways(fault.direction());
        double planned = millis(fault.delay()) * ways;
        double jitter = millis(fault.jitter()) * ways;
        double fastest = Double.MAX_VALUE;
        double slowest = 0;
        boolean confirmed = false;
        for (int echo = 1; echo <= ECHOES_MOST && !(confirmed && echo > ECHOES_LEAST); echo++) {
            double millis = probe.echo(1).millis();
            fastest = Math.min(fastest, millis);
            slowest = Math.max(slowest, millis);
            confirmed = there
                    ? fastest >= planned - jitter
                            && fastest <= planned + jitter + SLACK_MILLIS
                            && slowest >= planned / 2
                    : fastest < Math.max(planned - jitter, planned / 2);
        }
        return new Observation(
                confirmed,
                String.format(
                        Locale.ROOT, "echoes after %.1f to %.1f ms, planned %.1f ms more", fastest, slowest, planned));
    }

    private static Observation bandwidth(Probe probe, ConnectionFault.Bandwidth fault, boolean there)
            throws IOException {
        // the first byte finds the bucket full
        probe.echo(1);
        long bytes = Math.min((long) (fault.bytesPerSecond() * TRANSFER_SECONDS), PROBE_MOST);
        double rate = probe.echo(bytes).bytesPerSecond();
        double share = rate / fault.bytesPerSecond();
        boolean slow = share <= 1 + RATE_TOLERANCE;
        return new Observation(
                there ? slow && share >= 1 - RATE_TOLERANCE : !slow || rate > FAST,
                String.format(
                        Locale.ROOT,
                        "%d bytes echoed at %.0f B/s, planned %d B/s",
                        bytes,
                        rate,
                        fault.bytesPerSecond()));
    }

    private static Observation slices(Probe probe, ConnectionFault.Slicer fault, boolean there) throws IOException {
        Probe.Echo echo = probe.echo((long) SLICES * fault.bytes());
        double least = millis(fault.every()) * (SLICES - 1);
        boolean sliced = echo.millis() >= least && echo.reads() > 1;
        return new Observation(
                sliced == there,
                String.format(
                        Locale.ROOT,
                        "%d slices in %d reads and %.1f ms, planned %.1f ms",
                        SLICES,
                        echo.reads(),
                        echo.millis(),
                        least));
    }

    private static Observation slowClose(Probe probe, ConnectionFault.SlowClose fault, boolean there)
            throws IOException {
        probe.echo(1);
        double end = probe.millisToEnd();
        double planned = 2 * millis(fault.delay());
        return new Observation(
                there ? end >= planned && end <= planned + SLACK_MILLIS : end < planned / 2,
                String.format(
                        Locale.ROOT,
                        "end answered after %.1f ms, planned %.1f ms later: both ends are late",
                        end,
                        planned));
    }

    private static Observation blackHole(Probe probe, boolean there) throws IOException {
        boolean silent = probe.silent(SILENT_MILLIS);
        return new Observation(silent == there, silent ? "neither data nor end in 300 ms" : "a byte came back");
    }

    private static Observation limit(Probe probe, ConnectionFault.LimitData fault, boolean there) throws IOException {
        long sent = Math.min(fault.bytes() + 1, PROBE_MOST);
        long back = probe.echo(sent).bytes();
        // cut on the way there, the connection ends with what has come back by then
        boolean exact = fault.direction() == ConnectionFault.Direction.RESPONSES;
        boolean limited = exact ? back == fault.bytes() : back <= fault.bytes();
        return new Observation(
                there ? limited : back == sent,
                String.format(Locale.ROOT, "%d of %d bytes came back, planned limit %d", back, sent, fault.bytes()));
    }

    private static Observation answered(Probe probe, boolean there) throws IOException {
        boolean back = probe.echo(1).bytes() == 1;
        return new Observation(
                there ? probe.reset() : back,
                back ? "a byte came back" : probe.reset() ? "reset" : "closed without a reset");
    }

    private static int ways(ConnectionFault.Direction direction) {
        return direction == ConnectionFault.Direction.BOTH ? 2 : 1;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
