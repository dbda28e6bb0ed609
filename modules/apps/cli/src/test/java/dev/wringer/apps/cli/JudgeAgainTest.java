package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run can be judged again from its folder, and held against an earlier one. */
class JudgeAgainTest {
    private static final String SIMULATION = """
        simulation {
          duration = 4h, window = 60s, seed = SEED
          services { shop { port = 8080, limit = 512MiB, model {
            latency { p50 = 12ms, p99 = 90ms }, noise { latency = 8%, correlation = 0.9, memory = 8MiB }
            defects = [ DEFECT ]
          } } }
          traffic { cart { to = shop, request = "/cart", arrivals { rate = 3/s } } }
          criteria { error-rate { below = 1% }, p95 { below = 200ms, stable = true }, memory {}, restarts {} }
        }
        """;

    private static final String SAME = "the run's own verdict, byte for byte";

    @TempDir
    private Path folder;

    @Test
    void whatTheLiveJudgeSaidIsSaidAgainByteForByte() throws IOException {
        for (String defect : new String[] {
            "",
            "{ errors = 5%, at = 1h }",
            "{ crash = true, at = 2h }",
            "{ leak = 2MiB/min }",
            "{ latency-step = 2, at = 2h }"
        }) {
            Wringer.Ended run = run(1, defect);
            Wringer.Ended again = Wringer.execute("judge", run.folder());
            assertThat(again.output()).as(defect).contains(SAME);
            assertThat(again.code()).isEqualTo(run.code());
        }
    }

    @Test
    void changedEvidenceIsNoticed() throws IOException {
        Path run = run(1, "").folder();
        Path windows = run.resolve("windows.csv");
        String healthy = Files.readString(windows);
        Files.writeString(windows, healthy.replaceFirst(",180,0,0(\\.0+)?,", ",180,9,5,"));

        assertThat(Files.readString(windows)).isNotEqualTo(healthy);
        assertThat(Wringer.execute("judge", run).output()).contains("this differs from the run's own verdict.json");
    }

    @Test
    void aSlowerRunIsWarnedOfAndItsFolderKeepsWhatItWasComparedWith() throws IOException {
        Path earlier = run(1, "").folder();
        Wringer.Ended same = run(2, "", "--baseline", earlier);
        Wringer.Ended slower = run(3, "{ latency-step = 1.5 }", "--baseline", earlier);

        assertThat(same.output()).contains("baseline").doesNotContain("warning: baseline");
        assertThat(slower.output()).contains("warning: baseline of shop/cart: against the earlier run, p95 is ");
        Files.move(earlier, earlier.resolveSibling("elsewhere"));
        assertThat(Wringer.execute("judge", slower.folder()).output())
                .contains("warning: baseline of shop/cart")
                .contains(SAME);
    }

    private Wringer.Ended run(int seed, String defect, Object... more) throws IOException {
        Path file = Files.writeString(
                folder.resolve("shop.conf"),
                SIMULATION.replace("SEED", Integer.toString(seed)).replace("DEFECT", defect));
        Object[] arguments = new Object[5 + more.length];
        arguments[0] = "run";
        arguments[1] = file;
        arguments[2] = "--clock=virtual";
        arguments[3] = "--results";
        arguments[4] = folder.resolve("results");
        System.arraycopy(more, 0, arguments, 5, more.length);
        return Wringer.execute(arguments);
    }
}
