package dev.wringer.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Session churn: many sessions, each a start, steps at intervals, and a stop.
 *
 * @param start opens the session, usually extracting its id
 * @param socket when given, a WebSocket is opened after the start and closed before the stop; message steps go over it
 * @param steps repeated in order, one per {@code every}, until the session's length is over
 * @param length from the end of the start to the beginning of the stop
 * @param grace a session that is not closed this long after its stop began is stuck
 * @param liveMax arrivals that would exceed this many live sessions are counted as not sent
 */
public record SessionFlow(
        String name,
        String to,
        Request start,
        Optional<Request> socket,
        List<Step> steps,
        Distribution every,
        Request stop,
        Distribution length,
        Arrivals.Open arrivals,
        Duration timeout,
        Duration grace,
        int liveMax,
        Optional<Feeder> feeder) {

    public SessionFlow {
        steps = List.copyOf(steps);
        InvalidValue.unless(timeout.isPositive(), "timeout", "timeout of " + timeout, "a positive duration");
        InvalidValue.unless(grace.isPositive(), "grace", "grace of " + grace, "a positive duration");
        InvalidValue.unless(
                liveMax >= 1 && liveMax <= 1_000_000, "live-max", liveMax + " live sessions", "1 to 1,000,000");
        InvalidValue.unless(
                socket.isPresent() || steps.stream().noneMatch(Step.Message.class::isInstance),
                "steps",
                "a message step without a socket",
                "`socket` beside the steps");
    }

    /** What a session does between start and stop. */
    public sealed interface Step {
        String endpoint();

        /** A request of its own. */
        record Call(Request request) implements Step {
            @Override
            public String endpoint() {
                return request.endpoint();
            }
        }

        /**
         * A text over the session's WebSocket.
         *
         * @param expect the step is done when a text that contains this comes back; empty: any text
         */
        record Message(String endpoint, Template text, Template expect) implements Step {}
    }
}
