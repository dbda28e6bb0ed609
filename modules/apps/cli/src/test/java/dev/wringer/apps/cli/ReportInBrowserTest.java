package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The report in a real browser; Playwright belongs to one thread. */
@Execution(ExecutionMode.SAME_THREAD)
class ReportInBrowserTest {
    private static final String HOSTILE =
            "</script><script>window.hacked = 1</script><img src=x onerror='hacked=1'>\u202e\\\"";

    @TempDir
    private static Path folder;

    private static Chromium chromium;
    private static Path chaos;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
        chaos = Wringer.execute(
                        "run",
                        Wringer.SIMULATIONS.resolve("sonia-chaos.conf"),
                        "--clock=virtual",
                        "--duration=20m",
                        "--results",
                        folder.resolve("chaos"))
                .folder();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    private static Page open(Path run, int width, int height) {
        Page page = chromium.page(width, height);
        page.navigate(run.resolve("report.html").toUri().toString());
        page.waitForCondition(
                () -> Boolean.TRUE.equals(page.evaluate("document.querySelectorAll('#charts svg path').length > 0")));
        return page;
    }

    @Test
    void everyPartIsDrawnAndNothingIsComplainedOf() {
        try (Page page = open(chaos, 1280, 900)) {
            assertThat(page.evaluate("PANELS.filter(panel => !panel.box.hidden).length"))
                    .isEqualTo(8);
            assertThat(page.evaluate("document.querySelectorAll('#findings tbody tr').length"))
                    .isEqualTo(page.evaluate("summary.findings.length"));
            assertThat(page.evaluate("document.querySelectorAll('#faults tbody tr').length"))
                    .isEqualTo(page.evaluate("schedule.length"));
            assertThat(chromium.complaints).isEmpty();
            Chromium.picture(page, "report-1280");
        }
    }

    @Test
    void aNarrowWindowNeedsNoScrollingSideways() {
        try (Page page = open(chaos, 390, 844)) {
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
            Chromium.picture(page, "report-390");
        }
    }

    @Test
    void whatASystemMadeUpIsReadAndNotRun() throws IOException {
        Path file = Files.writeString(folder.resolve("hostile.conf"), """
            simulation {
              name = "%1$s", duration = 10m, window = 10s
              services.web { port = 80, model { latency { p50 = 20ms, p99 = 90ms } } }
              traffic.home { to = web, request { get = "/", endpoint = "%1$s" }, arrivals { rate = 20/s } }
              criteria { error-rate { below = 1%% } }
            }
            """.formatted(HOSTILE));
        Wringer.Ended ended = Wringer.execute("run", file, "--clock=virtual", "--results", folder.resolve("hostile"));
        assertThat(ended.code()).as(ended.output()).isZero();

        try (Page page = open(ended.folder(), 1280, 900)) {
            assertThat(page.evaluate("typeof hacked")).isEqualTo("undefined");
            assertThat(page.textContent(".run-name")).contains("<script>window.hacked = 1</script>");
            assertThat(page.textContent("#endpoints")).contains("<img src=x onerror='hacked=1'>");
            assertThat(page.querySelectorAll("main img")).isEmpty();
            assertThat(chromium.complaints).isEmpty();
        }
    }
}
