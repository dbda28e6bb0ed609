package dev.wringer.adapters.process;

import dev.wringer.engine.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Run as a process of its own under a skewed clock: prints the time of day, and what a wait of 500 ms took in time and CPU. */
final class SkewSelfTest {
    static final long WAIT_MILLIS = 500;

    /** Prints milliseconds: the time of day, the length of the wait, the processor time of the process during the wait. */
    public static void main(String[] arguments) throws InterruptedException {
        Clock clock = Clock.machine();
        long nanos = clock.nanos();
        long cpuMillis = cpuMillis();
        boolean unused = new CountDownLatch(1).await(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        System.out.println(clock.instant().toEpochMilli() + " " + TimeUnit.NANOSECONDS.toMillis(clock.nanos() - nanos)
                + " " + (cpuMillis() - cpuMillis));
    }

    private static long cpuMillis() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    private SkewSelfTest() {}
}
