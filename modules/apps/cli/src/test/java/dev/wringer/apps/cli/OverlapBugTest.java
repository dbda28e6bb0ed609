package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bug that needs two faults at once is found by exploring, and shrunk to these two. */
class OverlapBugTest {
    private static final Path BUG = Wringer.SIMULATIONS.resolve("chaos-defects/overlap-bug.conf");
    private static final String RECOVERY = "recovery of gateway under latency and pause";

    @TempDir
    Path results;

    private static String after(String label, Wringer.Ended ended) {
        return ended.output()
                .lines()
                .filter(line -> line.startsWith(label))
                .findFirst()
                .orElseThrow()
                .substring(label.length());
    }

    @Test
    void exploringFindsItAndShrinkingLeavesTheTwoFaults() throws IOException {
        Wringer.Ended explored = Wringer.execute("explore", BUG, "--from-seed", 20, "--runs", 10, "--results", results);
        assertThat(explored.code()).as(explored.output()).isEqualTo(99);
        assertThat(explored.output()).contains("9 PASS, 1 FAIL", RECOVERY + "; seeds 27");

        Path ofTheFile = results.resolve("of-the-file.conf");
        String shrink = after("  shrink      wringer ", explored);
        assertThat(shrink).isEqualTo("shrink " + BUG + " --seed 27");
        shrinks(List.of(shrink.split(" ")), ofTheFile);

        Path ofTheRun = results.resolve("of-the-run.conf");
        shrinks(List.of("shrink", after("  run folder  ", explored)), ofTheRun);
        assertThat(Files.readAllLines(ofTheRun))
                .filteredOn(line -> !line.contains("of-the-run"))
                .isEqualTo(Files.readAllLines(ofTheFile).stream()
                        .filter(line -> !line.contains("of-the-file"))
                        .toList());
    }

    /** What is written fails by itself, in the same way. */
    private void shrinks(List<String> command, Path smallest) {
        List<Object> words = new ArrayList<>(command);
        words.add("--to");
        words.add(smallest);
        Wringer.Ended shrunk = Wringer.execute(words.toArray());
        assertThat(shrunk.code()).as(shrunk.output()).isZero();
        assertThat(shrunk.output()).contains("fails by " + RECOVERY + ", with 40 faults", "2 faults left after");

        Wringer.Ended again = Wringer.execute("explore", smallest, "--runs", 1, "--results", results);
        assertThat(again.code()).as(again.output()).isEqualTo(99);
        assertThat(again.output()).contains("1 run failed by " + RECOVERY);
    }

    @Test
    void aSeedThatPassesCannotBeShrunk() {
        Wringer.Ended ended = Wringer.execute("shrink", BUG, "--seed", 21);

        assertThat(ended.code()).isEqualTo(104);
        assertThat(ended.output()).contains("overlap-bug.conf with seed 21 does not fail on the virtual clock");
    }

    @Test
    void aRunIsShrunkAsItWas() {
        Path run = Wringer.execute(
                        "run", BUG, "--duration", "1m", "--set", "faults.plan.any.for=1s", "--results", results)
                .folder();
        Wringer.Ended ended = Wringer.execute("shrink", run, "--seed", 27);

        assertThat(ended.code()).isEqualTo(104);
        assertThat(ended.output()).contains("--seed, --duration and --set go with a simulation file");
    }

    @Test
    void whatIsNeitherARunNorAFileCannotBeShrunk() {
        assertThat(Wringer.execute("shrink", results).output()).contains("is not a run folder");
        assertThat(Wringer.execute("shrink", results.resolve("none.conf")).output())
                .contains("there is no run folder or simulation file");
        assertThat(Wringer.execute("shrink", BUG, "--trials", 0).output()).contains("--trials takes 1 or more");
        assertThat(Wringer.execute("shrink", results).code()).isEqualTo(104);
    }
}
