package dev.wringer.apps.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command as a user gives it, within this JVM, and what became of it. */
final class Wringer {
    static final Path HOME = Path.of(System.getProperty("wringer.home", "../../.."));
    static final Path SIMULATIONS = HOME.resolve("simulations");
    static final List<String> EVIDENCE = List.of(
            "run.json",
            "simulation.conf",
            "windows.csv",
            "latencies.hlog",
            "journal.jsonl",
            "summary.json",
            "report.html",
            "junit.xml",
            "MANIFEST.json");

    private static final JsonMapper JSON = new JsonMapper();
    private static final String FOLDER = "run folder  ";

    private Wringer() {}

    /** @param output both streams, in order */
    record Ended(int code, String output) {
        Path folder() {
            return Path.of(output.lines()
                    .filter(line -> line.startsWith(FOLDER))
                    .reduce((earlier, later) -> later)
                    .orElseThrow(() -> new AssertionError("no run folder in: " + output))
                    .substring(FOLDER.length()));
        }

        JsonNode summary() {
            return json(folder().resolve("summary.json"));
        }

        /** The first finding: the one that the first reason is made of. */
        JsonNode firstFinding() {
            return summary().path("findings").path(0);
        }

        List<JsonNode> journal() {
            return Wringer.journal(folder());
        }
    }

    static Ended execute(Object... arguments) {
        StringWriter text = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
        int code = command.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Ended(code, text.toString());
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }

    /** Lines that are complete; one may be under way while a run goes on. */
    static List<JsonNode> journal(Path folder) {
        List<JsonNode> events = new ArrayList<>();
        try {
            String text = Files.readString(folder.resolve("journal.jsonl"));
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
                events.add(JSON.readTree(line));
            }
            return events;
        } catch (IOException e) {
            throw new AssertionError(folder + ": " + e.getMessage(), e);
        }
    }
}
