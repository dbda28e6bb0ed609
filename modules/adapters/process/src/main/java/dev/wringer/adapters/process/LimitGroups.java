package dev.wringer.adapters.process;

import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The control groups of a run: one per service and controller that a fault of the schedule limits. A service is launched within
 * its groups, because memory stays charged to the group in which it was first used; until the fault they limit nothing.
 */
public final class LimitGroups implements AutoCloseable {
    private record Made(Cgroup group, Ledger.Entry entry) {}

    private final Ledger ledger;
    private final SortedMap<String, List<Made>> made = new TreeMap<>();

    private LimitGroups(Ledger ledger) {
        this.ledger = ledger;
    }

    /** @throws IOException if a group cannot be made; none is left then */
    public static LimitGroups open(List<PlannedFault> schedule, Ledger ledger) throws IOException {
        LimitGroups groups = new LimitGroups(ledger);
        try {
            for (PlannedFault planned : schedule) {
                switch (planned.fault()) {
                    case ProcessFault.CpuLimit ignored -> groups.make(planned, Cgroup.Kind.CPU);
                    case ProcessFault.MemoryLimit ignored -> groups.make(planned, Cgroup.Kind.MEMORY);
                    default -> {}
                }
            }
            return groups;
        } catch (IOException e) {
            groups.close();
            throw e;
        }
    }

    private void make(PlannedFault planned, Cgroup.Kind kind) throws IOException {
        String service = planned.target().to().orElseThrow();
        List<Made> ofService = made.computeIfAbsent(service, ignored -> new ArrayList<>());
        Cgroup group = Cgroup.named(kind, "wringer-" + ProcessHandle.current().pid() + "-" + service);
        if (ofService.stream().noneMatch(it -> it.group().equals(group))) {
            Ledger.Entry entry = ledger.record(planned.id(), new Undo.RemoveCgroup(group.folder()));
            ofService.add(new Made(group, entry));
            group.create();
        }
    }

    /** The groups that a service is to be launched within. */
    public List<Path> of(String service) {
        return made.getOrDefault(service, List.of()).stream()
                .map(it -> it.group().folder())
                .distinct()
                .toList();
    }

    /** After the services have ended. */
    @Override
    public void close() throws IOException {
        for (List<Made> ofService : made.values()) {
            for (Made one : ofService) {
                one.group().delete();
                ledger.done(one.entry());
            }
        }
        made.clear();
    }
}
