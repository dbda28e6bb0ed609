package dev.wringer.apps.cli;

import dev.wringer.apps.console.Console;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves a folder of runs to browsers. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serve a folder of runs to browsers, those that go on in other processes too, until Ctrl-C."
                + " Metrics of the latest one are at /metrics.",
        footerHeading = "%nExamples:%n",
        footer = {"  wringer serve", "  wringer serve results --listen 127.0.0.1:9000"})
final class ServeCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "The folder of run folders (default: ${DEFAULT-VALUE}).")
    private Path results;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = ConsoleOption.USUAL,
            description = "Where to listen (default: ${DEFAULT-VALUE}). Other than loopback, everyone who reaches this"
                    + " host can look.")
    private String address;

    @Option(names = "--otlp", paramLabel = "URL", description = "Push metrics to an OTLP endpoint over HTTP.")
    private URI otlp;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isDirectory(results)) {
            spec.commandLine().getErr().println("there is no folder " + results + ". Nothing was started.");
            return ExitCode.INVALID_INPUT.number;
        }
        try (Console console =
                ConsoleOption.open(address, results, Optional.empty(), Optional.ofNullable(otlp), Optional.empty())) {
            out.println("serving " + results + " at " + console.address() + " until Ctrl-C");
            out.flush();
            new CompletableFuture<Void>().join();
        }
        return ExitCode.PASS.number;
    }
}
