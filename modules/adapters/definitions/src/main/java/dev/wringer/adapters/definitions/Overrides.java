package dev.wringer.adapters.definitions;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line says differently from the file.
 *
 * @param set keys relative to {@code simulation}, and their values in HOCON syntax; of two, the later wins
 * @param clock must be one that the simulation can run on
 */
public record Overrides(
        Map<String, String> set, Optional<Long> seed, Optional<Duration> duration, Optional<ClockKind> clock) {
    public static final Overrides NONE =
            new Overrides(new LinkedHashMap<>(), Optional.empty(), Optional.empty(), Optional.empty());

    public Overrides {
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    }
}
