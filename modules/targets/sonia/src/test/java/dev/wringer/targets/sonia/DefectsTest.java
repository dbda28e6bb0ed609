package dev.wringer.targets.sonia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefectsTest {
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void thereAreNoneUnlessAskedFor() {
        assertThat(Defects.read(Map.of("PATH", "/bin", "SONIA_DEFECT_LEAK", "")))
                .isEqualTo(Defects.NONE);
    }

    @Test
    void aLeakIsARate() {
        assertThat(Defects.read(Map.of("SONIA_DEFECT_LEAK", "1MiB/s")).leakBytesPerSecond())
                .isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @CsvSource({
        "LEAK, 1MiB", "LEAK, fast/s", "ERRORS, 5", "ERRORS, 105%", "STUCK_SESSIONS, some", "LATENCY, 200ms",
        "LATENCY, step:200ms", "LATENCY, creep:10ms", "DEADLOCK, 30s", "CRASH, @30", "OUTAGE, @30s", "OUTAGE, 30s+20s",
        "TYPO, 1"
    })
    void whatCannotBeMeantIsAnErrorThatNamesTheVariable(String name, String value) {
        assertThatThrownBy(() -> Defects.read(Map.of("SONIA_DEFECT_" + name, value)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("SONIA_DEFECT_" + name);
    }

    @Test
    void aStepInLatencyComesAtItsMoment() {
        PlantedDefects defects = planted("LATENCY", "step:200ms@30s");

        assertThat(after(Duration.ofSeconds(29), defects).delay()).isZero();
        assertThat(after(Duration.ofSeconds(30), defects).delay()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aCreepInLatencyGrowsWithTheUptime() {
        PlantedDefects defects = planted("LATENCY", "creep:10ms/s");

        assertThat(after(Duration.ofSeconds(5), defects).delay()).isEqualTo(Duration.ofMillis(50));
        assertThat(after(Duration.ofMinutes(1), defects).delay()).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void anOutageBeginsAndEnds() {
        PlantedDefects defects = planted("OUTAGE", "@30s+20s");

        assertThat(after(Duration.ofSeconds(29), defects).isOutage()).isFalse();
        assertThat(after(Duration.ofSeconds(30), defects).isOutage()).isTrue();
        assertThat(after(Duration.ofSeconds(49), defects).isOutage()).isTrue();
        assertThat(after(Duration.ofSeconds(50), defects).isOutage()).isFalse();
    }

    @Test
    void aDeadlockBeginsAndStays() {
        PlantedDefects defects = planted("DEADLOCK", "@30s");

        assertThat(after(Duration.ofSeconds(29), defects).isDeadlocked()).isFalse();
        assertThat(after(Duration.ofDays(2), defects).isDeadlocked()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"5%, 1000, 50", "10%, 200, 20", "0.5%, 2000, 10", "100%, 10, 10"})
    void aShareIsSpreadEvenlyOverTheRequests(String share, int requests, int expected) {
        PlantedDefects defects = planted("ERRORS", share);

        long failed = IntStream.range(0, requests)
                .filter(request -> defects.failsNextRequest())
                .count();
        assertThat(failed).isBetween(expected - 1L, expected + 1L);
    }

    private PlantedDefects planted(String name, String value) {
        return new PlantedDefects(Defects.read(Map.of("SONIA_DEFECT_" + name, value)), nanos::get);
    }

    private PlantedDefects after(Duration uptime, PlantedDefects defects) {
        nanos.set(uptime.toNanos());
        return defects;
    }
}
