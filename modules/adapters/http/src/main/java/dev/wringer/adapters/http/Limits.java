package dev.wringer.adapters.http;

import java.time.Duration;

/**
 * What one target keeps at most.
 *
 * @param idleMax connections kept open without work, beyond which the one idle for longest is closed
 * @param idleTime a connection without work for this long is closed, before most servers would
 * @param answerBytesMax an answer whose body is needed may have this many bytes; a WebSocket text too
 */
record Limits(int idleMax, Duration idleTime, int answerBytesMax) {
    static final Limits DEFAULT = new Limits(1_024, Duration.ofSeconds(20), 16 << 20);
}
