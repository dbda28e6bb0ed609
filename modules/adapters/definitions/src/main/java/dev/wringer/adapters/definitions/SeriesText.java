package dev.wringer.adapters.definitions;

import dev.wringer.core.model.Condition;
import dev.wringer.core.model.Figure;
import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.Series;
import dev.wringer.core.model.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A series and what it is held against, as a simulation file writes them: {@code p95 of gateway/v1/chat}, {@code < 60s}. */
final class SeriesText {
    private static final String SERIES = "FIGURE of SERVICE or FIGURE of SERVICE/ENDPOINT, such as memory of gateway";

    private static final String SEPARATOR = " of ";
    private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,3})?)");
    private static final Pattern RATE = Pattern.compile("rate\\((.+)\\)");
    private static final Pattern CONDITION = Pattern.compile("(<=|>=|<|>)\\s*(.+)");
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double NANOS_PER_MICRO = 1e3;

    /** Reads a series; whether its service, endpoint and gauge are there is for {@link References} to say. */
    static final Syntax<Series> SYNTAX = new Syntaxes.Simple<>("series", List.of(), SeriesText::series);

    private SeriesText() {}

    private static Entry<Series> series(Node node) {
        String text = node.text(SERIES);
        int at = separator(text);
        if (at < 1 || at + SEPARATOR.length() >= text.length()) {
            throw new InvalidValue("", "`" + text + "` is not a series", SERIES);
        }
        String figure = text.substring(0, at).strip();
        String subject = text.substring(at + SEPARATOR.length()).strip();
        if (!subject.contains("/")) {
            return Entry.of(new Series(ofService(figure), subject));
        }
        Optional<Figure> known = ofEndpoint(figure);
        if (known.isEmpty()) {
            node.report(
                    "`" + figure + "` is not a figure of an endpoint",
                    "one of " + String.join(", ", endpointFigures()),
                    Nearest.to(figure, endpointFigures()));
        }
        return known.map(f -> Entry.of(new Series(f, subject))).orElseGet(Entry::unread);
    }

    /** The first " of " outside of the labels of a gauge. */
    private static int separator(String text) {
        return text.indexOf(SEPARATOR, Math.max(0, text.lastIndexOf('}')));
    }

    private static Optional<Figure> ofEndpoint(String text) {
        Matcher percentile = PERCENTILE.matcher(text);
        return percentile.matches()
                ? Optional.of(new Figure.Percentile(Double.parseDouble(percentile.group(1))))
                : named(Figure.OfEndpoint.values(), text);
    }

    private static Figure ofService(String text) {
        Matcher rate = RATE.matcher(text);
        return rate.matches()
                ? new Figure.CounterRate(rate.group(1).strip())
                : named(Figure.OfService.values(), text).orElseGet(() -> new Figure.Gauge(text));
    }

    private static <F extends Figure> Optional<Figure> named(F[] figures, String text) {
        return Arrays.stream(figures)
                .filter(figure -> figure.text().equals(text))
                .<Figure>map(figure -> figure)
                .findFirst();
    }

    private static List<String> endpointFigures() {
        return Stream.concat(
                        Stream.of("p50", "p95", "p99.9"),
                        Arrays.stream(Figure.OfEndpoint.values()).map(Figure::text))
                .toList();
    }

    static List<String> serviceFigures() {
        return Arrays.stream(Figure.OfService.values()).map(Figure::text).toList();
    }

    /** A sign and a value in the unit of the figure. */
    static Condition condition(String text, Figure figure) {
        Matcher matcher = CONDITION.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValue("", "`" + text + "` is not a condition", "<, <=, > or >= and a value");
        }
        Condition.Comparison comparison = Arrays.stream(Condition.Comparison.values())
                .filter(each -> each.sign().equals(matcher.group(1)))
                .findFirst()
                .orElseThrow();
        return new Condition(comparison, value(matcher.group(2).strip(), figure));
    }

    /** A value in the unit of the figure; of a counter that counts seconds a rate may be a share. */
    static double value(String text, Figure figure) {
        boolean share = text.endsWith("%") && figure instanceof Figure.CounterRate;
        return switch (share ? Unit.SHARE : figure.unit()) {
            case COUNT -> Quantities.number(text);
            case MEBIBYTES -> Quantities.size(text) / BYTES_PER_MIB;
            case SHARE -> Quantities.percentage(text);
            case PER_SECOND -> Quantities.rate(text).perSecond();
            case MICROSECONDS -> Quantities.duration(text).toNanos() / NANOS_PER_MICRO;
        };
    }
}
