package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wringer.apps.console.Console;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics, alert rules and the dashboard, as Prometheus itself reads them. */
class MonitoringTest {
    private static final Path CONF = Wringer.SIMULATIONS.resolveSibling("conf");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Pattern METRIC = Pattern.compile("\\bwringer_[a-z_]+");

    @TempDir
    Path folder;

    @Test
    void prometheusReadsTheMetricsAndTheRules() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(PROMTOOL), "no promtool: Debian's package prometheus is not installed");
        assertThat(promtool(
                        "",
                        "check",
                        "rules",
                        CONF.resolve("prometheus/wringer-rules.yml").toString()))
                .contains("SUCCESS: 5 rules found");
        assertThat(promtool(
                        "",
                        "check",
                        "config",
                        CONF.resolve("prometheus/wringer.yml").toString()))
                .contains("SUCCESS");
        assertThat(promtool(metrics("text/plain"), "check", "metrics")).isEmpty();
    }

    @Test
    void rulesAndDashboardNameOnlyMetricsThatExist() throws Exception {
        Set<String> existing = named(metrics("text/plain").lines().filter(line -> !line.startsWith("#")));
        Set<String> asked = named(Stream.of(Files.readString(CONF.resolve("prometheus/wringer-rules.yml"))));
        asked.addAll(named(expressions(Files.readString(CONF.resolve("grafana/wringer.json")))));

        assertThat(asked).hasSizeGreaterThan(8);
        assertThat(existing).containsAll(asked);
    }

    @Test
    void countersAddUpToWhatTheSummaryHas() throws Exception {
        String text = metrics("application/openmetrics-text;version=1.0.0");

        assertThat(text).endsWith("# EOF\n");
        try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
            Path run = runs.findFirst().orElseThrow();
            JsonNode summary = new ObjectMapper().readTree(Files.readString(run.resolve("summary.json")));
            for (JsonNode endpoint : summary.path("endpoints")) {
                assertThat(text)
                        .contains("wringer_requests_total{endpoint=\"%s\",service=\"%s\"} %s.0\n"
                                .formatted(
                                        endpoint.path("endpoint").asText(),
                                        endpoint.path("service").asText(),
                                        endpoint.path("requests").asLong()));
            }
        }
    }

    private static Set<String> named(Stream<String> texts) {
        Set<String> names = new TreeSet<>();
        texts.forEach(text -> METRIC.matcher(text).results().forEach(found -> names.add(found.group())));
        return names;
    }

    private static Stream<String> expressions(String dashboard) throws IOException {
        JsonNode root = new ObjectMapper().readTree(dashboard);
        Stream<String> panels = root.findValuesAsText("expr").stream();
        return Stream.concat(panels, root.findValuesAsText("query").stream());
    }

    /** Of a run on the real clock that is over: it has all there is. */
    private String metrics(String accept) throws Exception {
        Path file = ScriptedSystem.file(
                folder,
                "services { web { " + ScriptedSystem.launched(ScriptedSystem.freePort(), "healthy")
                        + "ready { http = \"/ready\" } } }\n" + ScriptedSystem.HOME_TRAFFIC
                        + "\nduration = 6s, window = 1s");
        Path results = folder.resolve("results");
        Wringer.execute("run", file, "--results", results);
        Console.Settings settings = new Console.Settings("127.0.0.1", 0, results, Optional.empty(), Optional.empty());
        try (Console console = Console.start(settings, Optional.empty());
                HttpClient client = HttpClient.newHttpClient()) {
            URI metrics = console.address().resolve("metrics");
            HttpRequest request =
                    HttpRequest.newBuilder(metrics).header("Accept", accept).build();
            String before = "";
            String text = client.send(request, BodyHandlers.ofString()).body();
            while (!text.contains("wringer_requests_total{")
                    || !withoutHeap(text).equals(withoutHeap(before))) {
                before = text;
                text = client.send(request, BodyHandlers.ofString()).body();
            }
            return text;
        }
    }

    private static List<String> withoutHeap(String text) {
        return text.lines().filter(line -> !line.contains("heap")).toList();
    }

    private static String promtool(String input, String... arguments) throws Exception {
        String[] command = Stream.concat(Stream.of(PROMTOOL.toString()), Arrays.stream(arguments))
                .toArray(String[]::new);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
