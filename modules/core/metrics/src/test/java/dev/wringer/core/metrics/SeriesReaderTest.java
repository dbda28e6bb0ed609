package dev.wringer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Figure;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesReaderTest {
    private static final EndpointId CHAT = new EndpointId("gateway", "/v1/chat");
    private static final Instant START = Instant.parse("2026-02-08T00:00:00Z");

    private static Window window(long index, EndpointInterval endpoint, ServiceInterval service) {
        Duration length = Duration.ofMinutes(1);
        return new Window(
                index,
                START.plus(length.multipliedBy(index)),
                START.plus(length.multipliedBy(index + 1)),
                length.multipliedBy(index + 1).toNanos(),
                Phase.STEADY,
                List.of(endpoint),
                List.of(service),
                GeneratorInterval.UNMEASURED,
                List.of());
    }

    /** So many requests of 10 ms, and of 100 ms those that failed. */
    private static EndpointInterval requests(int ok, int errors) {
        EndpointInterval interval = new EndpointInterval(CHAT);
        for (int i = 0; i < ok + errors; i++) {
            interval.recordStart();
            interval.recordEnd(i < ok ? Outcome.OK : Outcome.TIMEOUT, 0, 0, i < ok ? 10_000_000 : 100_000_000);
        }
        interval.recordInFlight(3, 1);
        return interval;
    }

    private static ServiceInterval service(OptionalDouble memory, long checks, Map<String, Double> gauges) {
        return new ServiceInterval(
                "gateway",
                7000,
                memory,
                OptionalDouble.empty(),
                OptionalDouble.of(150),
                OptionalLong.of(12),
                OptionalLong.empty(),
                5,
                0,
                2,
                OptionalDouble.empty(),
                checks,
                1,
                new TreeMap<>(gauges));
    }

    private static Window usual() {
        return window(0, requests(90, 10), service(OptionalDouble.of(128), 10, Map.of("depth{q=\"a of b\"}", 4.0)));
    }

    private static Optional<Double> value(Figure figure, String subject, Window window) {
        return new SeriesReader(new Series(figure, subject), OptionalLong.of(512L << 20))
                .read(window)
                .map(Sample::value);
    }

    @Test
    void figuresOfAService() {
        assertThat(value(Figure.OfService.MEMORY, "gateway", usual())).contains(128.0);
        assertThat(value(Figure.OfService.MEMORY_FLOOR, "gateway", usual())).contains(128.0);
        assertThat(value(Figure.OfService.MEMORY_USAGE, "gateway", usual())).contains(0.25);
        assertThat(value(Figure.OfService.CPU, "gateway", usual())).contains(1.5);
        assertThat(value(Figure.OfService.OPEN_FILES, "gateway", usual())).contains(12.0);
        assertThat(value(Figure.OfService.SESSIONS_OPEN, "gateway", usual())).contains(5.0);
        assertThat(value(Figure.OfService.RESTARTS, "gateway", usual())).contains(2.0);
        assertThat(value(Figure.OfService.AVAILABILITY, "gateway", usual())).contains(0.9);
        assertThat(value(new Figure.Gauge("depth{q=\"a of b\"}"), "gateway", usual()))
                .contains(4.0);
    }

    @Test
    void figuresOfAnEndpoint() {
        String chat = CHAT.toString();
        assertThat(value(Figure.OfEndpoint.RATE, chat, usual())).contains(100 / 60.0);
        assertThat(value(Figure.OfEndpoint.ERROR_RATE, chat, usual())).contains(0.1);
        assertThat(value(Figure.OfEndpoint.SUCCESS_RATE, chat, usual())).contains(0.9);
        assertThat(value(Figure.OfEndpoint.IN_FLIGHT, chat, usual())).contains(3.0);
        assertThat(value(Figure.OfEndpoint.MEAN, chat, usual()).orElseThrow()).isBetween(18_980.0, 19_020.0);
        assertThat(value(Figure.OfEndpoint.MAX, chat, usual()).orElseThrow()).isBetween(99_900.0, 100_100.0);
        assertThat(value(new Figure.Percentile(95), chat, usual()).orElseThrow())
                .isBetween(99_900.0, 100_100.0);
    }

    @Test
    void whatAWindowDoesNotKnowIsAbsent() {
        Window empty = window(0, requests(0, 0), service(OptionalDouble.empty(), 0, Map.of()));
        assertThat(value(Figure.OfService.MEMORY, "gateway", empty)).isEmpty();
        assertThat(value(Figure.OfService.THREADS, "gateway", empty)).isEmpty();
        assertThat(value(Figure.OfService.AVAILABILITY, "gateway", empty)).isEmpty();
        assertThat(value(new Figure.Gauge("depth"), "gateway", empty)).isEmpty();
        assertThat(value(Figure.OfEndpoint.ERROR_RATE, CHAT.toString(), empty)).isEmpty();
        assertThat(value(Figure.OfEndpoint.MEAN, CHAT.toString(), empty)).isEmpty();
        assertThat(value(Figure.OfEndpoint.RATE, CHAT.toString(), empty)).contains(0.0);
        assertThat(value(Figure.OfService.MEMORY, "other", usual())).isEmpty();
        assertThat(value(Figure.OfEndpoint.RATE, "gateway/v2", usual())).isEmpty();
    }

    @Test
    void aPercentileNeedsARequestBeyondIt() {
        Window few = window(0, requests(19, 0), service(OptionalDouble.empty(), 0, Map.of()));
        assertThat(value(new Figure.Percentile(95), CHAT.toString(), few)).isEmpty();
        assertThat(value(new Figure.Percentile(90), CHAT.toString(), few)).isPresent();
    }

    @Test
    void theRateOfACounterLeavesOutWhereItBeganAnewAndSpansWhatIsMissing() {
        SeriesReader reader =
                new SeriesReader(new Series(new Figure.CounterRate("c"), "gateway"), OptionalLong.empty());
        Double[] counter = {100.0, 160.0, null, 280.0, 30.0, 90.0};
        List<Optional<Double>> rates = new ArrayList<>();
        for (int i = 0; i < counter.length; i++) {
            Map<String, Double> gauges = counter[i] == null ? Map.of() : Map.of("c", counter[i]);
            Window window = window(i, requests(0, 0), service(OptionalDouble.empty(), 0, gauges));
            rates.add(reader.read(window).map(Sample::value));
        }
        assertThat(rates)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(1.0),
                        Optional.empty(),
                        Optional.of(1.0),
                        Optional.empty(),
                        Optional.of(1.0));
    }

    @Test
    void percentilesOfSeveralWindowsComeFromAllRequestsTogether() {
        Series p50 = new Series(new Figure.Percentile(50), CHAT.toString());
        SeriesReader reader = new SeriesReader(p50, OptionalLong.empty());
        SeriesTotal total = new SeriesTotal(p50);
        assertThat(total.value()).isEmpty();
        for (EndpointInterval interval : List.of(requests(10, 0), requests(0, 100))) {
            Window window = window(0, interval, service(OptionalDouble.empty(), 0, Map.of()));
            total.add(reader, window, reader.read(window).orElseThrow());
        }
        assertThat(total.value().orElseThrow()).isBetween(99_900.0, 100_100.0);
        total.reset();
        assertThat(total.value()).isEmpty();
    }

    @Test
    void ratiosOfSeveralWindowsAreRatiosOfTheSums() {
        Series errors = new Series(Figure.OfEndpoint.ERROR_RATE, CHAT.toString());
        SeriesReader reader = new SeriesReader(errors, OptionalLong.empty());
        SeriesTotal total = new SeriesTotal(errors);
        for (EndpointInterval interval : List.of(requests(0, 1), requests(99, 0))) {
            Window window = window(0, interval, service(OptionalDouble.empty(), 0, Map.of()));
            total.add(reader, window, reader.read(window).orElseThrow());
        }
        assertThat(total.value()).hasValue(0.01);
    }
}
