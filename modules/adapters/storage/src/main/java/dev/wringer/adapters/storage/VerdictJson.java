package dev.wringer.adapters.storage;

import dev.wringer.core.judge.Change;
import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.Verdict;
import java.util.List;
import java.util.Map;

/** A verdict with all its findings, as {@code verdict.json} has it: the same evidence and judge give the same bytes. */
public final class VerdictJson {
    private VerdictJson() {}

    public static String of(Verdict verdict) {
        return Json.pretty(Json.object("verdict", outcome(verdict), "findings", findings(verdict)));
    }

    static Map<String, Object> outcome(Verdict verdict) {
        return Json.object("state", verdict.state().name(), "reasons", verdict.reasons());
    }

    static List<Map<String, Object>> findings(Verdict verdict) {
        return verdict.findings().stream().map(VerdictJson::finding).toList();
    }

    private static Map<String, Object> finding(Finding finding) {
        return Json.object(
                "criterion", finding.criterion(),
                "subject", finding.subject(),
                "state", finding.state().name(),
                "text", finding.text(),
                "window", finding.window().isPresent() ? finding.window().getAsLong() : null,
                "certain", finding.certain(),
                "known_after_window",
                        finding.explanation().knownAfter().isPresent()
                                ? finding.explanation().knownAfter().getAsLong()
                                : null,
                "changed_beside",
                        finding.explanation().suspects().stream()
                                .map(Change::text)
                                .toList());
    }
}
