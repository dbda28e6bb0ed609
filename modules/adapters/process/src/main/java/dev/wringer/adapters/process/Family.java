package dev.wringer.adapters.process;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A launched service and all that came from it: its process group and session, their descendants, and whatever left
 * all of these but still carries the mark in its environment. Members are known by pid and start time, so that a
 * number that was given away again is never taken for one of them. Safe for use by many threads.
 */
final class Family {
    private final ProcessId leader;
    private final String mark;
    private final SortedMap<Long, ProcessEntry> members = new TreeMap<>();

    /** @param mark an assignment {@code NAME=value} that the leader was started with; no other process has it */
    Family(ProcessId leader, String mark) {
        this.leader = leader;
        this.mark = mark;
    }

    /** A process and what descends from it, at this moment; nothing when it is gone. */
    static Collection<ProcessEntry> descent(ProcessId ancestor) {
        SortedMap<Long, ProcessEntry> table = ProcessEntry.table();
        SortedMap<Long, ProcessEntry> found = new TreeMap<>();
        if (isIn(table, ancestor)) {
            found.put(ancestor.pid(), table.get(ancestor.pid()));
        }
        addDescendants(found, table);
        return List.copyOf(found.values());
    }

    /** Those found so far that still exist; does not look for new ones. */
    synchronized boolean hasKnownMembers() {
        return members.values().stream()
                .anyMatch(known -> ProcessEntry.read(known.pid())
                        .filter(now -> now.id().equals(known.id()))
                        .isPresent());
    }

    /** All members of this moment that can be found by who started whom. */
    synchronized Collection<ProcessEntry> refresh() {
        refresh(ProcessEntry.table());
        return List.copyOf(members.values());
    }

    /** All members of this moment, also those that only the mark gives away; reads the environment of every process. */
    synchronized Collection<ProcessEntry> search() {
        SortedMap<Long, ProcessEntry> table = ProcessEntry.table();
        refresh(table);
        table.values().stream()
                .filter(entry -> !members.containsKey(entry.pid()))
                .filter(entry -> entry.hasVariable(mark))
                .forEach(this::add);
        addDescendants(members, table);
        return List.copyOf(members.values());
    }

    /** Sends a signal to every member that is known. */
    synchronized void signal(String signal) {
        if (members.values().stream().anyMatch(entry -> entry.group() == leader.pid())) {
            Signals.sendToGroup(leader.pid(), signal);
        }
        members.values().stream()
                .filter(entry -> entry.group() != leader.pid())
                .forEach(entry -> Signals.send(entry.id(), signal));
    }

    private void refresh(SortedMap<Long, ProcessEntry> table) {
        members.values().removeIf(known -> !isIn(table, known.id()));
        members.replaceAll((pid, known) -> table.get(pid));
        // While a group or session exists the kernel gives its number to no new process.
        if (!table.containsKey(leader.pid()) || isIn(table, leader)) {
            table.values().stream()
                    .filter(entry -> entry.session() == leader.pid() || entry.group() == leader.pid())
                    .forEach(this::add);
        }
        addDescendants(members, table);
    }

    private static void addDescendants(SortedMap<Long, ProcessEntry> found, SortedMap<Long, ProcessEntry> table) {
        int before;
        do {
            before = found.size();
            table.values().stream()
                    .filter(entry -> found.containsKey(entry.parent()))
                    .forEach(entry -> found.put(entry.pid(), entry));
        } while (found.size() > before);
    }

    private void add(ProcessEntry entry) {
        members.put(entry.pid(), entry);
    }

    private static boolean isIn(Map<Long, ProcessEntry> table, ProcessId id) {
        ProcessEntry entry = table.get(id.pid());
        return entry != null && entry.id().equals(id);
    }
}
