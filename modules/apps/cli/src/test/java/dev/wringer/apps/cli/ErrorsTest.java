package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads when something is wrong, and that nothing goes on running. */
class ErrorsTest {
    private static final String STACK_FRAME = "\tat ";

    @TempDir
    Path folder;

    @Test
    void aPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String web = ScriptedSystem.launched(taken.getLocalPort(), "healthy") + "ready { http = \"/\" }";

            Wringer.Ended ended = notStarted(web);

            assertThat(ended.output()).contains("service web: ", "port " + taken.getLocalPort());
        }
    }

    @Test
    void aCommandThatIsMissing() throws IOException {
        Wringer.Ended ended = notStarted("start = [ no-such-program-anywhere ], port = " + ScriptedSystem.freePort());

        assertThat(ended.output()).contains("service web: ", "no-such-program-anywhere");
    }

    @Test
    void aServiceThatNeverGetsReady() throws IOException {
        String web = ScriptedSystem.launched(ScriptedSystem.freePort(), "deaf") + "ready { within = 2s }";

        Wringer.Ended ended = notStarted(web);

        assertThat(ended.output()).contains("service web: not ready within 2.0 s", "  | scripted service: deaf");
    }

    @Test
    void aServiceThatExitsAtOnce() throws IOException {
        String web = ScriptedSystem.launched(ScriptedSystem.freePort(), "exiting");

        Wringer.Ended ended = notStarted(web);

        assertThat(ended.output())
                .contains("service web: exited before it was ready: ", "3", "  | the configuration is missing");
    }

    /** Runs a system whose first service is well, and whose second is not. */
    private Wringer.Ended notStarted(String web) throws IOException {
        int port = ScriptedSystem.freePort();
        String base = ScriptedSystem.launched(port, "healthy") + "ready { http = \"/\" }";
        String keys = "services { base { " + base + " }, web { depends-on = base\n" + web + " } }\n"
                + ScriptedSystem.HOME_TRAFFIC;

        Wringer.Ended ended =
                Wringer.execute("run", ScriptedSystem.file(folder, keys), "--results", folder.resolve("results"));

        assertThat(ended.code()).as(ended.output()).isEqualTo(120);
        assertThat(ended.output()).doesNotContain(STACK_FRAME).contains("INCONCLUSIVE");
        assertThat(Wringer.EVIDENCE)
                .allSatisfy(file -> assertThat(ended.folder().resolve(file)).isNotEmptyFile());
        assertThat(Services.left(ended.folder())).isEmpty();
        assertThat(ended.journal().stream()
                        .map(event -> event.path("event").asText() + " "
                                + event.path("service").asText()))
                .contains("service-ready base", "service-stopped base");
        return ended;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --no-such-flag simulation.conf",
                "run --clock lunar simulation.conf",
                "run",
                "runn simulation.conf",
                "run no-such-file.conf",
                "check no-such-file.conf"
            })
    void aCommandThatIsWrongStartsNothing(String words) {
        Wringer.Ended ended = Wringer.execute((Object[]) words.split(" ", -1));

        assertThat(ended.output()).contains("Nothing was started").doesNotContain(STACK_FRAME);
        assertThat(ended.code()).isEqualTo(104);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simulation {",
                "simulation { duration = 1fortnight }",
                "simulation { duration = 1s, services { web { port = 80, modle { latency = 1ms } } } }",
                "nothing = here",
                ""
            })
    void aBrokenFileStartsNothing(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.conf"), text);
        Path results = folder.resolve("results");

        Wringer.Ended ended = Wringer.execute("run", file, "--results", results);

        assertThat(ended.output())
                .contains("broken.conf", "Nothing was started")
                .doesNotContain(STACK_FRAME);
        assertThat(ended.code()).isEqualTo(104);
        assertThat(results).doesNotExist();
    }

    @Test
    void resultsThatCannotBeWrittenStartNothing() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");
        Path file = Wringer.SIMULATIONS.resolve("virtual-heavy.conf");

        Wringer.Ended ended = Wringer.execute("run", file, "--results", inTheWay.resolve("results"));

        assertThat(ended.output()).contains("cannot write results to").doesNotContain(STACK_FRAME);
        assertThat(ended.code()).isEqualTo(104);
    }

    @Test
    void helpIsNoError() {
        assertThat(List.of("--help", "run --help", "help judge", "--version"))
                .allSatisfy(words -> assertThat(
                                Wringer.execute((Object[]) words.split(" ", -1)).code())
                        .isZero());
    }
}
