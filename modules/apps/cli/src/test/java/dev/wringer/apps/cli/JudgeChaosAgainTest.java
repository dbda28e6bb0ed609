package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with faults can be judged again from its folder. */
class JudgeChaosAgainTest {
    private static final String SIMULATION = """
        simulation {
          duration = 30m, window = 10s, seed = 7
          services {
            shop { port = 8080, model { latency { p50 = 12ms, p99 = 90ms } } }
            bank { port = 8081, model { latency { p50 = 12ms, p99 = 90ms } } }
          }
          traffic {
            cart { to = shop, request = "/cart", arrivals { rate = 5/s }, timeout = 2s }
            pay { to = bank, request = "/pay", arrivals { rate = 5/s }, timeout = 2s }
          }
          faults {
            recovery { good-seconds = 3 }
            plan {
              reset { reset = true, to = shop, at = 303s, for = 8s }
              slow { latency = 400ms, to = bank, at = 10m, for = 21s }
              frozen { pause = true, to = shop, at = 20m, for = 9s }
            }
          }
          criteria { error-rate { below = 1% }, recovery { within = WITHIN }, outside-blast-radius {} }
        }
        """;

    private static final String SAME = "the run's own verdict, byte for byte";

    @TempDir
    private Path folder;

    @Test
    void whatTheLiveJudgeSaidOfFaultsIsSaidAgainByteForByte() throws IOException {
        for (String within : List.of("30s", "10ms")) {
            Wringer.Ended run = run(within);
            Wringer.Ended again = Wringer.execute("judge", run.folder());

            assertThat(Files.readAllLines(run.folder().resolve("faults.csv"))).hasSize(4);
            assertThat(again.output()).as(run.output()).contains(SAME);
            assertThat(again.code()).isEqualTo(run.code());
        }
    }

    @Test
    void withoutWhatBecameOfTheFaultsTheVerdictIsAnother() throws IOException {
        Path run = run("30s").folder();
        Files.delete(run.resolve("faults.csv"));

        assertThat(Wringer.execute("judge", run).output()).contains("this differs from the run's own verdict.json");
    }

    @Test
    void aRunThatWasKilledGetsTheVerdictSoFar() throws IOException {
        Path run = run("30s").folder();
        for (String atTheEnd : List.of("verdict.json", "summary.json", "report.html", "junit.xml", "MANIFEST.json")) {
            Files.delete(run.resolve(atTheEnd));
        }
        for (String grown : List.of("journal.jsonl", "windows.csv", "faults.csv")) {
            String text = Files.readString(run.resolve(grown));
            Files.writeString(run.resolve(grown), text.substring(0, text.length() * 2 / 3));
        }

        Wringer.Ended again = Wringer.execute("judge", run);

        assertThat(again.output()).contains("the run has no verdict of its own: it did not come to its end");
        assertThat(again.code()).isIn(ExitCode.FAIL.number, ExitCode.NOT_JUDGED.number);
    }

    @Test
    void theJournalTellsEachStepOfAFaultWithWhatWasSeen() throws IOException {
        Wringer.Ended run = run("30s");

        assertThat(run.journal())
                .filteredOn(event -> event.path("fault").asText().equals("slow"))
                .allSatisfy(event -> {
                    assertThat(event.path("kind").asText()).isEqualTo("latency");
                    assertThat(event.path("target").asText()).isEqualTo("bank");
                })
                .extracting(event -> event.path("event").asText())
                .containsExactly(
                        "fault-planned",
                        "fault-starting",
                        "fault-applied",
                        "fault-confirmed",
                        "fault-removed",
                        "fault-gone",
                        "fault-recovered");
        assertThat(run.journal())
                .filteredOn(event -> event.path("event").asText().matches("fault-(confirmed|gone|recovered)"))
                .allSatisfy(event -> assertThat(event.path("detail").asText()).isNotEmpty());
    }

    private Wringer.Ended run(String within) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.conf"), SIMULATION.replace("WITHIN", within));
        return Wringer.execute("run", file, "--clock=virtual", "--results", folder.resolve("results"));
    }
}
