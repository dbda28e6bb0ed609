package dev.wringer.adapters.process;

/** Why a service cannot be started, in words for the one who wrote the simulation. */
final class CannotStart extends Exception {
    private static final long serialVersionUID = 1;

    CannotStart(String reason) {
        super(reason);
    }
}
