package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes simulation files into a folder and reads them. */
final class Reading {
    /** The smallest file that can run. */
    static final String SMALL = """
        simulation {
          duration = 60s
          services { web { port = 8080, attach = true, model { latency = 5ms } } }
          traffic { home { to = web, request = "/", arrivals { rate = 1/s } } }
        }
        """;

    private final Path folder;

    Reading(Path folder) {
        this.folder = folder;
    }

    Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Read read(String text, Overrides overrides) {
        return SimulationFile.read(write("a.conf", text), overrides);
    }

    /** The small file with lines put on top of it. */
    Simulation with(String... lines) {
        return valid(read(SMALL + String.join("\n", lines), Overrides.NONE)).simulation();
    }

    /** The problems of the small file with lines put on top of it, without the folder. */
    List<String> problemsWith(String... lines) {
        return problems(read(SMALL + String.join("\n", lines), Overrides.NONE));
    }

    List<String> problems(Read read) {
        assertThat(read).isInstanceOf(Read.Invalid.class);
        return ((Read.Invalid) read)
                .problems().stream()
                        .map(problem -> problem.format().replace(folder + "/", ""))
                        .toList();
    }

    static Read.Valid valid(Read read) {
        assertThat(read).as(read.toString()).isInstanceOf(Read.Valid.class);
        return (Read.Valid) read;
    }

    static Overrides set(String... keysAndValues) {
        Map<String, String> set = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            set.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Overrides(set, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
