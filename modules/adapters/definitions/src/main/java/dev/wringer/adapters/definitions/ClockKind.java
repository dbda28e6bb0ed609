package dev.wringer.adapters.definitions;

import java.util.Locale;

/** Which of the two clocks a simulation runs on. */
public enum ClockKind {
    /** Real processes and sockets, in real time. */
    REAL,
    /** Modelled services, in virtual time. */
    VIRTUAL;

    /** As written in a simulation file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
