package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.engine.run.Injection.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Looks again and again, as the engine does, for at most 20 seconds. */
final class Eventually {
    private static final InstantSource SOURCE = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_EVERY_NANOS = 10_000_000;

    static Observation confirmed(Supplier<Observation> look) {
        Instant end = SOURCE.instant().plus(PATIENCE);
        Observation seen = look.get();
        while (!seen.confirmed() && SOURCE.instant().isBefore(end)) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            seen = look.get();
        }
        assertThat(seen.confirmed()).as(seen.evidence()).isTrue();
        return seen;
    }

    private Eventually() {}
}
