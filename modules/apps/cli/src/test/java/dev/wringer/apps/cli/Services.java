package dev.wringer.apps.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of a run, as the operating system sees them. */
final class Services {
    private Services() {}

    /** The services that this run launched and that are still there. */
    static List<ProcessHandle> left(Path run) {
        return launched(run).filter(ProcessHandle::isAlive).toList();
    }

    private static Stream<ProcessHandle> launched(Path run) {
        return Wringer.journal(run).stream()
                .filter(event -> event.path("event").asText().equals("service-started"))
                .map(Services::handle)
                .flatMap(Optional::stream);
    }

    private static Optional<ProcessHandle> handle(JsonNode started) {
        String pid = started.path("identity").asText().replaceAll("\\D.*", "");
        return ProcessHandle.of(Long.parseLong(pid));
    }
}
