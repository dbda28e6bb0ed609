package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever changes the evidence of a run is found out, with file and bytes. */
class VerifyCommandTest {
    private static final int FLIPS = Integer.getInteger("wringer.flips", 8);

    @TempDir
    private Path folder;

    private Path key;
    private Path run;

    @BeforeEach
    void runSigned() {
        key = folder.resolve("host.key");
        assertThat(Wringer.execute("key", "--out", key).code()).isZero();
        run = Wringer.execute(
                        "run",
                        Wringer.SIMULATIONS.resolve("sonia-chaos.conf"),
                        "--clock=virtual",
                        "--duration=1h",
                        "--key",
                        key,
                        "--results",
                        folder.resolve("results"))
                .folder();
    }

    private static List<Path> files(Path run) throws IOException {
        try (Stream<Path> all = Files.walk(run)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void allIsAsItWasAndSignedWithTheKey() {
        Wringer.Ended ended = Wringer.execute("verify", run, "--key", key + ".pub");

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("every file is as it was at the end of the run; signed with ed25519:");
    }

    @Test
    void anyFlippedByteOfAnyFileIsFound() throws IOException {
        SplittableRandom random = new SplittableRandom();
        for (Path file : files(run)) {
            byte[] bytes = Files.readAllBytes(file);
            for (int flip = 0; flip < FLIPS; flip++) {
                int at = random.nextInt(bytes.length);
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, flipped);

                Wringer.Ended ended = Wringer.execute("verify", run);

                assertThat(ended.code())
                        .as(file + " at " + at + ": " + ended.output())
                        .isEqualTo(99);
                assertThat(ended.output()).startsWith(run.relativize(file) + " ");
            }
            Files.write(file, bytes);
        }
        assertThat(Wringer.execute("verify", run).code()).isZero();
    }

    @Test
    void theRangeOfBytesIsNamed() throws IOException {
        Path latencies = run.resolve("latencies.hlog");
        byte[] bytes = Files.readAllBytes(latencies);
        assertThat(bytes.length).isGreaterThan(3 * 65_536);
        bytes[70_000]++;
        bytes[150_000]++;
        Files.write(latencies, bytes);

        assertThat(Wringer.execute("verify", run).output())
                .startsWith("latencies.hlog differs within bytes 65536 to 196607");
    }

    @Test
    void whatIsGoneOrAddedIsNamed() throws IOException {
        Files.delete(run.resolve("seconds.csv"));
        Files.createSymbolicLink(run.resolve("link"), run.resolve("run.json"));

        assertThat(Wringer.execute("verify", run).output().lines())
                .containsExactly("seconds.csv is gone", "link was added");
    }

    @Test
    void anotherKeyIsNotAccepted() {
        Path other = folder.resolve("other.key");
        Wringer.execute("key", "--out", other);

        Wringer.Ended ended = Wringer.execute("verify", run, "--key", other + ".pub");

        assertThat(ended.code()).isEqualTo(99);
        assertThat(ended.output()).contains("signed with another key: ed25519:");
    }

    @Test
    void aRunWithoutASignatureOrAnEndCannotBeChecked() throws IOException {
        Path unsigned = Wringer.execute(
                        "run", Wringer.SIMULATIONS.resolve("quickstart.conf"), "--clock=virtual", "--results", folder)
                .folder();

        assertThat(Wringer.execute("verify", unsigned).output()).contains("not signed");
        assertThat(Wringer.execute("verify", unsigned, "--key", key + ".pub").code())
                .isEqualTo(120);
        Files.delete(unsigned.resolve("MANIFEST.json"));
        assertThat(Wringer.execute("verify", unsigned).code()).isEqualTo(120);
    }

    @Test
    void aKeyIsReadableByItsOwnerAloneAndNeverReplaced() throws IOException {
        String before = Files.readString(key);

        Wringer.Ended again = Wringer.execute("key", "--out", key);

        assertThat(again.code()).isEqualTo(104);
        assertThat(again.output()).contains("is there already; a key is never replaced");
        assertThat(Files.readString(key)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyThatIsNoneIsToldBeforeAnythingStarts() throws IOException {
        List<Path> results = new ArrayList<>(files(folder));
        Path none = Files.writeString(folder.resolve("none.key"), "hello");

        Wringer.Ended ended = Wringer.execute(
                "run",
                Wringer.SIMULATIONS.resolve("quickstart.conf"),
                "--clock=virtual",
                "--key",
                none,
                "--results",
                folder);

        assertThat(ended.code()).isEqualTo(104);
        assertThat(ended.output()).contains("none.key is not");
        results.add(none);
        assertThat(files(folder)).containsExactlyInAnyOrderElementsOf(results);
    }
}
