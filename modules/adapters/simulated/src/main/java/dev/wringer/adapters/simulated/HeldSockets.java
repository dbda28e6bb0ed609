package dev.wringer.adapters.simulated;

/** Connections that a modelled service holds: open WebSockets, and one for each session that it never closes. */
final class HeldSockets {
    private long count;

    void opened() {
        count++;
    }

    void closed() {
        count--;
    }

    void allClosed() {
        count = 0;
    }

    long count() {
        return count;
    }
}
