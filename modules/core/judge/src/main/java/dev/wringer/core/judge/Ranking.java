package dev.wringer.core.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the most telling finding first: what came first explains what came later, and of what came at the same time (within
 * {@value #TOGETHER} windows) the cause goes before its effects, so a crash before the errors it made. A drift is known to the
 * block only in which it began, so it counts from the end of that block.
 */
final class Ranking {
    private static final long TOGETHER = 3;

    private static final List<String> CAUSES_FIRST = List.of(
            CompletenessExaminer.KEY,
            FitnessExaminer.KEY,
            "restarts",
            "unfinished-requests",
            "stuck-sessions",
            QuiesceExaminer.KEY,
            "error-rate",
            "health-checks");
    private static final List<String> DRIFTS = List.of("memory", "threads", "open-files", "cpu");
    private static final List<String> DRIFT_ENDS = List.of("-stable", ".stable", ".rises-at-most", ".drops-at-most");
    private static final int LATENCY = CAUSES_FIRST.size();
    private static final int MEMORY = LATENCY + 1;

    /** Drifts are judged on some 96 blocks of a run, or on fewer longer ones where requests are few. */
    private static final long BLOCKS_MIN = 32;

    private final Timeline timeline;
    private final long blockWindows;

    private Ranking(Timeline timeline) {
        this.timeline = timeline;
        this.blockWindows = timeline.windowCount() / BLOCKS_MIN;
    }

    static Verdict verdict(List<Finding> findings, JudgePlan plan) {
        return new Ranking(Timeline.of(plan)).verdict(findings);
    }

    private Verdict verdict(List<Finding> findings) {
        List<Finding> ranked = new ArrayList<>();
        for (State state : List.of(State.FAIL, State.INVALID, State.INCONCLUSIVE, State.WARN, State.PASS)) {
            ranked.addAll(
                    telling(findings.stream().filter(f -> f.state() == state).toList()));
        }
        State worst = ranked.isEmpty() ? State.INCONCLUSIVE : ranked.getFirst().state();
        State state = worst == State.WARN ? State.PASS : worst;
        List<Finding> deciding = ranked.stream().filter(f -> f.state() == state).toList();
        List<String> reasons = state == State.PASS
                ? summary(ranked)
                : deciding.stream().map(this::explainedReason).toList();
        return new Verdict(state, ranked, reasons);
    }

    /** Warnings one by one, then one line for each criterion that holds, however many subjects it has. */
    private static List<String> summary(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        Map<String, List<Finding>> held = new LinkedHashMap<>();
        for (Finding finding : findings) {
            if (finding.state() == State.WARN) {
                lines.add("warning: " + reason(finding));
            } else {
                held.computeIfAbsent(finding.criterion(), key -> new ArrayList<>())
                        .add(finding);
            }
        }
        held.forEach((criterion, all) -> lines.add(
                all.size() == 1
                        ? reason(all.getFirst())
                        : criterion + ": holds for all " + all.size() + ", among them "
                                + subjectAndText(all.getFirst())));
        return lines;
    }

    private static String subjectAndText(Finding finding) {
        return finding.subject() + ": " + finding.text();
    }

    private List<Finding> telling(List<Finding> findings) {
        Comparator<Finding> byCause = Comparator.comparingInt(Ranking::cause)
                .thenComparing(Finding::criterion)
                .thenComparing(Finding::subject);
        List<Finding> byWindow = findings.stream()
                .sorted(Comparator.comparingLong(this::window).thenComparing(byCause))
                .toList();
        List<Finding> ranked = new ArrayList<>();
        List<Finding> together = new ArrayList<>();
        for (Finding finding : byWindow) {
            if (!together.isEmpty() && window(finding) > window(together.getFirst()) + TOGETHER) {
                ranked.addAll(together.stream().sorted(byCause).toList());
                together.clear();
            }
            together.add(finding);
        }
        ranked.addAll(together.stream().sorted(byCause).toList());
        return ranked;
    }

    private static String reason(Finding finding) {
        String subject = finding.subject().equals(Finding.RUN) ? "" : " of " + finding.subject();
        return finding.criterion() + subject + ": " + finding.text();
    }

    private String explainedReason(Finding finding) {
        if (finding.state() != State.FAIL) {
            return reason(finding);
        }
        Explanation explanation = finding.explanation();
        String known = explanation.knownAfter().isPresent()
                ? "; certain after " + timeline.span(explanation.knownAfter().getAsLong() + 1)
                : "; known at the end only";
        List<String> beside = explanation.suspects().stream().map(Change::text).toList();
        return reason(finding) + known + (beside.isEmpty() ? "" : "; about that time " + String.join(", ", beside));
    }

    /** A finding of the run as a whole, without a window, goes before those that have one. */
    private long window(Finding finding) {
        if (finding.window().isEmpty()) {
            return -TOGETHER - 1;
        }
        return finding.window().getAsLong() + (isDrift(finding) ? blockWindows : 0);
    }

    private static boolean isDrift(Finding finding) {
        return DRIFTS.contains(finding.criterion()) || DRIFT_ENDS.stream().anyMatch(finding.criterion()::endsWith);
    }

    private static int cause(Finding finding) {
        int known = CAUSES_FIRST.indexOf(finding.criterion());
        return known >= 0 ? known : DRIFTS.contains(finding.criterion()) ? MEMORY : LATENCY;
    }
}
