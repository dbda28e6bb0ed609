package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Outcome;
import java.util.Optional;

/**
 * What becomes of a message and its answer on a link.
 *
 * @param touched whether any fault had to do with it
 * @param laterNanos by how much the answer is later
 * @param closesLaterNanos by how much its connection closes later, which nobody waits for
 * @param instead how it ends without reaching the service
 * @param spoilt how it ends when the service has answered it well
 * @param lostTo the fault that keeps it from ever being answered
 */
record Passage(
        boolean touched,
        long laterNanos,
        long closesLaterNanos,
        Optional<Ending> instead,
        Optional<Ending> spoilt,
        Optional<String> lostTo) {
    static final Passage CLEAR = new Passage(false, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());

    /** @param detail empty when it is well */
    record Ending(Outcome outcome, String detail) {}

    Passage later(long nanos) {
        return new Passage(true, laterNanos + nanos, closesLaterNanos, instead, spoilt, lostTo);
    }

    Passage closingLater(long nanos) {
        return new Passage(true, laterNanos, closesLaterNanos + nanos, instead, spoilt, lostTo);
    }

    Passage ending(Outcome outcome, String detail) {
        return new Passage(
                true, laterNanos, closesLaterNanos, Optional.of(new Ending(outcome, detail)), spoilt, lostTo);
    }

    Passage spoiling(Outcome outcome, String detail) {
        return new Passage(
                true, laterNanos, closesLaterNanos, instead, Optional.of(new Ending(outcome, detail)), lostTo);
    }

    Passage lostTo(String fault) {
        return new Passage(true, laterNanos, closesLaterNanos, instead, spoilt, Optional.of(fault));
    }

    /** The same, with a fault that changes nothing that matters to anybody. */
    Passage touching() {
        return later(0);
    }

    /** Nothing that comes after this fault on the way sees the message. */
    boolean isOver() {
        return instead.isPresent() || lostTo.isPresent();
    }
}
