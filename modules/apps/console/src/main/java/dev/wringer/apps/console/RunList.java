package dev.wringer.apps.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wringer.adapters.storage.RunFacts;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.RunFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs of a folder, the newest first. */
final class RunList {
    private static final int RUNS_MOST = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path results;

    RunList(Path results) {
        this.results = results;
    }

    /**
     * @param state the verdict, or {@code RUNNING} as long as there is none; a run that was killed never gets one
     * @param reason the first of them
     */
    record Listed(String name, String simulation, String startedAt, String clock, String state, String reason) {}

    List<Listed> all() {
        try (Stream<Path> folders = Files.exists(results) ? Files.list(results) : Stream.empty()) {
            return folders.filter(path -> Files.isRegularFile(path.resolve("run.json")))
                    .map(RunList::listed)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparing(Listed::startedAt)
                            .thenComparing(Listed::name)
                            .reversed())
                    .limit(RUNS_MOST)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Only a folder that is there under this very name, whatever the name has in it. */
    Optional<RunFolder> find(String name) {
        try (Stream<Path> folders = Files.exists(results) ? Files.list(results) : Stream.empty()) {
            return folders.filter(path -> Objects.toString(path.getFileName()).equals(name))
                    .filter(path -> Files.isRegularFile(path.resolve("run.json")))
                    .map(RunFolder::open)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The run that was changed last: where one goes on, it is that one. */
    Optional<RunFolder> latest() {
        try (Stream<Path> folders = Files.exists(results) ? Files.list(results) : Stream.empty()) {
            return folders.filter(path -> Files.isRegularFile(path.resolve("run.json")))
                    .max(Comparator.comparing(RunList::changed))
                    .map(RunFolder::open);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long changed(Path folder) {
        return folder.resolve("journal.jsonl").toFile().lastModified();
    }

    private static Optional<Listed> listed(Path path) {
        try {
            RunFolder folder = RunFolder.open(path);
            RunFacts facts = folder.facts();
            JsonNode verdict = folder.verdictText().isEmpty()
                    ? JSON.createObjectNode()
                    : JSON.readTree(folder.verdictText().get()).path("verdict");
            return Optional.of(new Listed(
                    Objects.toString(path.getFileName()),
                    facts.simulation(),
                    facts.startedAt().toString(),
                    facts.clock(),
                    verdict.path("state").asText("RUNNING"),
                    verdict.path("reasons").path(0).asText("")));
        } catch (IOException | RunFolderException unreadable) {
            return Optional.empty();
        }
    }
}
