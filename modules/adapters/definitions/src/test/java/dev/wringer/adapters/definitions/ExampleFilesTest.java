package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleFilesTest {
    static final Path SIMULATIONS = Path.of(System.getProperty("wringer.home")).resolve("simulations");

    /** Every runnable file; those in simulations/sonia are parts that others include. */
    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(SIMULATIONS)) {
            return files.filter(file -> file.toString().endsWith(".conf"))
                    .filter(file -> !file.getParent().endsWith("sonia"))
                    .sorted()
                    .toList();
        }
    }

    private static Read.Valid read(String name) {
        return Reading.valid(SimulationFile.read(SIMULATIONS.resolve(name), Overrides.NONE));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleFileCanRun(Path file) {
        Read.Valid read = Reading.valid(SimulationFile.read(file, Overrides.NONE));

        assertThat(SimulationPlan.describe(read.simulation(), read.clock())).hasSizeGreaterThan(8);
    }

    @Test
    void theExampleOfTheReadmeCanRun(@TempDir Path folder) throws IOException {
        String readme = Files.readString(SIMULATIONS.resolve("README.md"));
        String example = readme.substring(readme.indexOf("```hocon") + 8, readme.indexOf("```\n\n- **Two"));

        assertThat(Reading.valid(new Reading(folder).read(example, Overrides.NONE))
                        .clock())
                .isEqualTo(ClockKind.REAL);
    }

    @Test
    void theSoakHasGate2sTrafficOnBothClocks() {
        Simulation soak = read("sonia-soak.conf").simulation();

        assertThat(soak.windowCount()).isEqualTo(2_880);
        assertThat(soak.services())
                .extracting(Service::name)
                .containsExactly("eva-os", "memory-engine", "model-router", "openclaw", "pipecat", "api-gateway");
        assertThat(soak.services()).extracting(Service::port).containsExactly(7050, 7020, 7010, 7040, 7030, 7000);
        assertThat(SimulationPlan.clocks(soak)).containsExactly(ClockKind.REAL, ClockKind.VIRTUAL);
        // 172,800 and 17,280 requests and 14,400 sessions, less those of 22 minutes of pauses
        assertThat(SimulationPlan.describe(soak, ClockKind.VIRTUAL))
                .anyMatch(line -> line.contains("chat -> api-gateway") && line.contains("171,480 requests"))
                .anyMatch(line -> line.contains("action -> api-gateway") && line.contains("17,148 requests"))
                .anyMatch(line -> line.contains("voice -> pipecat") && line.contains("14,290 sessions"))
                .anyMatch(line -> line.contains("11 checkpoints of 2min"));
    }

    @Test
    void theQuickstartTakesAMinuteOnTheRealClock() {
        Read.Valid quickstart = read("quickstart.conf");

        assertThat(quickstart.clock()).isEqualTo(ClockKind.REAL);
        assertThat(quickstart.simulation().duration()).isEqualTo(Duration.ofSeconds(60));
        assertThat(quickstart.simulation().windowCount()).isEqualTo(12);
        assertThat(((Service.Launch) quickstart
                                .simulation()
                                .services()
                                .getFirst()
                                .runs()
                                .orElseThrow())
                        .command())
                .containsExactly(
                        System.getProperty("wringer.home") + "/modules/targets/sonia/sonia",
                        "eva-os",
                        "--base-port",
                        "7000");
    }

    @Test
    void aDefectFileIsTheSoakWithOneDefect() {
        Simulation leak = read("defects/memory-leak.conf").simulation();

        assertThat(leak.services().stream()
                        .flatMap(service -> service.model().orElseThrow().defects().stream())
                        .toList())
                .hasSize(1);
        assertThat(leak.criteria())
                .isEqualTo(read("sonia-soak.conf").simulation().criteria());
    }

    @Test
    void oneVariableMovesAllPortsOfSonia() {
        Read read =
                SimulationFile.read(SIMULATIONS.resolve("quickstart.conf"), Reading.set("variables.sonia-ports", "71"));

        assertThat(Reading.valid(read).simulation().services())
                .extracting(Service::port)
                .containsExactly(7150, 7120, 7110, 7140, 7130, 7100);
    }
}
