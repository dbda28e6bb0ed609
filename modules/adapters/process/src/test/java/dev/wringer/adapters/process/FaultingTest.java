package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of faults of processes need: a ledger, a reaper and a service, of which nothing may be left. */
abstract class FaultingTest {
    static final String UNIT = "unit";

    @TempDir
    Path folder;

    final Clock clock = Fixture.realClock();
    final LaunchedServices services = new LaunchedServices();
    Reaper reaper;
    Ledger ledger;
    private Optional<LimitGroups> groups = Optional.empty();

    @BeforeEach
    void begin() throws IOException {
        ledger = Ledger.open(folder);
        reaper = Reaper.start(ledger);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        services.running(UNIT).ifPresent(Incarnation::kill);
        reaper.close();
        if (groups.isPresent()) {
            List<Path> folders = groups.get().of(UNIT);
            groups.get().close();
            assertThat(folders).noneMatch(Files::exists);
        }
        ledger.close();
        assertThat(ledger.file()).doesNotExist();
    }

    /** Of a service that computes, and is launched. */
    Injection injection(Fault fault) throws Exception {
        return injection(fault, FaultyWringer.COMPUTING);
    }

    Injection injection(Fault fault, List<String> command) throws Exception {
        Can.inject(fault);
        PlannedFault planned = FaultyWringer.planned(fault);
        groups = Optional.of(LimitGroups.open(List.of(planned), ledger));
        FaultyWringer.launch(folder, reaper, services, groups.get().of(UNIT), command);
        return new ProcessFaults(services, ledger, clock).injection(planned);
    }

    Incarnation launch() throws CannotStart {
        return FaultyWringer.launch(folder, reaper, services, List.of(), FaultyWringer.COMPUTING);
    }

    Incarnation unit() {
        return services.running(UNIT).orElseThrow();
    }

    /** Lets this many milliseconds pass. */
    void pass(long millis) {
        long end = clock.nanos() + millis * 1_000_000;
        while (clock.nanos() < end) {
            LockSupport.parkNanos(end - clock.nanos());
        }
    }
}
