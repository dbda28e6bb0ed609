package dev.wringer.adapters.storage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes and reads {@code run.json}. */
final class RunJson {
    static String of(RunFacts facts) {
        return Json.pretty(Json.object(
                "simulation", facts.simulation(),
                "seed", facts.seed(),
                "clock", facts.clock(),
                "started_at", facts.startedAt().toString(),
                "repeat", facts.repeat(),
                "overrides", facts.overrides(),
                "host", facts.host(),
                "values", facts.values()));
    }

    static RunFacts read(RunFolder folder) {
        Path file = folder.run();
        try {
            JsonNode json = Json.tree(Files.readString(file));
            String simulation = Files.readString(folder.simulation());
            return new RunFacts(
                    json.path("simulation").asText(),
                    simulation,
                    json.path("seed").asLong(),
                    json.path("clock").asText(),
                    Instant.parse(json.path("started_at").asText()),
                    json.path("repeat").asText(),
                    texts(json.path("overrides")),
                    texts(json.path("values")),
                    texts(json.path("host")));
        } catch (IOException e) {
            throw new RunFolderException("cannot read the facts of " + folder.path() + ": " + RunFolder.reason(e), e);
        } catch (DateTimeException e) {
            throw new RunFolderException(file + ": started_at is not a time", e);
        }
    }

    private static SortedMap<String, String> texts(JsonNode object) {
        SortedMap<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private RunJson() {}
}
