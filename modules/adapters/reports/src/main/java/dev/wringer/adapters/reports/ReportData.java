package dev.wringer.adapters.reports;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wringer.adapters.storage.CsvRow;
import dev.wringer.adapters.storage.RunFacts;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.WindowRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the page shows, read from a run folder; a run that was killed has windows, but neither verdict nor totals. */
final class ReportData {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final String NOT_JUDGED = "NOT JUDGED";
    private static final int EVENTS_MOST = 5_000;

    private final RunFacts facts;
    private final ObjectNode root;
    private final JsonNode summary;

    private ReportData(RunFacts facts, ObjectNode root) {
        this.facts = facts;
        this.root = root;
        this.summary = root.path("summary");
    }

    static ReportData of(RunFolder folder) throws IOException {
        ObjectNode root = MAPPER.createObjectNode();
        putFacts(folder, root);
        putEnd(folder, root);
        putLives(folder, root.putArray("events"));
        WindowColumns columns = new WindowColumns();
        try (Stream<WindowRow> rows = folder.rows()) {
            rows.forEach(columns::add);
        }
        columns.putInto(root);
        return new ReportData(folder.facts(), root);
    }

    /** What is known before the run begins. */
    static void putFacts(RunFolder folder, ObjectNode root) {
        root.set("run", run(folder.facts()));
        rows(root.putArray("schedule"), folder.scheduleRows());
    }

    /** What is known once it is over. */
    static void putEnd(RunFolder folder, ObjectNode root) throws IOException {
        putFile("summary", folder.summary(), root);
        putFile("calibration", folder.calibration(), root);
        putFile("heat", folder.heatMap(), root);
        rows(root.putArray("faults"), folder.faultRows());
    }

    private static void putFile(String name, Path file, ObjectNode root) throws IOException {
        if (Files.exists(file)) {
            root.set(name, MAPPER.readTree(Files.readString(file)));
        }
    }

    /** When services came and went, and the load; not what a service that crashes all the time would make of it. */
    private static void putLives(RunFolder folder, ArrayNode events) throws IOException {
        for (String line : folder.events()) {
            JsonNode event = MAPPER.readTree(line);
            String name = event.path("event").asText();
            boolean told = name.startsWith("service-")
                    || name.startsWith("load-")
                    || name.startsWith("traffic-")
                    || name.startsWith("evidence-");
            if (told && events.size() < EVENTS_MOST) {
                events.add(event);
            }
        }
    }

    /** Texts as the file has them. */
    private static void rows(ArrayNode rows, List<CsvRow> read) {
        for (CsvRow row : read) {
            ObjectNode object = rows.addObject();
            row.columns().forEach(column -> object.put(column, row.text(column)));
        }
    }

    String simulation() {
        return facts.simulation();
    }

    String state() {
        return summary.at("/verdict/state").asText(NOT_JUDGED);
    }

    List<String> reasons() {
        if (summary.isMissingNode()) {
            return List.of("The run did not come to its end, so there is no verdict. What was measured is below.");
        }
        List<String> reasons = new ArrayList<>();
        summary.at("/verdict/reasons").forEach(reason -> reasons.add(reason.asText()));
        return reasons;
    }

    String json() throws IOException {
        return MAPPER.writeValueAsString(root);
    }

    private static ObjectNode run(RunFacts facts) {
        ObjectNode run = MAPPER.createObjectNode();
        run.put("simulation", facts.simulation());
        run.put("seed", Long.toString(facts.seed()));
        run.put("clock", facts.clock());
        run.put("repeat", facts.repeat());
        run.put("started_at", facts.startedAt().toString());
        ObjectNode host = run.putObject("host");
        facts.host().forEach(host::put);
        ObjectNode overrides = run.putObject("overrides");
        facts.overrides().forEach(overrides::put);
        return run;
    }
}
