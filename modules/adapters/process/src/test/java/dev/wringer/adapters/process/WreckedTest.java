package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.engine.run.Injection.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WreckedTest {
    private static final Capabilities CAPABILITIES = new Capabilities();

    @TempDir
    private Path folder;

    @Test
    void whenWringerIsKilledNothingOfItsFaultsIsLeft() throws Exception {
        Process wringer = wrecker();
        assertThat(wringer.inputReader().readLine()).isEqualTo("wrecked");
        List<ProcessHandle> burners = wringer.children().toList();
        assertThat(burners).hasSize(4);
        assertThat(left(wringer, burners)).hasSizeGreaterThanOrEqualTo(3);
        wringer.destroyForcibly().waitFor();
        Eventually.confirmed(() -> {
            List<String> left = left(wringer, burners);
            return new Observation(left.isEmpty(), left.toString());
        });
        Path offset = folder.resolve("clock-a");
        assertThat(!Files.exists(offset) || Files.readString(offset).equals("+0\n"))
                .isTrue();
    }

    private Process wrecker() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Fixture.java("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Wrecker.class.getName(),
                folder.toString()));
        addIfPossible(command, "mount", new MachineFault.DiskFill(Path.of("data"), 0, 1));
        addIfPossible(command, "network", new NamespaceFault.Partition(List.of("b")));
        addIfPossible(command, "clocks", new ProcessFault.ClockSkew(Duration.ofHours(1)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void addIfPossible(List<String> command, String kind, Fault fault) {
        if (CAPABILITIES.missingFor(fault).isEmpty()) {
            command.add(kind);
        }
    }

    /** Processes (but for the reaper, which ends last), namespaces, links, mounts, files. */
    private List<String> left(Process wringer, List<ProcessHandle> children) {
        String links = "w" + wringer.pid() + "-";
        Stream<String> processes =
                children.stream().filter(ProcessHandle::isAlive).map(it -> "pid " + it.pid());
        Stream<String> things = Stream.of(
                        names(Path.of("/run/netns"), "wringer-" + links),
                        names(Path.of("/sys/class/net"), links),
                        names(Path.of("/dev/shm"), "wringer-" + wringer.pid()),
                        names(Path.of("/dev/shm"), "sem.wringer-" + wringer.pid()),
                        names(folder, "data"),
                        names(folder.resolve("ledgers"), ""))
                .flatMap(List::stream);
        return Stream.concat(processes, things).toList();
    }

    private static List<String> names(Path folder, String prefix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
