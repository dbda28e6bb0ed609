package dev.wringer.adapters.process;

import dev.wringer.engine.run.Injection;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** All processes of a service are stopped (SIGSTOP), with all their threads. */
final class Pausing implements Injection {
    private static final int ROUNDS_MAX = 5;
    private static final char STOPPED = 'T';

    private final String id;
    private final Victim victim;
    private final Ledger ledger;
    private final SortedMap<Long, Stopped> stopped = new ConcurrentSkipListMap<>();

    private record Stopped(ProcessId process, Ledger.Entry entry) {}

    /**
     * What the stopped processes do now.
     *
     * @param processes that were stopped
     * @param running of these, those that still exist
     * @param all threads
     * @param still of these
     */
    private record Threads(int processes, int running, int all, long still) {
        String words() {
            return still + " of " + all + " threads are stopped; of " + processes + " processes " + running
                    + " are there";
        }
    }

    Pausing(String id, Victim victim, Ledger ledger) {
        this.id = id;
        this.victim = victim;
        this.ledger = ledger;
    }

    @Override
    public void apply() throws Failed {
        Family family = victim.incarnation().family();
        try {
            boolean more = true;
            // While one process is stopped another may start a third.
            for (int round = 0; more && round < ROUNDS_MAX; round++) {
                more = false;
                for (ProcessEntry entry : family.search()) {
                    more |= !entry.isZombie() && stop(entry.id());
                }
            }
        } catch (IOException e) {
            throw new Failed("the ledger cannot be written: " + e.getMessage(), e);
        }
    }

    private boolean stop(ProcessId process) throws IOException {
        if (stopped.containsKey(process.pid())) {
            return false;
        }
        Ledger.Entry entry = ledger.record(id, new Undo.Continue(process.pid(), process.startTicks()));
        stopped.put(process.pid(), new Stopped(process, entry));
        Signals.send(process, "STOP");
        return true;
    }

    @Override
    public Observation observe() {
        Threads threads = threads();
        return new Observation(threads.still() > 0 && threads.still() == threads.all(), threads.words());
    }

    @Override
    public void remove() throws Failed {
        try {
            for (Stopped one : List.copyOf(stopped.values())) {
                Signals.send(one.process(), "CONT");
                ledger.done(one.entry());
            }
        } catch (IOException e) {
            throw new Failed("the ledger cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public Observation observeGone() {
        Threads threads = threads();
        return new Observation(threads.still() == 0, threads.words());
    }

    private Threads threads() {
        List<ProcessId> processes = stopped.values().stream()
                .map(Stopped::process)
                .filter(Signals::isRunning)
                .toList();
        List<Character> states = processes.stream()
                .flatMap(process -> ProcessEntry.threadStates(process.pid()).stream())
                .toList();
        long still = states.stream().filter(state -> state == STOPPED).count();
        return new Threads(stopped.size(), processes.size(), states.size(), still);
    }
}
