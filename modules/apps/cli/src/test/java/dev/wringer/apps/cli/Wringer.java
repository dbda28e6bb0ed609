package dev.wringer.apps.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
            "verdict.json",
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
        return execute(new Transcript(), arguments);
    }

    /** @param transcript can be watched meanwhile */
    static Ended execute(Transcript transcript, Object... arguments) {
        PrintWriter out = new PrintWriter(transcript, true);
        int code = Main.commandLine().setOut(out).setErr(out).execute(words(arguments));
        return new Ended(code, transcript.text());
    }

    /** The command in a JVM of its own. */
    static OwnJvm launch(Object... arguments) throws IOException {
        return launchIn(Map.of(), arguments);
    }

    /** The same, with more in its environment. */
    static OwnJvm launchIn(Map<String, String> environment, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dwringer.home=" + HOME,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words(arguments)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new OwnJvm(builder.start());
    }

    private static String[] words(Object... arguments) {
        return Stream.of(arguments).map(Object::toString).toArray(String[]::new);
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
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                events.add(JSON.readTree(line));
            }
            return events;
        } catch (IOException e) {
            throw new AssertionError(folder + ": " + e.getMessage(), e);
        }
    }
}
