package dev.wringer.adapters.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads chosen series from a page in Prometheus' text format 0.0.4 or OpenMetrics 1.0 (timestamps and exemplars are
 * skipped). A line that is not understood is skipped; a value that is not a finite number is none.
 */
final class PrometheusPage {

    /**
     * Figures by series as asked for. Several lines that answer one question are added up; a series without a value is
     * absent.
     */
    static SortedMap<String, Double> read(String page, List<String> asked) {
        Map<String, Series> questions = questions(asked);
        SortedMap<String, Double> figures = new TreeMap<>();
        page.lines()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> Series.parse(line).stream())
                .forEach(parsed -> value(parsed.rest())
                        .ifPresent(value -> questions.forEach((text, question) -> {
                            if (parsed.series().answers(question)) {
                                figures.merge(text, value, Double::sum);
                            }
                        })));
        return figures;
    }

    private static Map<String, Series> questions(List<String> asked) {
        Map<String, Series> questions = new LinkedHashMap<>();
        for (String text : asked) {
            Series.parse(text)
                    .filter(parsed -> parsed.rest().isEmpty())
                    .ifPresent(parsed -> questions.put(text, parsed.series()));
        }
        return questions;
    }

    private static OptionalDouble value(String rest) {
        try {
            double value = Double.parseDouble(rest.split("[ \t]", 2)[0]);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException notUnderstood) {
            return OptionalDouble.empty();
        }
    }

    private PrometheusPage() {}
}
