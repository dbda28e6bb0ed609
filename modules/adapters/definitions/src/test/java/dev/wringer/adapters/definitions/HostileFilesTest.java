package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the file is, reading it ends in problems that say why. */
class HostileFilesTest {
    @TempDir
    Path folder;

    private List<String> problems(String text) {
        Reading reading = new Reading(folder);
        return reading.problems(reading.read(text, Overrides.NONE));
    }

    private List<String> problems(Path file) {
        return new Reading(folder).problems(SimulationFile.read(file, Overrides.NONE));
    }

    @Test
    void anAbsentFileAFolderAndADeviceAreNoSimulations() {
        assertThat(problems(folder.resolve("absent.conf")))
                .containsExactly("absent.conf: there is no such file. Expected a simulation file");
        assertThat(problems(folder)).first().asString().contains("is a folder");
        assertThat(problems(Path.of("/dev/zero"))).first().asString().contains("is a device or pipe");
    }

    @Test
    void bytesThatAreNotUtf8AreNamedWithTheirLine() throws IOException {
        Path file = folder.resolve("a.conf");
        Files.write(file, new byte[] {'a', '\n', 'b', (byte) 0xc3, (byte) 0x28});

        assertThat(problems(file)).containsExactly("a.conf:2: byte 3 is not UTF-8. Expected a text file in UTF-8");

        Files.write(file, new byte[] {'a', '=', '"', (byte) 0xe2, (byte) 0x82});
        assertThat(problems(file)).first().asString().contains("is not UTF-8");
    }

    @Test
    void deepNestingIsRefusedBeforeTheParserSeesIt() {
        assertThat(problems("a".concat("[".repeat(20_000)))).first().asString().contains("nested more than 64 deep");
        assertThat(problems("a {".repeat(20_000))).first().asString().contains("nested more than 64 deep");
        assertThat(problems("simulation = " + "[".repeat(60) + "]".repeat(60))).hasSize(1);
    }

    @Test
    void aKeyOfTwentyThousandPartsIsRefused() {
        assertThat(problems("a.".repeat(20_000) + "a = 1")).isNotEmpty();
        assertThat(problems("simulation." + "a.".repeat(20_000) + "a = 1")).isNotEmpty();
    }

    @Test
    void aFileOfTenMegabytesIsRefused() {
        assertThat(problems("# padding\n".repeat(1_000_000)))
                .containsExactly("a.conf: is larger than 1 MiB. Expected at most 1 MiB");
    }

    @Test
    void aLargeFileOfRubbishIsRefusedWithAtMostAHundredProblems() {
        StringBuilder text = new StringBuilder("simulation {\n");
        for (int i = 0; i < 40_000; i++) {
            text.append("key-").append(i).append(" = ").append(i).append('\n');
        }
        assertThat(problems(text.append("}").toString())).hasSize(100);
    }

    @Test
    void cyclicIncludesAreRefused() {
        Reading reading = new Reading(folder);
        reading.write("b.conf", "\ninclude \"a.conf\"\n");

        assertThat(problems("include \"b.conf\"\ninclude \"a.conf\"\n" + Reading.SMALL))
                .anyMatch(problem -> problem.startsWith("b.conf:2: include of \"a.conf\": the file includes itself"))
                .anyMatch(problem -> problem.startsWith("a.conf:2: include of \"a.conf\": the file includes itself"));
    }

    @Test
    void filesOfTheSystemCannotBeIncluded() throws IOException {
        Path outside = Files.createTempFile("outside", ".conf");
        Files.createDirectories(folder.resolve("in"));
        Files.createSymbolicLink(folder.resolve("link.conf"), outside);
        try {
            for (String include : List.of(
                    "\"/etc/passwd\"",
                    "file(\"/etc/passwd\")",
                    "required(file(\"/etc/passwd\"))",
                    "\"../../../../../../etc/passwd\"",
                    "url(\"file:///etc/passwd\")",
                    "url(\"http://127.0.0.1:1/x.conf\")",
                    "classpath(\"reference.conf\")",
                    "\"link.conf\"")) {
                assertThat(problems("include " + include + "\n" + Reading.SMALL))
                        .as(include)
                        .singleElement()
                        .asString()
                        .startsWith("a.conf:1: include of ");
            }
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void filesOfTheSystemCannotBeIncludedByAnOverride() {
        Reading reading = new Reading(folder);
        Overrides include = Reading.set("name", "{ include \"/etc/passwd\" }");

        assertThat(reading.problems(reading.read(Reading.SMALL, include)))
                .first()
                .asString()
                .startsWith("--set: ");
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        for (String value :
                List.of("1e999999", "NaN", "99999999999999999999", "0x10", "-1", "1.5", "9".repeat(5_000))) {
            assertThat(new Reading(folder).problemsWith("simulation.services.web.port = " + value))
                    .as(value)
                    .first()
                    .asString()
                    .startsWith("a.conf:6: services.web.port: ")
                    .hasSizeLessThan(500);
        }
    }

    @Test
    void enormousDurationsAreRefused() {
        for (String value : List.of("367d", "200000d", "999999999999999d", "99999999999999999999999h", "1e9h")) {
            assertThat(new Reading(folder).problemsWith("simulation.duration = " + value))
                    .as(value)
                    .first()
                    .asString()
                    .startsWith("a.conf:6: duration: ");
        }
    }

    @Test
    void expansionWithoutEndIsRefusedInTime() {
        StringBuilder laughs = new StringBuilder("variables.a0 = \"" + "ha".repeat(50) + "\"\n");
        for (int i = 1; i < 12; i++) {
            laughs.append("variables.a").append(i).append(" = ");
            laughs.append(("${variables.a" + (i - 1) + "}").repeat(10)).append('\n');
        }
        assertThat(problems(laughs + Reading.SMALL)).isNotEmpty();
    }

    @Test
    void substitutionsInACircleAreRefused() {
        assertThat(problems("variables { a = ${variables.b}, b = ${variables.a} }\n" + Reading.SMALL))
                .first()
                .asString()
                .startsWith("a.conf:1: ");
    }

    @Test
    void aTableThatIsTooLargeOrNoneIsRefused() throws IOException {
        Reading reading = new Reading(folder);
        String feeder = "simulation.traffic.home.feeder.csv = ";
        try (var large =
                new java.io.RandomAccessFile(folder.resolve("large.csv").toFile(), "rw")) {
            large.setLength(1L << 30);
        }
        reading.write("empty.csv", "name\n");
        reading.write("uneven.csv", "a,b\n1,2\n3\n");

        assertThat(reading.problemsWith(feeder + "large.csv"))
                .first()
                .asString()
                .contains("is larger than 16 MiB");
        assertThat(reading.problemsWith(feeder + "empty.csv"))
                .first()
                .asString()
                .contains("has no rows");
        assertThat(reading.problemsWith(feeder + "uneven.csv"))
                .first()
                .asString()
                .contains("record 3 of uneven.csv");
        assertThat(reading.problemsWith(feeder + "absent.csv"))
                .first()
                .asString()
                .contains("cannot read");
        assertThat(reading.problemsWith(feeder + "\".\"")).first().asString().contains("is a folder");
        assertThat(reading.problemsWith(feeder + "\"a\\u0000b\"")).isNotEmpty();
    }

    @Test
    void aBrokenHistogramLogIsRefused() {
        Reading reading = new Reading(folder);
        reading.write("broken.hlog", "#[Histogram log format version 1.3]\nTag=a,0.1,1.0,2.0,HISTxxxx\n");

        assertThat(reading.problemsWith("simulation.services.web.model.latency { hlog = broken.hlog }"))
                .first()
                .asString()
                .contains("broken.hlog is no HdrHistogram log");
    }

    @Test
    void emptyAndBinaryFilesAreNoSimulations() {
        assertThat(problems("")).containsExactly("a.conf: there is no section `simulation`. Expected simulation { … }");
        assertThat(problems("\u0000\u0001\u0002")).isNotEmpty();
        assertThat(problems("simulation = 5")).first().asString().contains("not a section");
        assertThat(problems("[1, 2]")).isNotEmpty();
    }
}
