package dev.wringer.adapters.process;

import dev.wringer.engine.run.Injection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * The soft limit of all processes of a service on open files is lowered, never below what one has open; the hard limit stays, so
 * that it can be restored. Processes that are started meanwhile inherit the limit, and are given back that of the first process
 * of the service.
 */
final class FileLimiting implements Injection {
    private static final int ROUNDS_MAX = 5;

    private final String id;
    private final Victim victim;
    private final Ledger ledger;
    private final long files;
    private final SortedMap<Long, Lowered> lowered = new ConcurrentSkipListMap<>();
    private final Queue<ProcessId> spared = new ConcurrentLinkedQueue<>();
    private volatile Optional<Incarnation> limited = Optional.empty();

    private record Lowered(SoftLimit old, Ledger.Entry entry) {}

    FileLimiting(String id, Victim victim, Ledger ledger, long files) {
        this.id = id;
        this.victim = victim;
        this.ledger = ledger;
        this.files = files;
    }

    @Override
    public void apply() throws Failed {
        Incarnation incarnation = victim.incarnation();
        requireRoom(incarnation);
        limited = Optional.of(incarnation);
        limits().filter(it -> !it.isAbove(files)).forEach(it -> spared.add(it.process()));
        try {
            // While one process is limited another that is not may start a third.
            List<SoftLimit> higher = higher();
            for (int round = 0; !higher.isEmpty() && round < ROUNDS_MAX; round++) {
                for (SoftLimit old : higher) {
                    lower(old);
                }
                higher = higher();
            }
        } catch (IOException e) {
            throw new Failed("the limit cannot be set: " + e.getMessage(), e);
        }
        if (lowered.isEmpty()) {
            throw new Failed("no process of " + victim.service() + " may open more than " + files + " files anyway");
        }
    }

    private void requireRoom(Incarnation incarnation) throws Failed {
        for (ProcessEntry entry : incarnation.family().search()) {
            int open = entry.openFiles().map(List::size).orElse(0);
            if (open > files) {
                throw new Failed(
                        entry + " has " + open + " files open already; a limit of " + files + " is below that");
            }
        }
    }

    private void lower(SoftLimit old) throws IOException {
        ProcessId process = old.process();
        var undo = new Undo.SoftFileLimit(process.pid(), process.startTicks(), old.value());
        lowered.put(process.pid(), new Lowered(old, ledger.record(id, undo)));
        new SoftLimit(process, Long.toString(files)).set();
    }

    @Override
    public Observation observe() {
        List<SoftLimit> limits = limits().toList();
        boolean all = !limits.isEmpty() && limits.stream().noneMatch(it -> it.isAbove(files));
        return new Observation(all, words(limits));
    }

    @Override
    public void remove() throws Failed {
        try {
            for (Lowered one : lowered.values()) {
                one.old().set();
                ledger.done(one.entry());
            }
            List<SoftLimit> heirs = heirs();
            for (int round = 0; !heirs.isEmpty() && round < ROUNDS_MAX; round++) {
                for (SoftLimit heir : heirs) {
                    new SoftLimit(heir.process(), oldOfFirst()).set();
                }
                heirs = heirs();
            }
        } catch (IOException e) {
            throw new Failed("the limit cannot be restored: " + e.getMessage(), e);
        }
    }

    private String oldOfFirst() {
        return lowered.get(lowered.firstKey()).old().value();
    }

    @Override
    public Observation observeGone() {
        boolean restored = lowered.values().stream()
                .map(Lowered::old)
                .allMatch(old -> SoftLimit.of(old.process())
                        .filter(now -> !now.equals(old))
                        .isEmpty());
        return new Observation(restored && heirs().isEmpty(), words(limits().toList()));
    }

    private List<SoftLimit> higher() {
        return limits().filter(it -> it.isAbove(files)).toList();
    }

    /** Those that inherited the limit, and still have it. */
    private List<SoftLimit> heirs() {
        return limits().filter(it ->
                        !lowered.isEmpty() && !lowered.containsKey(it.process().pid()))
                .filter(it -> !spared.contains(it.process()) && it.value().equals(Long.toString(files)))
                .toList();
    }

    private Stream<SoftLimit> limits() {
        return limited.stream()
                .flatMap(incarnation -> incarnation.family().search().stream())
                .flatMap(entry -> SoftLimit.of(entry.id()).stream());
    }

    private static String words(List<SoftLimit> limits) {
        return limits.isEmpty()
                ? "no process that was limited is there"
                : "soft limits of files: "
                        + limits.stream().map(SoftLimit::value).toList();
    }
}
