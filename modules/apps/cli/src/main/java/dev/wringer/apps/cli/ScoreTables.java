package dev.wringer.apps.cli;

import dev.wringer.core.calibration.Delays;
import dev.wringer.core.calibration.Score;
import dev.wringer.core.calibration.Share;
import dev.wringer.core.judge.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Scores as Markdown, for people: how often the judge fails what is well, and finds what is not. */
final class ScoreTables {
    private static final double TAIL = 0.99;
    private static final double MINUTES_PER_HOUR = 60;
    private static final double PERCENT = 100;

    private ScoreTables() {}

    static List<String> of(List<Score> scores) {
        List<String> lines = new ArrayList<>();
        MarkdownTable healthy = new MarkdownTable("nothing planted", "runs", "FAIL (false)", "PASS", "not judged");
        MarkdownTable planted = new MarkdownTable(
                "planted",
                "runs",
                "FAIL, right reason",
                "first reason another",
                "missed",
                "found after: median",
                "99 %",
                "most");
        for (Score score : scores) {
            if (score.planted()) {
                planted.add(found(score));
            } else {
                healthy.add(
                        score.scenario(),
                        Words.count(score.trials().size()),
                        share(score.of(State.FAIL)),
                        share(score.passed()),
                        share(score.notJudged()));
            }
        }
        lines.addAll(healthy.lines());
        scores.stream().filter(score -> !score.planted()).forEach(score -> {
            add(lines, "false FAIL by criterion: ", score.failedBy());
            add(lines, "not decided by criterion: ", score.undecidedBy());
        });
        lines.add("");
        lines.addAll(planted.lines());
        scores.stream()
                .filter(Score::planted)
                .forEach(score -> add(lines, score.scenario() + ", other first reasons: ", score.wrongReasons()));
        lines.add("");
        lines.add("Shares with their exact 95 % intervals (Clopper-Pearson).");
        return lines;
    }

    private static String[] found(Score score) {
        Share fails = score.of(State.FAIL);
        long others = fails.hits() - score.rightReason().hits();
        Delays delays = score.delays();
        return new String[] {
            score.scenario(),
            Words.count(score.trials().size()),
            share(score.rightReason()),
            Words.count(others),
            Words.count(fails.trials() - fails.hits()),
            delays.isEmpty() ? "–" : time(delays.quantile(0.5)),
            delays.isEmpty() ? "–" : time(delays.quantile(TAIL)),
            delays.isEmpty() ? "–" : time(delays.max())
        };
    }

    private static void add(List<String> lines, String title, SortedMap<String, Share> shares) {
        if (!shares.isEmpty()) {
            lines.add("");
            lines.add(title
                    + shares.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + share(entry.getValue()))
                            .collect(Collectors.joining("; ")));
        }
    }

    /** {@code 3 = 1.5 % (0.31 to 4.3 %)}. */
    static String share(Share share) {
        return Words.count(share.hits()) + " = " + percent(share.value()) + " % (" + percent(share.lower()) + " to "
                + percent(share.upper()) + " %)";
    }

    private static String percent(double share) {
        double percent = PERCENT * share;
        int decimals = percent == 0 || percent == PERCENT ? 0 : percent < 1 ? 2 : percent > PERCENT - 1 ? 2 : 1;
        return String.format(Locale.ROOT, "%." + decimals + "f", percent);
    }

    private static String time(double hours) {
        return hours >= 1
                ? String.format(Locale.ROOT, "%.1f h", hours)
                : String.format(Locale.ROOT, "%.1f min", MINUTES_PER_HOUR * hours);
    }
}
