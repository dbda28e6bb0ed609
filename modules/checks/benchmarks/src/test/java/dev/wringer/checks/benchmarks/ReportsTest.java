package dev.wringer.checks.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The full form: minutes of both processors, on demand. */
@EnabledIfSystemProperty(named = "benchmarks", matches = "full")
class ReportsTest {
    private static final String COMMAND = "mvn -o verify -pl modules/checks/benchmarks -am -Dbenchmarks=full"
            + " -Dtest=ReportsTest -Dsurefire.failIfNoSpecifiedTests=false";

    private static final Path FOLDER = Path.of(System.getProperty("wringer.home"), "modules", "checks", "benchmarks");

    @Test
    void errorRatesAreWritten() throws IOException {
        new Reports(FOLDER, COMMAND).errorRates();
        assertThat(FOLDER.resolve("judge-error-rates.md")).isNotEmptyFile();
    }

    @Test
    void speedIsWritten() throws IOException {
        new Reports(FOLDER, COMMAND).speed();
        assertThat(FOLDER.resolve("judge-speed.md")).isNotEmptyFile();
    }

    @Test
    void costsOfTheProxyAreWritten() throws IOException {
        new Reports(FOLDER, COMMAND).proxy();
        assertThat(FOLDER.resolve("proxy-speed.md")).isNotEmptyFile();
    }
}
