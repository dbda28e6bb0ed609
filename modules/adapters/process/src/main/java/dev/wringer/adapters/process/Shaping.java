package dev.wringer.adapters.process;

import dev.wringer.core.model.NamespaceFault;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A queueing discipline of the kernel on the interface of a service, inside its namespace, with which it goes: tbf for a rate
 * alone, netem for delay and loss. The evidence: traffic of our own over the same interface, and the kernel's counters.
 */
final class Shaping implements Injection {
    /** Two full packets; a bucket that holds less than one lets nothing pass. */
    private static final long BURST_BYTES_MIN = 3_200;
    /** The kernel fills the bucket some hundred times a second. */
    private static final long BURSTS_PER_SECOND = 50;

    private static final long TRANSFER_BYTES_MAX = 64L << 20;
    private static final double TOLERANCE = 1.3;

    private final Place place;
    private final NetworkPath path;
    private final NamespaceFault.Shape fault;
    private volatile boolean applied;

    Shaping(Place place, Place wringer, NamespaceFault.Shape fault, Clock clock) {
        this.place = place;
        this.fault = fault;
        path = new NetworkPath(place, wringer, clock);
    }

    @Override
    public void apply() throws Failed {
        try {
            tc("add", discipline());
            applied = true;
        } catch (IOException e) {
            throw new Failed("packets of " + place.name() + " cannot be shaped: " + e.getMessage(), e);
        }
    }

    private List<String> discipline() {
        long bits = 8 * fault.bytesPerSecond();
        if (!needsNetem(fault)) {
            return List.of("tbf", "rate", bits + "bit", "burst", burst() + "b", "latency", "500ms");
        }
        List<String> words = new ArrayList<>(List.of("netem", "limit", "100000"));
        if (!fault.delay().isZero()) {
            words.addAll(List.of("delay", fault.delay().toMillis() + "ms"));
        }
        if (fault.loss() > 0) {
            words.addAll(List.of("loss", 100 * fault.loss() + "%"));
        }
        if (bits > 0) {
            words.addAll(List.of("rate", bits + "bit"));
        }
        return words;
    }

    static boolean needsNetem(NamespaceFault.Shape fault) {
        return !fault.delay().isZero() || fault.loss() > 0;
    }

    private long burst() {
        return Math.max(BURST_BYTES_MIN, fault.bytesPerSecond() / BURSTS_PER_SECOND);
    }

    @Override
    public Observation observe() {
        return look(true);
    }

    @Override
    public Observation observeGone() {
        return place.exists() ? look(false) : new Observation(true, "its namespace is gone");
    }

    private Observation look(boolean shaped) {
        try {
            List<Observation> seen = new ArrayList<>();
            if (fault.bytesPerSecond() > 0) {
                seen.add(rate());
            }
            if (!fault.delay().isZero()) {
                seen.add(delay());
            }
            if (fault.loss() > 0) {
                seen.add(loss());
            }
            seen.add(counters());
            return new Observation(
                    seen.stream().allMatch(it -> it.confirmed() == shaped),
                    String.join("; ", seen.stream().map(Observation::evidence).toList()));
        } catch (IOException e) {
            return new Observation(false, "cannot be seen: " + e.getMessage());
        }
    }

    private Observation rate() throws IOException {
        long bytes = Math.min(TRANSFER_BYTES_MAX, 4 * burst() + fault.bytesPerSecond());
        double rate = path.bytesPerSecond(bytes, burst());
        return new Observation(rate <= TOLERANCE * fault.bytesPerSecond(), "%.0f B/s".formatted(rate));
    }

    private Observation delay() {
        double millis = path.millisToConnect();
        return new Observation(millis * TOLERANCE >= fault.delay().toMillis(), "%.1f ms to connect".formatted(millis));
    }

    private Observation loss() throws IOException {
        double lost = path.loss(fault.delay());
        double deviation = StrictMath.sqrt(fault.loss() * (1 - fault.loss()) / NetworkPath.DATAGRAMS);
        return new Observation(
                lost >= Math.max(1.0 / NetworkPath.DATAGRAMS, fault.loss() - 4 * deviation),
                "%.1f %% of datagrams lost".formatted(100 * lost));
    }

    private Observation counters() throws IOException {
        String shown = Tool.run(
                "tc", "-n", place.namespace().orElseThrow(), "-s", "qdisc", "show", "dev", Namespaces.INTERFACE);
        String counters = shown.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Sent"))
                .findFirst()
                .orElse("no counters");
        return new Observation(shown.contains("qdisc " + discipline().getFirst()), counters);
    }

    @Override
    public void remove() throws Failed {
        if (!applied) {
            return;
        }
        try {
            if (place.exists()) {
                tc("delete", List.of());
            }
            applied = false;
        } catch (IOException e) {
            throw new Failed("packets of " + place.name() + " stay shaped: " + e.getMessage(), e);
        }
    }

    private void tc(String act, List<String> discipline) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "tc", "-n", place.namespace().orElseThrow(), "qdisc", act, "dev", Namespaces.INTERFACE, "root"));
        command.addAll(discipline);
        Tool.run(command.toArray(String[]::new));
    }
}
