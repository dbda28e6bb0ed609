package dev.wringer.adapters.process;

import dev.wringer.engine.time.Clock;
import java.io.IOException;

/** A service that prints the time of day, in seconds, for each line that it reads; run as a process of its own. */
final class Timekeeper {
    public static void main(String[] args) throws IOException {
        Clock clock = Clock.machine();
        while (System.in.read() >= 0) {
            System.out.println(clock.instant().getEpochSecond());
        }
    }

    private Timekeeper() {}
}
