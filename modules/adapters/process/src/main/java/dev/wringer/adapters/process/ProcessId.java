package dev.wringer.adapters.process;

/**
 * One process and no later one with the same number: pid and start time, field 22 of {@code /proc/<pid>/stat}
 * (proc(5)).
 *
 * @param startTicks clock ticks from the boot of the host
 */
record ProcessId(long pid, long startTicks) {
    @Override
    public String toString() {
        return pid + "@" + startTicks;
    }
}
