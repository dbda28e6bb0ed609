package dev.wringer.adapters.definitions;

import dev.wringer.core.model.InvalidValue;
import java.time.Duration;

/** Durations of flags, in the words of a simulation file. */
public final class Durations {
    private Durations() {}

    /** Such as {@code 60s}; {@link InvalidValue} says what is wrong with any other. */
    public static Duration read(String text) {
        return Quantities.duration(text);
    }
}
