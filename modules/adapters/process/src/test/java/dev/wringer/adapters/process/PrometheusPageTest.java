package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusPageTest {
    private static final String PAGE = """
        # HELP plain_total A counter.
        # TYPE plain_total counter
        plain_total 12
        stamped 3.5 1700000000000
        requests{method="GET",code="200"} 10
        requests{method="GET",code="500",} 2
        requests { method = "POST" , code="200" } 1e2 1700000000000
        path_bytes{path="C:\\\\dir",say="\\"hi\\"",two="a\\nb"} 7
        odd{text="} 5 # {"} 8
        bucket{le="0.5"} 4 # {trace_id="abc"} 0.43 1700000000.1
        jvm:pool 6
        no_number NaN
        part{pool="a"} NaN
        part{pool="b"} 9
        endless +Inf
        negative -4.25
        broken{label="no end 3
        broken 1x
        plain_total_more 99
        # EOF
        """;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "plain_total,                              12",
                "stamped,                                  3.5",
                "'requests{method=\"GET\",code=\"500\"}',  2",
                "'requests{method=\"GET\"}',               12",
                "'requests{code=\"200\"}',                 110",
                "'requests{ code = \"200\" }',             110",
                "requests,                                 112",
                "'path_bytes{path=\"C:\\\\dir\"}',         7",
                "'path_bytes{say=\"\\\"hi\\\"\"}',         7",
                "'path_bytes{two=\"a\\nb\"}',              7",
                "'odd{text=\"} 5 # {\"}',                  8",
                "'bucket{le=\"0.5\"}',                     4",
                "jvm:pool,                                 6",
                "part,                                     9",
                "negative,                                 -4.25",
            })
    void aFigureIsFoundBySeries(String series, double value) {
        assertThat(PrometheusPage.read(PAGE, List.of(series)))
                .containsOnlyKeys(series)
                .containsValue(value);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "plain",
                "no_number",
                "endless",
                "broken",
                "'requests{method=\"PUT\"}'",
                "'requests{method=GET}'",
                "'requests{method=\"GET\"'",
                "'requests 5'",
                "''",
            })
    void whatIsNotThereIsAbsent(String series) {
        assertThat(PrometheusPage.read(PAGE, List.of(series))).isEmpty();
    }
}
