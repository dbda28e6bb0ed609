package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.adapters.storage.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each file in {@code simulations/chaos-defects/} does what its first line says; {@link OverlapBugTest} has the one that needs a search. */
class ChaosExamplesTest {
    @TempDir
    Path results;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "silent-fault   | 120 | faults of cut: cut: connections reset, shop | not confirmed: 0 of 200 canary"
                        + " requests touched",
                "never-recovers | 99  | recovery of cut: cut: connections reset, shop | not recovered",
                "slow-recovery  | 99  | recovery of cut: cut: connections reset, shop | recovered after 17 s, at most"
                        + " 10 s allowed",
                "lost-writes    | 99  | nothing-lost of buy: | lost, 0 unknown; at most 0 may be lost",
            })
    void aPlantedDefectIsFoundAndTheFaultNamed(String file, int code, String begin, String said) {
        Wringer.Ended ended = run("chaos-defects/" + file + ".conf");

        assertThat(ended.code()).as(ended.output()).isEqualTo(code);
        assertThat(ended.summary().path("verdict").path("reasons").path(0).asText())
                .startsWith(begin)
                .contains(said);
    }

    /** The model answers well again 17 s after the fault is gone. */
    @Test
    void aSlowRecoveryIsMeasuredWithinASecondOfTheTruth() {
        RunFolder folder =
                RunFolder.open(run("chaos-defects/slow-recovery.conf").folder());

        assertThat(folder.faultRows()).isNotEmpty().allSatisfy(row -> {
            double removed = Double.parseDouble(row.text("removed_s"));
            double recovered = Double.parseDouble(row.text("recovered_s"));
            assertThat(recovered - removed).isCloseTo(17, within(1.0));
        });
    }

    @Test
    void soniaComesThroughHoursOfChaosTheSameWayEachTime() throws IOException {
        Wringer.Ended first = runHours();
        Wringer.Ended second = runHours();

        assertThat(first.code()).as(first.output()).isZero();
        assertThat(Files.readString(second.folder().resolve("verdict.json")))
                .isEqualTo(Files.readString(first.folder().resolve("verdict.json")));
        assertThat(Files.readString(second.folder().resolve("faults.csv")))
                .isEqualTo(Files.readString(first.folder().resolve("faults.csv")));
    }

    private Wringer.Ended runHours() {
        return run("sonia-chaos.conf", "--clock", "virtual", "--duration", "6h", "--set", "load=20%");
    }

    private Wringer.Ended run(String file, String... flags) {
        Stream<Object> run = Stream.of("run", Wringer.SIMULATIONS.resolve(file), "--results", results);
        return Wringer.execute(Stream.concat(run, Stream.of(flags)).toArray());
    }
}
