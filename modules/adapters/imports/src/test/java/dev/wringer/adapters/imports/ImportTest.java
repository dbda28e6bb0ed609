package dev.wringer.adapters.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.adapters.storage.WindowsFile;
import dev.wringer.core.judge.Judge;
import dev.wringer.core.judge.State;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImportTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Criterion ERRORS = new Criterion.ErrorRate(0.01, Optional.empty());
    private static final Criterion P95 =
            new Criterion.ResponseTime(95, Optional.empty(), Duration.ofMillis(30), Optional.empty());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void what_each_tool_writes_passes_the_judge_when_it_is_healthy(Tool tool) {
        Path csv = imported(tool.format, tool.output(1_200, 200));

        assertThat(judged(csv, ERRORS, P95).state()).isEqualTo(State.PASS);
    }

    @ParameterizedTest
    @EnumSource
    void what_each_tool_writes_fails_the_judge_when_requests_fail(Tool tool) {
        Path csv = imported(tool.format, tool.output(1_200, 20));

        assertThat(judged(csv, ERRORS, P95).state()).isEqualTo(State.FAIL);
    }

    @ParameterizedTest
    @EnumSource
    void the_same_requests_give_the_same_findings_whichever_tool_tells_of_them(Tool tool) {
        Verdict verdict = judged(imported(tool.format, tool.output(1_200, 50)), ERRORS, P95);

        assertThat(verdict).isEqualTo(judged(imported(ImportFormat.K6, Tool.K6_JSON.output(1_200, 50)), ERRORS, P95));
    }

    @ParameterizedTest
    @CsvSource({
        "k6.json, K6, check out",
        "k6.csv, K6, check out",
        "jmeter.jtl, JMETER, check out",
        "jmeter.xml, JMETER, check out",
        "vegeta.json, VEGETA, /checkout",
        "vegeta.csv, VEGETA, /checkout"
    })
    void a_file_as_the_tool_writes_it_is_read_to_the_last_figure(String file, ImportFormat format, String checkout) {
        boolean named = format == ImportFormat.JMETER;
        List<Window> windows = windows(imported(format, resource(file)));

        assertThat(windows).hasSize(2);
        assertThat(windows.getFirst().start()).hasToString("2026-02-08T00:00:00Z");
        EndpointInterval cart = endpoint(windows.getFirst(), named ? "cart" : "/cart");
        assertThat(cart.id().service()).isEqualTo("shop.example:8443");
        assertThat(cart.finished()).isEqualTo(1);
        assertThat(cart.errors()).isZero();
        assertThat(cart.responseTime().getMaxValue()).isBetween(221_800L, 222_100L);
        assertThat(endpoint(windows.getFirst(), checkout).count(Outcome.UNEXPECTED_STATUS))
                .isEqualTo(1);
        assertThat(endpoint(windows.getLast(), named ? "cart" : "/cart").count(Outcome.TIMEOUT))
                .isEqualTo(1);
        assertThat(endpoint(windows.getLast(), checkout).finished()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JMETER_XML")
    void a_bad_line_in_a_hundred_is_left_out_and_told(Tool tool) {
        List<String> lines = tool.output(400, 1_000).lines().collect(Collectors.toList());
        lines.set(200, "garbage \"with a quote, {and} <more>");
        lines.add(lines.getLast().substring(0, 20));
        Imported imported = read(tool.format, String.join("\n", lines));

        assertThat(imported.badLines()).isEqualTo(2);
        assertThat(imported.firstBadLines().getFirst()).startsWith("line 201: ");
        assertThat(imported.requests()).isEqualTo(399);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JMETER_XML")
    void more_bad_lines_are_refused_and_nothing_is_written(Tool tool) {
        List<String> lines = tool.output(100, 1_000).lines().collect(Collectors.toList());
        lines.set(50, "garbage");
        lines.set(60, "more of it");

        assertThatThrownBy(() -> read(tool.format, String.join("\n", lines)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("at most 1 % may be: line 51: ");
        assertThat(folder.resolve("out.csv")).doesNotExist();
        assertThat(folder.resolve("out.csv.part")).doesNotExist();
        assertThat(folder.resolve("out.hlog.part")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_file_and_one_without_requests_are_refused(Tool tool) {
        assertThatThrownBy(() -> read(tool.format, "")).hasMessageContaining("is empty");
        if (!tool.header.isEmpty() && tool != Tool.JMETER_XML) {
            assertThatThrownBy(() -> read(tool.format, tool.header)).hasMessageContaining("tells of no request");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"K6_CSV", "JMETER_CSV"})
    void columns_may_stand_in_any_order(Tool tool) {
        String reversed = tool.output(600, 100)
                .lines()
                .map(line -> {
                    List<String> cells = Arrays.asList(line.split(",", -1));
                    Collections.reverse(cells);
                    return String.join(",", cells);
                })
                .collect(Collectors.joining("\n"));

        Verdict straight = judged(imported(tool.format, tool.output(600, 100)), ERRORS, P95);
        assertThat(judged(imported(tool.format, reversed), ERRORS, P95)).isEqualTo(straight);
    }

    @Test
    void jmeter_may_leave_its_header_out_or_separate_by_semicolons() {
        String whole = resource("jmeter.jtl");

        assertThat(read(ImportFormat.JMETER, whole.substring(whole.indexOf('\n') + 1))
                        .requests())
                .isEqualTo(3);
        String semicolons = Tool.JMETER_CSV.output(10, 100).replace(',', ';');
        assertThat(read(ImportFormat.JMETER, semicolons).requests()).isEqualTo(10);
    }

    @Test
    void xml_that_ends_early_counts_as_far_as_it_goes_and_names_no_other_file() {
        String whole = Tool.JMETER_XML.output(200, 1_000).replace("</testResults>\n", "");
        Imported imported = read(ImportFormat.JMETER, whole + "<httpSample t=\"1\" ts=");

        assertThat(imported.requests()).isEqualTo(200);
        assertThat(imported.badLines()).isEqualTo(1);
        String hostile = "<!DOCTYPE t [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><testResults>&x;</testResults>";
        assertThatThrownBy(() -> read(ImportFormat.JMETER, hostile)).isInstanceOf(ImportException.class);
    }

    @Test
    void requests_may_be_out_of_order_by_some_windows_and_windows_may_be_silent() {
        List<String> lines = List.of(
                Tool.VEGETA_CSV.line(0, true),
                Tool.VEGETA_CSV.line(1_200, true),
                Tool.VEGETA_CSV.line(600, true),
                Tool.VEGETA_CSV.line(3_600, true));
        List<Window> windows = windows(imported(ImportFormat.VEGETA, String.join("\n", lines)));

        assertThat(windows).hasSize(31);
        assertThat(windows.stream()
                        .mapToLong(w -> w.endpoints().getFirst().finished())
                        .sum())
                .isEqualTo(4);
    }

    @Test
    void a_file_that_is_not_in_order_is_refused() {
        List<String> lines = Tool.VEGETA_CSV.output(4_000, 1_000).lines().collect(Collectors.toList());
        Collections.reverse(lines);

        assertThatThrownBy(() -> read(ImportFormat.VEGETA, String.join("\n", lines)))
                .hasMessageContaining("sort the file by time");
    }

    @Test
    void urls_without_end_do_not_become_endpoints_without_end() {
        String many = Stream.iterate(0, i -> i + 1)
                .limit(1_000)
                .map(i -> Tool.VEGETA_CSV.line(i, true).replace("/cart", "/cart/" + i))
                .collect(Collectors.joining("\n"));
        Imported imported = read(ImportFormat.VEGETA, many);

        assertThat(imported.endpoints()).isEqualTo(201);
        assertThat(imported.others()).isEqualTo(800);
    }

    @Test
    void a_gzipped_file_is_unpacked() throws IOException {
        Path file = folder.resolve("in.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(Tool.K6_JSON.output(50, 100).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(Import.of(ImportFormat.K6, file, folder.resolve("out.csv"), MINUTE)
                        .requests())
                .isEqualTo(50);
    }

    @Test
    void a_histogram_log_keeps_its_times_and_shows_no_errors() {
        imported(ImportFormat.K6, Tool.K6_JSON.output(1_200, 20));
        Path log = folder.resolve("out.hlog");
        Path again = folder.resolve("again.csv");
        Imported imported = Import.of(ImportFormat.HLOG, log, again, MINUTE);

        assertThat(imported.requests()).isEqualTo(1_200);
        assertThat(judged(again, P95).findings())
                .isEqualTo(judged(folder.resolve("out.csv"), P95).findings());
        assertThat(judged(again, ERRORS).state()).isEqualTo(State.INCONCLUSIVE);
        assertThatThrownBy(() -> Import.of(ImportFormat.HLOG, log, again, Duration.ofSeconds(5)))
                .hasMessageContaining("give --window 60s");
        assertThatThrownBy(() -> Import.of(ImportFormat.HLOG, log, folder.resolve("out.csv"), MINUTE))
                .hasMessageContaining("would be written over the file that is read");
    }

    @Test
    void what_cannot_be_imported_says_what_to_do() {
        assertThatThrownBy(() -> read(ImportFormat.GATLING, "RUN"))
                .hasMessageStartingWith("gatling: its log is binary and undocumented");
        assertThatThrownBy(() -> read(ImportFormat.VEGETA, "\u0001\u0002 gob")).hasMessageContaining("vegeta encode");
        assertThatThrownBy(() -> read(ImportFormat.K6, "a,b\n1,2")).hasMessageContaining("no column metric_name");
        assertThatThrownBy(() -> Import.of(ImportFormat.K6, folder.resolve("none"), folder.resolve("o.csv"), MINUTE))
                .hasMessageContaining("there is no file");
    }

    private Imported read(ImportFormat format, String text) {
        try {
            Path file = Files.writeString(folder.resolve("in"), text);
            return Import.of(format, file, folder.resolve("out.csv"), MINUTE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path imported(ImportFormat format, String text) {
        read(format, text);
        return folder.resolve("out.csv");
    }

    private static List<Window> windows(Path csv) {
        try (Stream<Window> windows = WindowsFile.open(csv).windows()) {
            return windows.toList();
        }
    }

    private static EndpointInterval endpoint(Window window, String name) {
        return window.endpoints().stream()
                .filter(endpoint -> endpoint.id().endpoint().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Verdict judged(Path csv, Criterion... criteria) {
        WindowsFile file = WindowsFile.open(csv);
        Judge judge = new Judge(file.plan(Arrays.asList(criteria), Duration.ZERO, new TreeMap<>()));
        windows(csv).forEach(judge::observe);
        return judge.conclude(file.remainder(), false);
    }

    private static String resource(String name) {
        try (InputStream in = ImportTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
