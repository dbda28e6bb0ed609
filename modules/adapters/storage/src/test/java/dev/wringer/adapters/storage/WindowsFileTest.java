package dev.wringer.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.Judge;
import dev.wringer.core.judge.State;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Figure;
import dev.wringer.core.model.MetricTest;
import dev.wringer.core.model.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowsFileTest {
    private static final String NEEDED = "window_start,window_end,service,endpoint,requests,errors\n";
    private static final String TIMED =
            "window_start,window_end,service,endpoint,requests,errors,p50_ms,p95_ms,p99_ms,max_ms\n";
    private static final Instant START = Instant.parse("2026-02-08T00:00:00Z");
    private static final Criterion ERRORS = new Criterion.ErrorRate(0.01, Optional.empty());
    private static final Criterion P95 =
            new Criterion.ResponseTime(95, Optional.empty(), Duration.ofMillis(50), Optional.empty());

    private static final List<Window> MEASURED = List.of(Samples.window(0), Samples.window(1), Samples.window(2));

    @TempDir
    private Path folder;

    @Test
    void the_six_columns_are_enough_to_pass_and_to_fail() {
        assertThat(judged(write(NEEDED + rows(60, "shop,/cart,100,0")), ERRORS).state())
                .isEqualTo(State.PASS);
        assertThat(judged(write(NEEDED + rows(60, "shop,/cart,100,3")), ERRORS).state())
                .isEqualTo(State.FAIL);
    }

    @Test
    void columns_may_stand_in_any_order_beside_unknown_ones() {
        String rows = lines(60, i -> "3,/cart,%s,x,shop,100,%s".formatted(end(i), start(i)));
        String file = "errors,endpoint,window_end,colour,service,requests,window_start\n" + rows;

        assertThat(judged(write(file), ERRORS)).isEqualTo(judged(write(NEEDED + rows(60, "shop,/cart,100,3")), ERRORS));
    }

    @Test
    void a_byte_order_mark_carriage_returns_blank_lines_and_a_missing_last_line_end_do_not_matter() {
        String plain = NEEDED + rows(60, "shop,/cart,100,0");
        String odd = "\uFEFF" + plain.replace("\n", "\r\n\r\n").stripTrailing();

        assertThat(judged(write(odd), ERRORS)).isEqualTo(judged(write(plain), ERRORS));
    }

    @Test
    void percentiles_of_the_windows_pass_and_fail_a_limit() {
        assertThat(judged(write(TIMED + rows(60, "shop,/cart,100,0,10,40,45,80")), P95)
                        .state())
                .isEqualTo(State.PASS);
        assertThat(judged(write(TIMED + rows(60, "shop,/cart,100,0,10,60,70,80")), P95)
                        .state())
                .isEqualTo(State.FAIL);
    }

    @Test
    void a_rise_of_the_percentiles_fails_what_should_be_stable() {
        Criterion stable = new Criterion.ResponseTimeStable(95);
        String flat = lines(96, i -> at(i) + "shop,/cart,100,0,10,%d.0,70,80".formatted(50 + i % 3));
        String rising = lines(96, i -> at(i) + "shop,/cart,100,0,10,%d.0,170,180".formatted(50 + i % 3 + i));

        assertThat(judged(write(TIMED + flat), stable).state()).isEqualTo(State.PASS);
        assertThat(judged(write(TIMED + rising), stable).state()).isEqualTo(State.FAIL);
    }

    @Test
    void without_one_of_the_percentiles_times_are_not_judged() {
        for (String lacking : List.of("p50_ms", "p95_ms", "p99_ms", "max_ms")) {
            Path file = write(TIMED.replace(lacking, "other") + rows(60, "shop,/cart,100,0,10,40,45,80"));
            assertThat(texts(judged(file, P95), State.INCONCLUSIVE))
                    .containsExactly("the file has no figures for " + lacking);
        }
    }

    @Test
    void a_percentile_that_no_column_shows_is_not_judged() {
        Criterion p90 = new Criterion.ResponseTime(90, Optional.empty(), Duration.ofMillis(50), Optional.empty());
        Path file = write(TIMED + rows(60, "shop,/cart,100,0,10,40,45,80"));

        assertThat(judged(file, p90).state()).isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void what_the_file_has_no_figures_for_never_passes() {
        Path file = write(NEEDED + rows(60, "shop,/cart,100,0"));
        Verdict verdict = judged(
                file,
                new Criterion.UnfinishedRequests(0),
                new Criterion.StuckSessions(0),
                new Criterion.Restarts(0),
                new Criterion.HealthChecks(0),
                new Criterion.MemoryStable(0.1),
                new Criterion.ResourceStable(Figure.OfService.THREADS, 20),
                rising(new Figure.Gauge("queue_depth"), "shop"),
                rising(Figure.OfEndpoint.MEAN, "shop/cart"));

        assertThat(texts(verdict, State.INCONCLUSIVE))
                .containsExactlyInAnyOrder(
                        "the file has no figures for in_flight",
                        "the file has no figures for sessions_stuck",
                        "the file has no figures for restarts, uptime_h",
                        "the file has no figures for health_checks, health_failures",
                        "the file has no figures for memory_mb",
                        "the file has no figures for threads",
                        "the file has no figures for gauges",
                        "a mean of response times needs a histogram log");
    }

    private static Criterion rising(Figure figure, String subject) {
        return new Criterion.Metric(figure.text(), new Series(figure, subject), new MetricTest.Shift(true, 0.15));
    }

    @Test
    void a_file_without_errors_shows_no_error_rate() {
        String rows = lines(60, i -> at(i) + "shop,/cart,100");

        assertThat(judged(write("window_start,window_end,service,endpoint,requests\n" + rows), ERRORS)
                        .state())
                .isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void requests_left_in_flight_fail_where_the_file_tells_them() {
        String header = NEEDED.strip() + ",in_flight\n";
        Criterion unfinished = new Criterion.UnfinishedRequests(0);

        assertThat(judged(write(header + rows(60, "shop,/cart,100,0,0")), unfinished)
                        .state())
                .isEqualTo(State.PASS);
        assertThat(judged(write(header + rows(60, "shop,/cart,100,0,2")), unfinished)
                        .state())
                .isEqualTo(State.FAIL);
    }

    @Test
    void windows_that_are_missing_are_missed() {
        String rows = lines(60, i -> i >= 20 && i < 30 ? "" : at(i) + "shop,/cart,100,0");

        assertThat(judged(write(NEEDED + rows), ERRORS).state()).isEqualTo(State.INVALID);
    }

    @Test
    void what_cannot_be_is_refused_with_its_row() {
        refused("", "has no window");
        refused(NEEDED, "has no window");
        refused(NEEDED.replace("endpoint", "end point") + rows(1, "a,b,1,0"), "no column endpoint");
        refused(NEEDED + rows(1, "shop,/cart,100"), "row 2: 5 cells, expected 6");
        refused(NEEDED + rows(1, "shop,/cart,1e3,0"), "row 2: requests is '1e3', expected a whole number");
        refused(NEEDED + rows(1, "shop,/cart,-1,0"), "row 2: requests is '-1'");
        refused(NEEDED + rows(1, "shop,/cart,99999999999999999,0"), "row 2: requests is");
        refused(NEEDED + rows(1, ",/cart,1,0"), "row 2: service is empty");
        refused(NEEDED + rows(1, "shop,/cart,,0"), "row 2: requests is ''");
        refused(NEEDED + rows(1, "shop,/cart,1,0") + rows(1, "shop,/cart,1,0"), "a second row of shop/cart");
        refused(NEEDED + at(1) + "a,b,1,0\n" + at(0) + "a,b,1,0\n", "row 3: begins before");
        refused(NEEDED + "yesterday,today,a,b,1,0\n", "row 2: window_start is 'yesterday'");
        refused(NEEDED + end(0) + "," + start(0) + ",a,b,1,0\n", "window_end is not after window_start");
        refused(NEEDED + at(0) + "a,b,1,0\n" + at(1) + "a,b,1,\n", "errors is empty in 1 of 2 rows");
        refused(TIMED + rows(1, "a,b,1,0,9,5,6,7"), "row 2: p50_ms, p95_ms, p99_ms and max_ms do not rise");
        refused(TIMED + rows(1, "a,b,1,0,1,5,6,NaN"), "row 2: max_ms is 'NaN'");
        assertThatThrownBy(() -> judged(write(NEEDED + rows(1, "a,b,1,2")), ERRORS))
                .hasMessageContaining("row 2: more errors than requests");
    }

    @Test
    void a_histogram_log_that_belongs_to_another_file_is_refused() throws IOException {
        Path file = write(NEEDED + rows(2, "shop,/cart,100,0"));
        Files.writeString(WindowsFile.logBeside(file), "#[BaseTime: 1770508800.000 (seconds since epoch)]\n");

        assertThatThrownBy(() -> judged(file, P95)).hasMessageContaining("do not belong together");
    }

    @Test
    void what_is_written_for_another_tool_is_read_again() {
        Path file = folder.resolve("k6.csv");
        try (WindowsWriter writer = new WindowsWriter(file, true)) {
            MEASURED.forEach(writer::append);
            writer.finish();
        }
        try (Stream<Window> windows = WindowsFile.open(file).windows()) {
            List<EndpointInterval> read =
                    windows.flatMap(window -> window.endpoints().stream()).toList();
            List<EndpointInterval> written = MEASURED.stream()
                    .flatMap(window -> window.endpoints().stream())
                    .toList();
            assertThat(read)
                    .extracting(EndpointInterval::id)
                    .isEqualTo(written.stream().map(EndpointInterval::id).toList());
            assertThat(read)
                    .extracting(EndpointInterval::responseTime)
                    .isEqualTo(
                            written.stream().map(EndpointInterval::responseTime).toList());
            assertThat(read)
                    .extracting(EndpointInterval::errors)
                    .isEqualTo(written.stream().map(EndpointInterval::errors).toList());
        }
    }

    private void refused(String text, String message) {
        Path file = write(text);
        assertThatThrownBy(() -> WindowsFile.open(file))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining(message);
    }

    private static Verdict judged(Path path, Criterion... criteria) {
        WindowsFile file = WindowsFile.open(path);
        Judge judge = new Judge(file.plan(Arrays.asList(criteria), Duration.ZERO, new TreeMap<>()));
        try (Stream<Window> windows = file.windows()) {
            windows.forEach(judge::observe);
        }
        return judge.conclude(file.remainder(), false);
    }

    private static List<String> texts(Verdict verdict, State state) {
        return verdict.findings().stream()
                .filter(finding -> finding.state() == state)
                .map(Finding::text)
                .toList();
    }

    private Path write(String text) {
        try {
            return Files.writeString(folder.resolve("windows.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rows(int windows, String rest) {
        return lines(windows, i -> at(i) + rest);
    }

    private static String lines(int windows, IntFunction<String> line) {
        return IntStream.range(0, windows)
                .mapToObj(line)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String at(int window) {
        return start(window) + "," + end(window) + ",";
    }

    private static Instant start(int window) {
        return START.plus(Duration.ofMinutes(window));
    }

    private static Instant end(int window) {
        return start(window + 1);
    }
}
