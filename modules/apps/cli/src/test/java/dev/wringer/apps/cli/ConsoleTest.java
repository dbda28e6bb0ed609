package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.wringer.apps.console.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console in a real browser, with a run that really goes on; Playwright belongs to one thread. */
@Execution(ExecutionMode.SAME_THREAD)
class ConsoleTest {
    private static final Pattern ADDRESS = Pattern.compile("console {5}(\\S+)#token=(\\S+)");
    private static final int WINDOWS = 5;

    @TempDir
    private static Path folder;

    private static Chromium chromium;
    private static OwnJvm wringer;
    private static Path results;
    private static String address;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        chromium = new Chromium();
        results = folder.resolve("results");
        Path file = ScriptedSystem.file(
                folder,
                "services { web { " + ScriptedSystem.launched(ScriptedSystem.freePort(), "healthy")
                        + "ready { http = \"/ready\" } } }\n" + ScriptedSystem.HOME_TRAFFIC
                        + "\nduration = 10min, window = 1s");
        wringer = Wringer.launch("run", file, "--results", results, "--console", "127.0.0.1:0");
        wringer.transcript().await("all services are ready");
        Matcher printed = ADDRESS.matcher(wringer.transcript().text());
        assertThat(printed.find()).as(wringer.transcript().text()).isTrue();
        address = printed.group(1);
        token = printed.group(2);
    }

    @AfterAll
    static void stop() {
        if (wringer != null) {
            wringer.handle().destroy();
            wringer.handle().onExit().join();
            wringer.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private static String run() throws IOException {
        try (Stream<Path> runs = Files.list(results)) {
            return String.valueOf(runs.findFirst().orElseThrow().getFileName());
        }
    }

    private static void awaitWindows(Page page, int more) {
        await(page, "count >= " + (count(page) + more));
    }

    /** The page lets nothing evaluate texts in it, Playwright's own waiting neither. */
    private static void await(Page page, String condition) {
        page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate("Boolean(" + condition + ")")));
    }

    private static int count(Page page) {
        return ((Number) page.evaluate("count")).intValue();
    }

    @ParameterizedTest
    @CsvSource({
        "websocket,live over WebSocket",
        "sse,live over server-sent events",
        "poll,live by long polling",
        "'',live over WebSocket"
    })
    void windowsAppearAsTheyEndByEachTransport(String transport, String shown) {
        try (Page page = chromium.page(1280, 900)) {
            page.navigate(address + "?transport=" + transport);
            await(page, "count > 1");

            assertThat(page.textContent("#transport")).isEqualTo(shown);
            double least = Double.MAX_VALUE;
            for (int i = 0; i < WINDOWS; i++) {
                awaitWindows(page, 1);
                least = Math.min(least, ((Number) page.evaluate("Date.now() - last")).doubleValue());
            }
            assertThat(least)
                    .as("ms from the end of a window to its being there")
                    .isLessThan(1_000);
            assertThat(page.evaluate("windows.start.every((at, i) => i === 0 || at - windows.start[i - 1] === 1000)"))
                    .isEqualTo(true);
            await(page, "document.querySelectorAll('#charts svg path').length > 0");
            assertThat(page.textContent(".verdict h1 span")).isEqualTo("RUNNING");
            assertThat(chromium.complaints).isEmpty();
            Chromium.picture(page, "console-1280");
        }
    }

    @Test
    void aServerThatStartsAnewIsFoundAgainAndNothingIsMissed() throws IOException {
        Console.Settings any = new Console.Settings("127.0.0.1", 0, results, Optional.empty(), Optional.empty());
        try (Page page = chromium.page(1280, 900)) {
            URI first;
            int before;
            try (Console console = Console.start(any, Optional.empty())) {
                first = console.address();
                page.navigate(first + "runs/" + run() + "/");
                await(page, "count > 1");
                before = count(page);
            }
            await(page, "document.getElementById('transport').textContent === 'reconnecting'");
            Console.Settings same =
                    new Console.Settings("127.0.0.1", first.getPort(), results, Optional.empty(), Optional.empty());
            try (Console again = Console.start(same, Optional.empty())) {
                assertThat(again.address()).isEqualTo(first);
                await(page, "count > " + (before + 2));
                assertThat(page.evaluate(
                                "windows.start.every((at, i) => i === 0 || at - windows.start[i - 1] === 1000)"))
                        .isEqualTo(true);
            }
        }
    }

    @Test
    void theZoomIsOneForAllCurvesAndGoesDownToAWindow() {
        try (Page page = chromium.page(1280, 900)) {
            page.navigate(address);
            await(page, "count > 8 && PANELS[0].chart");
            page.focus(".zoom");
            for (int i = 0; i < 12; i++) {
                page.keyboard().press("+");
            }
            String zoom = "chart => { const z = chart.getOption().dataZoom[0]; return z.end - z.start; }";
            double width = ((Number) page.evaluate("(" + zoom + ")(PANELS[0].chart)")).doubleValue();
            assertThat(width).isLessThanOrEqualTo(100.0 / 8);
            assertThat(page.evaluate("(" + zoom + ")(PANELS[2].chart)"))
                    .isEqualTo(page.evaluate("(" + zoom + ")(PANELS[0].chart)"));
            page.keyboard().press("Escape");
            assertThat(page.evaluate("(" + zoom + ")(PANELS[1].chart)")).isEqualTo(100);
        }
    }

    @Test
    void controlsNeedTheToken() {
        try (Page page = chromium.page(1280, 900)) {
            page.navigate(address);
            await(page, "count > 1");
            page.onDialog(dialog -> dialog.accept());
            page.click("[data-control=stop]");
            await(page, "document.getElementById('answer').textContent.includes('need the token')");
            awaitWindows(page, 2);

            page.navigate(address + "#token=" + token);
            page.reload();
            await(page, "count > 1");
            assertThat(page.url()).doesNotContain(token);
            page.click("[data-control=hold]");
            await(page, "document.getElementById('answer').textContent === 'done'");
            await(page, "windows.held.at(-1) === 1 && endpoints[0].rate.at(-1) === 0");
            page.click("[data-control=go]");
            await(page, "windows.held.at(-1) === 0 && endpoints[0].rate.at(-1) > 0");
        }
    }

    @Test
    void aNarrowWindowNeedsNoScrollingSideways() {
        try (Page page = chromium.page(390, 844)) {
            page.navigate(address);
            await(page, "count > 1 && PANELS[0].chart");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
            Chromium.picture(page, "console-390");
            page.navigate(URI.create(address).resolve("/").toString());
            page.waitForSelector("#runs tbody tr");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
        }
    }
}
