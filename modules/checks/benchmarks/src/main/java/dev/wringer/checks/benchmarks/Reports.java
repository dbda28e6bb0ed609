package dev.wringer.checks.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Writes what was measured beside the sources of this module, each with the command that measures it again. */
final class Reports {
    private final Path folder;
    private final String command;

    Reports(Path folder, String command) {
        this.folder = folder;
        this.command = command;
    }

    void errorRates() throws IOException {
        write("judge-error-rates.md", "How often the judge is wrong", """
            Made-up runs of 48 hours (judging.md, appendix), each from a seed of its own, judged through the public interface of
            core/judge. *Measured* counts the runs judged; the interval is the exact binomial one (Clopper and Pearson), or that
            of order statistics for hours. A dash for hours: not found by the end of the run.

            """ + ErrorRates.report());
    }

    void speed() throws IOException {
        write(
                "judge-speed.md",
                "How long the judge takes",
                """
                    `Judge.observe`, for each window of a 48-hour soak: error rate with a limit for windows, p95 and p99 with alerts, p95
                    stable, memory stable. The first soak compiles, the second counts.

                    """ + JudgeSpeed.measured().report());
    }

    void proxy() throws IOException {
        write(
                "proxy-speed.md",
                "What the proxy costs",
                """
                    One connection to a service on loopback, direct and through `adapters/proxy` by turns, no fault active: 512 MiB one way,
                    then 4,000 requests of 100 bytes that the service sends back. Client and service run in the same process.

                    """ + ProxySpeed.measured().report());
    }

    private void write(String name, String title, String text) throws IOException {
        String head = """
            # %s

            Written on %s by JDK %s on %d processors:

                %s

            """.formatted(
                        title,
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.version().feature(),
                        Runtime.getRuntime().availableProcessors(),
                        command);
        Files.writeString(folder.resolve(name), head + text);
    }
}
