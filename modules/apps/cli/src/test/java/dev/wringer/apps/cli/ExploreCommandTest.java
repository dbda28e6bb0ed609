package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many seeds of one simulation, and what the exit code says of them. */
class ExploreCommandTest {
    private static final String SHOP = """
        simulation {
          duration = 10m, window = 10s, seed = 1, clock = virtual
          services.shop { port = 8080, model { latency { p50 = 12ms, p99 = 90ms }, defects = [ DEFECTS ] } }
          traffic.cart { to = shop, request = "/cart", arrivals.rate = 5/s, timeout = 2s }
          faults { recovery { within = 20s }, plan.cut { reset = true, to = shop, random = 60/1h, for = 5s..10s } }
          criteria { error-rate { below = 1% }, recovery { within = 20s } }
        }
        """;

    @TempDir
    private Path folder;

    private Wringer.Ended explore(String defects, Object... flags) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.conf"), SHOP.replace("DEFECTS", defects));
        Object[] words = new Object[flags.length + 4];
        words[0] = "explore";
        words[1] = file;
        words[2] = "--results";
        words[3] = folder.resolve("results");
        System.arraycopy(flags, 0, words, 4, flags.length);
        return Wringer.execute(words);
    }

    @Test
    void passesWhenEverySeedDoes() throws IOException {
        Wringer.Ended ended = explore("", "--runs", 4);

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("4 runs: 4 PASS").doesNotContain("shrink");
    }

    @Test
    void failsByTheCriterionTheServiceAndTheFaults() throws IOException {
        Wringer.Ended ended = explore("{ never-recovers = true }", "--runs", 4);

        assertThat(ended.code()).as(ended.output()).isEqualTo(99);
        assertThat(ended.output())
                .contains(
                        "FAIL",
                        " of shop under reset; seeds",
                        "wringer shrink " + folder.resolve("shop.conf") + " --seed 1");
    }

    @Test
    void isNotJudgedWhenAFaultDoesNothing() throws IOException {
        Wringer.Ended ended = explore("{ immune = [ reset ] }", "--runs", 4);

        assertThat(ended.code()).as(ended.output()).isEqualTo(120);
        assertThat(ended.output()).contains("INCONCLUSIVE");
    }

    @Test
    void saysTheSameWhateverTheNumberOfThreads() throws IOException {
        String one = seedsOf(explore("{ never-recovers = true }", "--runs", 6, "--threads", 1));
        String three = seedsOf(explore("{ never-recovers = true }", "--runs", 6, "--threads", 3));

        assertThat(three).isEqualTo(one).contains("seeds", "repeat", "shrink");
    }

    /** Without the folders of the evidence, which have the time of day in their names. */
    private static String seedsOf(Wringer.Ended ended) {
        return ended.output()
                .lines()
                .filter(line -> !line.contains("run folder"))
                .reduce("", (a, b) -> a + b + "\n");
    }

    @Test
    void refusesNumbersThatAreNone() throws IOException {
        for (String flag : new String[] {"--runs", "--threads"}) {
            Wringer.Ended ended = explore("", flag, 0);
            assertThat(ended.code()).isEqualTo(104);
            assertThat(ended.output()).contains("take 1 or more. Nothing was started.");
        }
        assertThat(explore("", "--from-seed", "one").code()).isEqualTo(104);
        assertThat(explore("", "--set", "seeds=3").output()).contains("did you mean `seed`?");
    }
}
