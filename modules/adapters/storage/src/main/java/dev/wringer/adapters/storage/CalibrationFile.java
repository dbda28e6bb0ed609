package dev.wringer.adapters.storage;

import dev.wringer.core.calibration.Delays;
import dev.wringer.core.calibration.Score;
import dev.wringer.core.calibration.Share;
import dev.wringer.core.judge.State;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * {@code calibration.json}: how often the judge is wrong about a finished run. It and the page that shows it are no evidence, so
 * the manifest takes note of these two and leaves what it says of all other files alone: a file that was changed meanwhile is
 * still found.
 */
public final class CalibrationFile {
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;
    private static final int SHARE_PLACES = 6;
    private static final int HOUR_PLACES = 4;

    private CalibrationFile() {}

    /**
     * @param seed of all draws
     * @param notes what was left out or changed, in words
     * @param page made again, so that it shows the scores
     * @throws RunFolderException when the run did not come to its end, or its evidence is not what it was
     */
    public static void write(RunFolder folder, long seed, List<Score> scores, List<String> notes, Page page) {
        requireUnchanged(folder);
        Map<String, Object> content = Json.object(
                "seed", seed,
                "notes", notes,
                "scenarios", scores.stream().map(CalibrationFile::json).toList());
        try {
            TextFile.write(folder.calibration(), Json.pretty(content));
            page.write(folder);
            Manifest.amend(folder, List.of(folder.calibration(), folder.report()));
        } catch (IOException e) {
            throw new RunFolderException("cannot write to " + folder.path() + ": " + RunFolder.reason(e), e);
        }
    }

    /** Of changed evidence nothing should be said. */
    public static void requireUnchanged(RunFolder folder) {
        List<String> differences = Manifest.differences(folder);
        if (!differences.isEmpty()) {
            throw new RunFolderException(
                    folder.path() + " is not as the run left it: " + String.join(", ", differences));
        }
    }

    private static Map<String, Object> json(Score score) {
        Delays delays = score.delays();
        return Json.object(
                "name", score.scenario(),
                "planted", score.planted(),
                "trials", score.trials().size(),
                "fail", json(score.of(State.FAIL)),
                "right_reason", score.planted() ? json(score.rightReason()) : null,
                "pass", json(score.passed()),
                "not_judged", json(score.notJudged()),
                "failed_by", json(score.failedBy()),
                "not_decided_by", json(score.undecidedBy()),
                "wrong_reasons", json(score.wrongReasons()),
                "delay_median_h", delays.isEmpty() ? null : hours(delays.quantile(MEDIAN)),
                "delay_p99_h", delays.isEmpty() ? null : hours(delays.quantile(TAIL)),
                "delay_max_h", delays.isEmpty() ? null : hours(delays.max()));
    }

    private static Map<String, Object> json(SortedMap<String, Share> shares) {
        Map<String, Object> json = new LinkedHashMap<>();
        shares.forEach((label, share) -> json.put(label, json(share)));
        return json;
    }

    /** With the exact interval of 95 %. */
    private static Map<String, Object> json(Share share) {
        return Json.object(
                "count", share.hits(),
                "share", Decimals.rounded(share.value(), SHARE_PLACES),
                "lower_95", Decimals.rounded(share.lower(), SHARE_PLACES),
                "upper_95", Decimals.rounded(share.upper(), SHARE_PLACES));
    }

    private static BigDecimal hours(double hours) {
        return Decimals.rounded(hours, HOUR_PLACES);
    }
}
