package dev.wringer.targets.sonia;

import static dev.wringer.targets.sonia.ServiceName.PIPECAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.targets.sonia.SoniaInProcess.Reply;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefectiveServiceTest {
    private static final String START = "{\"user\":\"u\"}";

    @TempDir
    Path data;

    @Test
    void theShareOfErrorsIsThatOfItsDefect() {
        try (SoniaInProcess sonia = with("ERRORS", "10%")) {
            long failed = IntStream.range(0, 100)
                    .mapToObj(request -> sonia.get(PIPECAT, "/sessions"))
                    .filter(reply -> reply.status() == 500 && reply.code().equals("INTERNAL"))
                    .count();

            assertThat(failed).isBetween(9L, 11L);
            assertThat(sonia.get(PIPECAT, "/healthz").status()).isEqualTo(200);
        }
    }

    @Test
    void addedLatencyIsSeenByRequestsButNotByHealth() {
        try (SoniaInProcess sonia = with("LATENCY", "step:200ms@0s")) {
            Reply request = sonia.get(PIPECAT, "/sessions");
            Reply health = sonia.get(PIPECAT, "/healthz");

            assertThat(request.json().path("duration_ms").doubleValue()).isGreaterThan(195);
            assertThat(health.json().path("duration_ms").doubleValue()).isLessThan(195);
        }
    }

    @Test
    void inADeadlockRequestsNeverCompleteAndHealthStillDoes() {
        try (SoniaInProcess sonia = with("DEADLOCK", "@0s")) {
            CompletableFuture<Reply> request = sonia.postAsync(PIPECAT, "/session/start", START);

            assertThat(SoniaInProcess.eventually(() -> sonia.metric(PIPECAT, "sonia_requests_in_flight") == 2))
                    .isTrue();
            assertThat(sonia.get(PIPECAT, "/healthz").status()).isEqualTo(200);
            assertThat(request).isNotDone();
        }
    }

    @Test
    void anOutageTakesHealthWithIt() {
        try (SoniaInProcess sonia = with("OUTAGE", "@0s+1s")) {
            Reply health = sonia.get(PIPECAT, "/healthz");

            assertThat(health.status()).isEqualTo(503);
            assertThat(health.code()).isEqualTo("UNAVAILABLE");
            assertThat(sonia.post(PIPECAT, "/session/start", START).status()).isEqualTo(503);
            assertThat(SoniaInProcess.eventually(
                            () -> sonia.get(PIPECAT, "/healthz").status() == 200))
                    .isTrue();
        }
    }

    @Test
    void aCrashComesAtItsMoment() {
        try (SoniaInProcess sonia = with("CRASH", "@100ms")) {
            assertThat(sonia.crashed()).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void aLeakTakesMemoryOutsideTheHeap() {
        long before = directBytes();
        try (SoniaInProcess sonia = with("LEAK", "10MiB/s")) {
            assertThat(SoniaInProcess.eventually(() -> directBytes() - before > (4 << 20)))
                    .isTrue();
            assertThat(sonia.get(PIPECAT, "/healthz").status()).isEqualTo(200);
        }
    }

    private SoniaInProcess with(String name, String value) {
        return SoniaInProcess.defective(data, PIPECAT, Map.of("SONIA_DEFECT_" + name, value));
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
