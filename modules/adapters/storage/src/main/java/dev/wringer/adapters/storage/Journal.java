package dev.wringer.adapters.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.engine.run.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes and reads {@code journal.jsonl}: a JSON object per event, {@code at} and {@code event} first, then its fields in
 * alphabetical order. At the end of a run two lines are added: {@code drained} says what was left, {@code verdict} what
 * became of it.
 */
final class Journal {
    private static final String DRAINED = "drained";
    private static final String GAP = "gap";

    static final String REDUCED = "evidence-reduced";
    static final String READ_BACKS = "read_backs";

    private final EvidenceFile file;

    Journal(EvidenceFile file) {
        this.file = file;
    }

    void append(Recorder.Entry entry) {
        append(entry.at(), entry.event(), entry.fields());
    }

    void drained(Instant at, Recorder.Finish finish) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("duration_ns", finish.durationNanos());
        fields.put("stuck_sessions", stuckSessions(finish.remainder()));
        fields.put("unfinished", unfinished(finish.remainder()));
        if (!finish.remainder().readBacks().isEmpty()) {
            fields.put(READ_BACKS, readBacks(finish.remainder()));
        }
        append(at, DRAINED, fields);
    }

    void verdict(Instant at, Verdict verdict) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reasons", verdict.reasons());
        fields.put("state", verdict.state().name());
        append(at, "verdict", fields);
    }

    void force() {
        file.force();
    }

    void close() {
        file.close();
    }

    private void append(Instant at, String event, Map<String, Object> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", at.toString());
        line.put("event", event);
        line.putAll(fields);
        file.append(Json.line(line));
    }

    static List<Map<String, Object>> unfinished(Remainder remainder) {
        return remainder.unfinished().entrySet().stream()
                .map(entry -> Json.object(
                        "service", entry.getKey().service(),
                        "endpoint", entry.getKey().endpoint(),
                        "requests", entry.getValue()))
                .toList();
    }

    static List<Map<String, Object>> stuckSessions(Remainder remainder) {
        return remainder.stuckSessions().entrySet().stream()
                .map(entry -> Json.object("service", entry.getKey(), "sessions", entry.getValue()))
                .toList();
    }

    static List<Map<String, Object>> readBacks(Remainder remainder) {
        return remainder.readBacks().entrySet().stream()
                .map(entry -> Json.object(
                        "flow", entry.getKey(),
                        "accepted", entry.getValue().accepted(),
                        "found", entry.getValue().found(),
                        "lost", entry.getValue().lost(),
                        "unknown", entry.getValue().unknown(),
                        "first_lost", entry.getValue().firstLost()))
                .toList();
    }

    static Optional<Drained> drained(Path journal) {
        return events(journal, DRAINED).stream()
                .reduce((earlier, later) -> later)
                .map(Journal::drained);
    }

    /** What was left out, because the disk was nearly full. */
    static List<String> reduced(Path journal) {
        return events(journal, REDUCED).stream()
                .map(line -> line.path("at").asText() + ": " + line.path("what").asText())
                .toList();
    }

    /** When something happened last. */
    static Optional<Instant> at(Path journal, String event) {
        return events(journal, event).stream()
                .reduce((earlier, later) -> later)
                .map(line -> Instant.parse(line.path("at").asText()));
    }

    /** Windows that were lost, in their order. */
    static List<Gap> gaps(Path journal) {
        return events(journal, GAP).stream()
                .map(line -> new Gap(
                        line.path("from_window").asLong(),
                        line.path("until_window").asLong()))
                .toList();
    }

    private static List<JsonNode> events(Path journal, String event) {
        String mark = "\"event\":\"" + event + "\"";
        List<JsonNode> events = new ArrayList<>();
        try {
            for (String line : lines(journal)) {
                if (line.contains(mark)) {
                    events.add(Json.tree(line));
                }
            }
            return events;
        } catch (IOException e) {
            throw unreadable(journal, e);
        }
    }

    /** A last line that is torn counts as not there. */
    static List<String> lines(Path journal) {
        List<String> all = new ArrayList<>();
        try (CompleteLines lines = new CompleteLines(journal)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
            return all;
        } catch (IOException e) {
            throw unreadable(journal, e);
        }
    }

    private static RunFolderException unreadable(Path journal, IOException e) {
        return new RunFolderException("cannot read " + journal + ": " + RunFolder.reason(e), e);
    }

    private static Drained drained(JsonNode line) {
        SortedMap<EndpointId, Long> unfinished = new TreeMap<>();
        line.path("unfinished")
                .forEach(left -> unfinished.put(
                        new EndpointId(
                                left.path("service").asText(),
                                left.path("endpoint").asText()),
                        left.path("requests").asLong()));
        SortedMap<String, Long> stuck = new TreeMap<>();
        line.path("stuck_sessions")
                .forEach(left -> stuck.put(
                        left.path("service").asText(), left.path("sessions").asLong()));
        SortedMap<String, Remainder.ReadBack> readBacks = new TreeMap<>();
        line.path(READ_BACKS)
                .forEach(flow -> readBacks.put(
                        flow.path("flow").asText(),
                        new Remainder.ReadBack(
                                flow.path("accepted").asLong(),
                                flow.path("found").asLong(),
                                flow.path("lost").asLong(),
                                flow.path("unknown").asLong(),
                                flow.path("first_lost").asLong())));
        return new Drained(
                Instant.parse(line.path("at").asText()),
                new Remainder(unfinished, stuck, readBacks),
                line.path("duration_ns").asLong());
    }
}
