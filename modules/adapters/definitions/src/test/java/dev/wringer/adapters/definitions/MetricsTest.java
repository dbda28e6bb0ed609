package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Condition;
import dev.wringer.core.model.Condition.Comparison;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Figure;
import dev.wringer.core.model.MetricTest;
import dev.wringer.core.model.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics: a series and what must hold for it. */
class MetricsTest {
    private static final String GAUGES =
            "simulation.services.web.metrics.series = [ queue_depth, \"hits{path=\\\"list of a\\\"}\" ]";

    @TempDir
    Path folder;

    private Reading reading;

    @BeforeEach
    void read() {
        reading = new Reading(folder);
    }

    private List<Criterion> criteria(String metric) {
        return reading.with(GAUGES, "simulation.criteria.metrics.it " + metric).criteria();
    }

    private static Criterion metric(Figure figure, String subject, MetricTest test) {
        return new Criterion.Metric("it", new Series(figure, subject), test);
    }

    private static Condition condition(Comparison comparison, double than) {
        return new Condition(comparison, than);
    }

    @Test
    void aGaugeWithTargetAlertAndGrowth() {
        MetricTest levels = new MetricTest.Levels(
                Optional.of(condition(Comparison.BELOW, 1_000)), Optional.of(condition(Comparison.ABOVE, 5_000)));
        Figure queue = new Figure.Gauge("queue_depth");
        assertThat(criteria("{ series = queue_depth of web, target = \"< 1000\", alert = \"> 5000\", stable = true }"))
                .containsExactly(
                        metric(queue, "web", levels),
                        metric(queue, "web", new MetricTest.Stable(500, OptionalDouble.of(5_000))));
    }

    @Test
    void eachUnitIsWrittenAsEverywhere() {
        assertThat(criteria("{ series = p99.9 of web/, overall = \"<60s\" }"))
                .containsExactly(metric(
                        new Figure.Percentile(99.9),
                        "web/",
                        new MetricTest.Overall(condition(Comparison.BELOW, 60e6))));
        assertThat(criteria("{ series = memory of web, stable = true, tolerated = 20MiB }"))
                .containsExactly(
                        metric(Figure.OfService.MEMORY, "web", new MetricTest.Stable(20, OptionalDouble.empty())));
        assertThat(criteria("{ series = rate of web/, overall = \">= 6000/min\", drops-at-most = 15% }"))
                .containsExactly(
                        metric(
                                Figure.OfEndpoint.RATE,
                                "web/",
                                new MetricTest.Overall(condition(Comparison.AT_LEAST, 100))),
                        metric(Figure.OfEndpoint.RATE, "web/", new MetricTest.Shift(false, 0.15)));
        assertThat(criteria("{ series = rate(queue_depth) of web, never = \"> 20%\", over = 5min }"))
                .containsExactly(metric(
                        new Figure.CounterRate("queue_depth"),
                        "web",
                        new MetricTest.Never(condition(Comparison.ABOVE, 0.2), Duration.ofMinutes(5))));
        assertThat(criteria("{ series = \"hits{path=\\\"list of a\\\"} of web\", never = \"> 1\" }"))
                .containsExactly(metric(
                        new Figure.Gauge("hits{path=\"list of a\"}"),
                        "web",
                        new MetricTest.Never(condition(Comparison.ABOVE, 1), Duration.ZERO)));
    }

    @Test
    void resourcesOfEachService() {
        assertThat(reading.with("simulation.criteria { threads {}, open-files { tolerated = 5 }, cpu { stable = false"
                                + " } }")
                        .criteria())
                .containsExactly(
                        new Criterion.ResourceStable(Figure.OfService.THREADS, 20),
                        new Criterion.ResourceStable(Figure.OfService.OPEN_FILES, 5));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "series = memory of wep, never = \"> 1MiB\" | series: no service is named 'wep'; did you mean 'web'?",
                "series = rate of web/hom, overall = \"> 1/s\" | series: no endpoint is named 'web/hom'",
                "series = queue_deph of web, never = \"> 1\" | series: no figure or gauge of web is named 'queue_deph';"
                        + " did you mean 'queue_depth'?",
                "series = memry of web, never = \"> 1\" | series: no figure or gauge of web is named 'memry';"
                        + " did you mean 'memory'?",
                "series = rate(hits) of web, never = \"> 1/s\" | series: no entry of 'metrics.series' of web is named",
                "series = memory-usage of web, never = \"> 90%\" | series: memory-usage is a share of a limit",
                "series = eror-rate of web/, never = \"> 90%\" | series: 'eror-rate' is not a figure of an endpoint;"
                        + " did you mean 'error-rate'?",
                "series = memory, never = \"> 1\" | series: 'memory' is not a series. Expected FIGURE of SERVICE",
                "series = p95 of web/, target = 60s | target: '60s' is not a condition. Expected <, <=, > or >=",
                "series = p95 of web/, target = \"< 60\" | target: '60' has no unit. Expected a number and a unit",
                "series = p95 of web/, target = \"< 60s\", alert = \"> 30s\" | alert: an alert that a value on target",
                "series = p95 of web/, target = \"< 60s\", alert = \"< 90s\" | alert: an alert that a value on target",
                "series = cpu of web, stable = true | stable: nothing says which growth is tolerated",
                "series = cpu of web, overall = \"< 1%\", over = 5min | over: a time for a mean without a ceiling",
                "series = cpu of web, overall = \"< 1%\", tolerated = 5% | tolerated: a tolerated growth that nothing",
                "series = cpu of web, drops-at-most = 80% | drops-at-most: a margin of 0.8",
                "series = cpu of web | : says nothing of what must hold",
            })
    void whatCannotBeMeantIsAnErrorWithItsLine(String metric, String problem) {
        String expected =
                "a.conf:7: criteria.metrics.it" + (problem.startsWith(":") ? "" : ".") + problem.replace('\'', '`');
        assertThat(reading.problemsWith(GAUGES, "simulation.criteria.metrics.it { " + metric + " }"))
                .singleElement()
                .asString()
                .startsWith(expected);
    }
}
