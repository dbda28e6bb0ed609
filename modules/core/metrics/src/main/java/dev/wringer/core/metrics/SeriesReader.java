package dev.wringer.core.metrics;

import dev.wringer.core.model.Figure;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Series;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** Takes one series from the windows of a run, one after the other. What a window does not know is absent, never 0. */
public final class SeriesReader {
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double PERCENT = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Series series;
    private final OptionalLong memoryLimit;
    private OptionalDouble counter = OptionalDouble.empty();
    private double secondsSince;

    /** @param memoryLimit of the service, in bytes */
    public SeriesReader(Series series, OptionalLong memoryLimit) {
        this.series = series;
        this.memoryLimit = memoryLimit;
    }

    /** What a window says; to be asked once of each, in order. */
    public Optional<Sample> read(Window window) {
        return switch (series.figure()) {
            case Figure.OfService figure -> service(window).flatMap(service -> of(service, figure, memoryLimit));
            case Figure.Gauge gauge -> gauge(window, gauge.text()).map(Sample::of);
            case Figure.CounterRate rate -> rate(window, rate.counter());
            case Figure.OfEndpoint figure ->
                endpoint(window).flatMap(endpoint -> of(endpoint, figure, seconds(window)));
            case Figure.Percentile(double percentile) ->
                endpoint(window)
                        .map(EndpointInterval::responseTime)
                        .filter(times -> times.getTotalCount() * (PERCENT - percentile) >= PERCENT)
                        .map(times -> level(times.getValueAtPercentile(percentile)));
        };
    }

    /** What an interval says of its service; of its limit it says nothing. */
    public static Optional<Sample> of(ServiceInterval service, Figure.OfService figure) {
        return of(service, figure, OptionalLong.empty());
    }

    /** The endpoint that the series is of. */
    public Optional<EndpointInterval> endpoint(Window window) {
        return window.endpoints().stream()
                .filter(interval -> interval.id().toString().equals(series.subject()))
                .findFirst();
    }

    private Optional<ServiceInterval> service(Window window) {
        return window.services().stream()
                .filter(service -> service.service().equals(series.subject()))
                .findFirst();
    }

    private static Optional<Sample> of(ServiceInterval service, Figure.OfService figure, OptionalLong memoryLimit) {
        return switch (figure) {
            case MEMORY -> sample(service.memoryMb());
            case MEMORY_FLOOR -> sample(service.memoryFloorMb()).or(() -> sample(service.memoryMb()));
            case MEMORY_USAGE ->
                service.memoryMb().isPresent() && memoryLimit.isPresent()
                        ? ratio(service.memoryMb().getAsDouble(), (double) memoryLimit.getAsLong() / BYTES_PER_MIB)
                        : Optional.empty();
            case CPU -> sample(service.cpuPct()).map(sample -> new Sample(sample.amount(), PERCENT));
            case OPEN_FILES -> sample(service.openFiles());
            case THREADS -> sample(service.threads());
            case SESSIONS_OPEN -> Optional.of(level(service.sessionsOpen()));
            case RESTARTS -> Optional.of(level(service.restarts()));
            case AVAILABILITY -> share(service.healthChecks() - service.healthFailures(), service.healthChecks());
        };
    }

    /** @param seconds length of the interval */
    public static Optional<Sample> of(EndpointInterval endpoint, Figure.OfEndpoint figure, double seconds) {
        long finished = endpoint.finished();
        return switch (figure) {
            case RATE -> ratio((double) finished, seconds);
            case ERROR_RATE -> share(endpoint.errors(), finished);
            case SUCCESS_RATE -> share(endpoint.count(Outcome.OK), finished);
            case MEAN -> mean(endpoint.responseTime());
            case MAX ->
                endpoint.responseTime().getTotalCount() == 0
                        ? Optional.empty()
                        : Optional.of(level(endpoint.responseTime().getMaxValue()));
            case IN_FLIGHT -> Optional.of(level(endpoint.inFlight()));
        };
    }

    private static Optional<Sample> mean(Histogram times) {
        double count = (double) times.getTotalCount();
        return ratio(count == 0 ? 0 : times.getMean() * count, count);
    }

    private Optional<Double> gauge(Window window, String name) {
        return service(window).map(service -> service.gauges().get(name));
    }

    /** A counter that goes back began anew; how far it had come before that is not known. */
    private Optional<Sample> rate(Window window, String name) {
        secondsSince += seconds(window);
        Optional<Double> now = gauge(window, name);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        double increase = now.get() - counter.orElse(Double.NaN);
        Optional<Sample> sample = increase >= 0 ? ratio(increase, secondsSince) : Optional.empty();
        counter = OptionalDouble.of(now.get());
        secondsSince = 0;
        return sample;
    }

    private static double seconds(Window window) {
        return Duration.between(window.start(), window.end()).toNanos() / NANOS_PER_SECOND;
    }

    private static Optional<Sample> sample(OptionalDouble value) {
        return value.isPresent() ? Optional.of(Sample.of(value.getAsDouble())) : Optional.empty();
    }

    private static Optional<Sample> sample(OptionalLong value) {
        return value.isPresent() ? Optional.of(level(value.getAsLong())) : Optional.empty();
    }

    private static Sample level(long value) {
        return Sample.of((double) value);
    }

    private static Optional<Sample> share(long part, long whole) {
        return ratio((double) part, (double) whole);
    }

    private static Optional<Sample> ratio(double amount, double per) {
        return per > 0 ? Optional.of(new Sample(amount, per)) : Optional.empty();
    }
}
