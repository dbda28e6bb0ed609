package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.KeptSimulation;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.storage.RunFacts;
import dev.wringer.core.model.Secrets;
import dev.wringer.core.model.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is known of a run before it begins, without its secrets: the file, what flags changed, and the host. */
final class RunFactsReader {
    private RunFactsReader() {}

    private static SortedMap<String, String> masked(Map<String, String> values) {
        SortedMap<String, String> masked = new TreeMap<>();
        values.forEach((key, value) -> masked.put(key, Secrets.isSecret(key) ? Secrets.MASK : Secrets.mask(value)));
        return masked;
    }

    /** @param version of Wringer */
    static RunFacts read(Read.Valid valid, Path file, OverrideOptions overrides, Instant startsAt, String version)
            throws IOException {
        Simulation simulation = valid.simulation();
        SortedMap<String, String> values = new TreeMap<>();
        values.put("file", file.toAbsolutePath().normalize().toString());
        values.put("simulation", KeptSimulation.of(valid.resolved()));
        SortedMap<String, String> host = new TreeMap<>();
        host.put("wringer", version);
        host.put("jdk", Runtime.version().toString());
        host.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        host.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return new RunFacts(
                simulation.name(),
                Secrets.mask(Files.readString(file)),
                simulation.seed().value(),
                valid.clock().word(),
                startsAt,
                Secrets.mask(
                        overrides.run(file, valid.clock(), simulation.seed().value())),
                masked(overrides.set),
                values,
                host);
    }
}
