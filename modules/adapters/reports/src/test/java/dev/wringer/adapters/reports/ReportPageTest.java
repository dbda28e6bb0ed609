package dev.wringer.adapters.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wringer.adapters.storage.CalibrationFile;
import dev.wringer.adapters.storage.Manifest;
import dev.wringer.adapters.storage.Page;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.core.calibration.Score;
import dev.wringer.core.calibration.Trial;
import dev.wringer.core.judge.State;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.PlannedFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
    private static final String LEAK =
            "openclaw: memory grows by 80 MB a day (31 % of its limit of 512 MB over the run); 5 % is tolerated";
    private static final Verdict PASS = new Verdict(State.PASS, List.of(), List.of("all 7 criteria hold"));

    @TempDir
    Path results;

    @Test
    void twoDaysOfFiveEndpointsFitIntoThreeMegabytes() throws IOException {
        SoakRun soak = new SoakRun(2_880);
        RunFolder folder = soak.record(results, soak.failed(LEAK), ReportPage::write);

        assertThat(Files.size(folder.report())).isLessThan(3_000_000);
        assertThat(Manifest.differences(folder)).isEmpty();
        JsonNode data = data(Files.readString(folder.report()));
        assertThat(data.at("/windows/start")).hasSize(2_880);
        assertThat(data.at("/endpoints")).hasSize(5);
        assertThat(data.at("/endpoints/4/p95")).hasSize(2_880);
        assertThat(data.at("/services")).hasSize(6);
        assertThat(data.at("/services/0/memory")).hasSize(2_880);
        assertThat(data.at("/windows/warm_up/143").asInt()).isEqualTo(1);
        assertThat(data.at("/windows/warm_up/144").asInt()).isZero();
        assertThat(data.at("/windows/faults/1440").asText()).isEqualTo("slow-database");
    }

    @Test
    void whatIsKnownOfTheJudgesErrorsIsShownAndNoted() throws IOException {
        SoakRun soak = new SoakRun(20);
        RunFolder folder = soak.record(results, soak.failed(LEAK), ReportPage::write);
        assertThat(data(Files.readString(folder.report())).has("calibration")).isFalse();
        Trial trial = new Trial(State.PASS, "", false, List.of(), List.of(), OptionalDouble.empty());

        CalibrationFile.write(
                folder,
                7,
                List.of(new Score("resampled", false, List.of(trial, trial))),
                List.of("a note"),
                ReportPage::write);

        JsonNode shown = data(Files.readString(folder.report())).path("calibration");
        assertThat(shown.path("notes").path(0).asText()).isEqualTo("a note");
        assertThat(shown.at("/scenarios/0/fail/upper_95").asDouble()).isBetween(0.84, 0.85);
        assertThat(Manifest.differences(folder)).isEmpty();
    }

    @Test
    void changedEvidenceIsNotCalibratedAndStaysNoticed() throws IOException {
        RunFolder folder = new SoakRun(20).record(results, PASS, ReportPage::write);
        Files.writeString(folder.journal(), "\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> CalibrationFile.write(folder, 7, List.of(), List.of(), ReportPage::write))
                .hasMessageContaining("journal.jsonl has 244 bytes instead of 243");

        assertThat(Manifest.differences(folder))
                .singleElement()
                .asString()
                .startsWith("journal.jsonl has 244 bytes instead of 243");
        assertThat(folder.calibration()).doesNotExist();
    }

    @Test
    void verdictAndReasonsNeedNoScript() throws IOException {
        SoakRun soak = new SoakRun(20);
        String page = Files.readString(
                soak.record(results, soak.failed(LEAK), ReportPage::write).report());

        assertThat(page).contains("<span>FAIL</span>", ">" + LEAK + "</p>", "<title>FAIL · SONIA soak</title>");
    }

    @Test
    void everyPartOfThePageHasItsPlace() throws IOException {
        String page = Files.readString(
                new SoakRun(20).record(results, PASS, ReportPage::write).report());

        for (String id :
                List.of("findings", "curves", "charts", "faults", "endpoints", "spectrum", "services", "facts")) {
            assertThat(page).contains("id=\"" + id + "\"");
        }
    }

    @Test
    void needsNothingFromAnywhereElse() throws IOException {
        String page = Files.readString(
                new SoakRun(20).record(results, PASS, ReportPage::write).report());
        String withoutScripts = page.replaceAll("(?s)(<script[^>]*>).*?</script>", "$1");

        assertThat(withoutScripts)
                .contains("default-src 'none'")
                .doesNotContainPattern("\\b(src|href|url)\\s*[=(]")
                .doesNotContainPattern("\\{\\{[a-z-]+}}");
    }

    @Test
    void theSamePageForTheSameRun() throws IOException {
        RunFolder folder = new SoakRun(20).record(results, PASS, ReportPage::write);
        Path again = results.resolve("again.html");
        ReportPage.write(folder, again);

        assertThat(again).hasSameBinaryContentAs(folder.report());
    }

    @Test
    void hostileTextsStayTexts() throws IOException {
        String hostile = "</script><script>alert(1)</script><!--\u202e\"'{{script}}&amp;\n";
        SoakRun soak = new SoakRun(20, hostile, "/x" + hostile);
        String page = Files.readString(
                soak.record(results, soak.failed(hostile), ReportPage::write).report());

        assertThat(page).doesNotContain("<script>alert");
        assertThat(Pattern.compile("</script").matcher(page).results()).hasSize(3);
        assertThat(page).contains("&lt;/script&gt;&lt;script&gt;alert(1)");
        assertThat(data(page).at("/run/simulation").asText()).isEqualTo(hostile);
        assertThat(data(page).at("/endpoints/0/endpoint").asText()).isEqualTo("/x" + hostile);
    }

    @Test
    void faultsAreShownWithTheirTimesAndTheirTextsStayTexts() throws IOException {
        String hostile = "</script><script>alert(1)</script>";
        FaultRecord fault = new FaultRecord(
                new PlannedFault(
                        hostile,
                        new ConnectionFault.Reset(1),
                        FaultTarget.of("openclaw"),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(30)),
                OptionalLong.of(90_000_000_000L),
                OptionalLong.of(90_200_000_000L),
                OptionalLong.of(120_000_000_000L),
                OptionalLong.empty(),
                OptionalLong.of(124_000_000_000L),
                "a probe was reset, " + hostile,
                hostile,
                List.of(),
                List.of("openclaw"),
                new FaultRecord.Requests(60, 6),
                new FaultRecord.Requests(40, 1));
        String page = Files.readString(new SoakRun(20, "chaos", "/v1/chat", List.of(fault))
                .record(results, PASS, ReportPage::write)
                .report());

        assertThat(page).doesNotContain("<script>alert");
        JsonNode shown = data(page).at("/faults/0");
        assertThat(shown.path("id").asText()).isEqualTo(hostile);
        assertThat(shown.path("applied_s").asText()).isEqualTo("90.000");
        assertThat(shown.path("gone_s").asText()).isEmpty();
        assertThat(shown.path("inside_errors").asText()).isEqualTo("6");
        assertThat(data(page).at("/schedule/0/at_s").asText()).isEqualTo("90.000");
    }

    @Test
    void aRunThatWasKilledHasCurvesButNoVerdict() throws IOException {
        RunFolder folder = new SoakRun(20).record(results, PASS, Page.NONE);
        Files.delete(folder.summary());

        ReportPage.write(folder);

        String page = Files.readString(folder.report());
        assertThat(page).contains("<span>NOT JUDGED</span>", "did not come to its end");
        assertThat(data(page).at("/windows/start")).hasSize(20);
    }

    private static JsonNode data(String page) throws IOException {
        Matcher matcher = Pattern.compile(
                        "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertThat(matcher.find()).isTrue();
        return new ObjectMapper().readTree(matcher.group(1));
    }
}
