package dev.wringer.adapters.simulated;

import java.util.Optional;

/**
 * What work or a call comes to.
 *
 * @param nanos until it is over
 * @param failed whether it fails then
 * @param stuckOn the fault that keeps it from being over
 */
record Reply(long nanos, boolean failed, Optional<String> stuckOn) {
    static Reply after(long nanos) {
        return new Reply(nanos, false, Optional.empty());
    }

    static Reply failedAfter(long nanos) {
        return new Reply(nanos, true, Optional.empty());
    }

    static Reply stuckOn(String fault) {
        return new Reply(0, false, Optional.of(fault));
    }

    boolean isOver() {
        return failed || stuckOn.isPresent();
    }

    /** This, and then the other. */
    Reply then(Reply next) {
        return new Reply(nanos + next.nanos, next.failed, next.stuckOn);
    }
}
