package dev.wringer.adapters.process;

import dev.wringer.core.model.Probe;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.run.Injection.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.Behavior;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What tests need that launch a service: actors, a reaper that nothing outlives, a port and a folder of their own. */
abstract class LaunchingTest {
    private static final Duration GRACE = Duration.ofSeconds(5);

    static ActorTestKit kit;
    static Reaper reaper;

    final int port = Fixture.freePort();

    @TempDir
    Path folder;

    private final List<HostDriver> drivers = new ArrayList<>();

    @BeforeAll
    static void startReaper() throws IOException {
        kit = ActorTestKit.create();
        reaper = Reaper.start();
    }

    @AfterAll
    static void endReaper() {
        kit.shutdownTestKit();
        reaper.close();
    }

    /** A test that fails leaves nothing to the next one. */
    @AfterEach
    void endHosts() {
        drivers.forEach(HostDriver::end);
        Eventually.confirmed(() -> new Observation(children().isEmpty(), "still there: " + children()));
    }

    /** Of a service that is this command. */
    HostDriver driver(List<String> command) {
        return driver(ProcessHost.create(
                Fixture.launched(port, GRACE, command),
                folder.resolve("unit.log"),
                reaper,
                new LaunchedServices(),
                Fixture.SURROUNDINGS,
                Fixture.realClock()));
    }

    /** Of one that ends with its test. */
    HostDriver driver(Behavior<Host.Command> host) {
        HostDriver driver = new HostDriver(kit, host);
        drivers.add(driver);
        return driver;
    }

    /** Processes of this one but for the reaper, as far as they are not dead. */
    static List<ProcessEntry> children() {
        return ProcessEntry.table().values().stream()
                .filter(entry -> entry.parent() == ProcessHandle.current().pid())
                .filter(entry -> !entry.isZombie() && !entry.id().equals(reaper.id()))
                .toList();
    }

    static Probe line(String text) {
        return new Probe.LogLine(Pattern.compile(text));
    }
}
