package dev.wringer.core.model;

import java.time.Duration;

/** What happens when a launched service exits by itself. Each restart is counted, whatever the policy. */
public sealed interface RestartPolicy {
    /** It stays down. */
    record Never() implements RestartPolicy {}

    /** It is started again after the back-off, as often as it takes. */
    record Always(Duration backOff) implements RestartPolicy {}

    /** It is started again, the back-off doubling each time, up to a number of times. */
    record Times(int restartsMax, Duration backOff) implements RestartPolicy {
        public Times {
            InvalidValue.unless(restartsMax >= 1, "restart", restartsMax + " restarts", "at least 1");
        }
    }
}
