package dev.wringer.adapters.imports;

import dev.wringer.adapters.storage.WindowsWriter;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.GeneratorInterval;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;

/**
 * Puts requests into windows and writes each window once no request can be missing from it: requests may be out of order by
 * {@value #OPEN_MAX} windows, as they are where several users write. Windows begin at whole multiples of their length since
 * 1970. A window without requests is written too: then the other tool had nothing to tell.
 */
final class Windowing {
    private static final int OPEN_MAX = 16;
    private static final int GAP_MAX = 10_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private final long windowMicros;
    private final WindowsWriter writer;
    private final TreeMap<Long, TreeMap<EndpointId, EndpointInterval>> open = new TreeMap<>();
    private final TreeSet<EndpointId> known = new TreeSet<>();
    private long first;
    private long written;
    private long requests;
    private long errors;

    Windowing(Duration window, WindowsWriter writer) {
        this.windowMicros = window.toNanos() / NANOS_PER_MICRO;
        this.writer = writer;
    }

    void add(Sample sample) {
        EndpointInterval interval = interval(sample.endpoint(), sample.endMicros());
        interval.recordStart();
        long micros = Math.min(sample.micros(), EndpointInterval.MICROS_MAX);
        interval.recordEnd(sample.outcome(), 0, 0, micros * NANOS_PER_MICRO);
        requests++;
        if (sample.outcome().isError()) {
            errors++;
            interval.recordErrorLabel(sample.label());
        }
    }

    /** Adds response times in microseconds of which no errors are known. */
    void add(EndpointId endpoint, long startMicros, Histogram responseTime) {
        EndpointInterval interval = interval(endpoint, startMicros);
        long count = responseTime.getTotalCount();
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        outcomes.put(Outcome.OK, count);
        interval.restore(count, outcomes, responseTime, responseTime, EndpointInterval.newHistogram());
        requests += count;
    }

    void finish() {
        while (!open.isEmpty()) {
            write();
        }
    }

    long requests() {
        return requests;
    }

    long errors() {
        return errors;
    }

    int endpoints() {
        return known.size();
    }

    long windows() {
        return written;
    }

    private EndpointInterval interval(EndpointId endpoint, long micros) {
        long index = Math.floorDiv(micros, windowMicros);
        if (written > 0 && index < first + written) {
            throw new BadLine("it is " + OPEN_MAX + " windows or more before lines above it; sort the file by time");
        }
        if (!open.isEmpty() && (index > open.lastKey() + GAP_MAX || index < open.firstKey() - GAP_MAX)) {
            throw new BadLine("it is more than " + GAP_MAX + " windows away from lines above it");
        }
        TreeMap<EndpointId, EndpointInterval> window = open.computeIfAbsent(index, ignored -> new TreeMap<>());
        while (open.lastKey() - (written > 0 ? first + written : open.firstKey()) >= OPEN_MAX) {
            write();
        }
        known.add(endpoint);
        return window.computeIfAbsent(endpoint, EndpointInterval::new);
    }

    private void write() {
        first = written == 0 ? open.firstKey() : first;
        long index = first + written;
        TreeMap<EndpointId, EndpointInterval> window = open.getOrDefault(index, new TreeMap<>());
        open.remove(index);
        known.forEach(id -> window.computeIfAbsent(id, EndpointInterval::new));
        written++;
        writer.append(new Window(
                written - 1,
                instant(index),
                instant(index + 1),
                Duration.of(written * windowMicros, ChronoUnit.MICROS).toNanos(),
                Phase.STEADY,
                List.copyOf(window.values()),
                List.of(),
                GeneratorInterval.UNMEASURED,
                List.of()));
    }

    private Instant instant(long index) {
        return Instant.EPOCH.plus(index * windowMicros, ChronoUnit.MICROS);
    }
}
