package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.Durations;
import dev.wringer.adapters.imports.Import;
import dev.wringer.adapters.imports.ImportException;
import dev.wringer.adapters.imports.ImportFormat;
import dev.wringer.adapters.imports.Imported;
import dev.wringer.core.model.InvalidValue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a windows CSV of another load generator's output, for {@code judge --windows}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Make a windows CSV of what k6, JMeter, Vegeta or HdrHistogram wrote, for judge --windows.",
        footerHeading = "%nExample:%n",
        footer = {
            "  k6 run --out json=out.json script.js",
            "  wringer import k6 out.json --to k6.csv && wringer judge --windows k6.csv"
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FORMAT", description = "k6, jmeter, vegeta or hlog.")
    private ImportFormat format;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "Its output, JSON lines, CSV, XML or log; may be gzipped.")
    private Path file;

    @Option(
            names = "--to",
            paramLabel = "OUT.csv",
            description = "Where to (default: FILE with .windows.csv at its end).")
    private Path to;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "Length of a window (default: ${DEFAULT-VALUE}).")
    private String window;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Path csv = to == null ? beside(file) : to;
            print(Import.of(format, file, csv, Durations.read(window)), csv);
            return ExitCode.PASS.number;
        } catch (ImportException problem) {
            err.println(problem.getMessage());
        } catch (InvalidValue wrong) {
            err.println("--window: " + wrong.getMessage() + ". Expected " + wrong.expected());
        }
        return ExitCode.INVALID_INPUT.number;
    }

    private void print(Imported imported, Path csv) {
        PrintWriter out = spec.commandLine().getOut();
        String errors = format == ImportFormat.HLOG ? "errors unknown" : Words.counted(imported.errors(), "error");
        out.println(Words.counted(imported.requests(), "request") + ", " + errors + ", "
                + Words.counted(imported.endpoints(), "endpoint") + ", "
                + Words.counted(imported.windows(), "window") + " of " + window);
        if (imported.others() > 0) {
            out.println(Words.counted(imported.others(), "request")
                    + " counted as `other`: too many endpoints; group URLs that differ by an id only under one name");
        }
        if (imported.badLines() > 0) {
            out.println("left out " + Words.counted(imported.badLines(), "line") + " that cannot be read:");
            imported.firstBadLines().forEach(line -> out.println("  " + line));
        }
        out.println("wrote " + csv + " and " + imported.log());
        out.println("judge it: wringer judge --windows " + csv);
        out.flush();
    }

    private static Path beside(Path file) {
        String base = file.getFileName().toString().replaceFirst("(\\.[A-Za-z0-9]+)?(\\.gz)?$", "");
        return file.resolveSibling((base.isEmpty() ? "import" : base) + ".windows.csv");
    }
}
