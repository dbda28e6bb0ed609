package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.faults.FaultSchedule;
import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShrunkFileTest {
    private static final String LINES = """
        simulation.services.db { port = 81, start = [ db, "--peer", "${address:web}" ], model { latency = 1ms } }
        simulation.services.cache { port = 82, start = [ cache ], model { latency = 1ms } }
        simulation.traffic.users { to = db, request = "/${seq}", arrivals { users = 10, think = 1s } }
        simulation.load = 50%
        simulation.duration = 2h
        simulation.faults {
          at-once = 2, never = db, allow = web
          plan { drawn { any-of = [ { latency = 1s }, { reset = true } ], to = web, random = 30/1h, for = 1s..9s } }
        }
        """;

    @TempDir
    Path folder;

    @Test
    void theFileGivesTheSameSimulationWithExactlyThatSchedule() {
        Read.Valid original = original();
        List<PlannedFault> drawn = FaultSchedule.of(original.simulation());
        List<PlannedFault> kept = drawn.subList(3, 9);
        assertThat(drawn).hasSizeGreaterThan(20);

        Read.Valid shrunk = read(new ShrunkFile(
                original.resolved(),
                kept,
                1,
                Duration.ofHours(2),
                new Seed(1),
                List.of("shows it", "replay: wringer run")));

        assertThat(FaultSchedule.of(shrunk.simulation())).isEqualTo(kept);
        assertThat(shrunk.clock()).isEqualTo(ClockKind.VIRTUAL);
        Simulation expected = original.simulation().with(shrunk.simulation().faults());
        assertThat(shrunk.simulation()).isEqualTo(expected);
    }

    @Test
    void everyFaultThereIsCanStandInIt() {
        List<PlannedFault> schedule = new ArrayList<>();
        EveryFault.all()
                .forEach(fault -> schedule.add(new PlannedFault(
                        "fault." + schedule.size(),
                        fault,
                        FaultTarget.of("db"),
                        Duration.ofMinutes(schedule.size()),
                        Duration.ofSeconds(schedule.size()))));
        String withoutGuard = LINES.replace("never = db, ", "");
        Read.Valid original = Reading.valid(new Reading(folder).read(Reading.SMALL + withoutGuard, Overrides.NONE));

        Read.Valid shrunk =
                read(new ShrunkFile(original.resolved(), schedule, 1, Duration.ofHours(2), new Seed(1), List.of()));

        assertThat(FaultSchedule.of(shrunk.simulation())).isEqualTo(schedule);
    }

    @Test
    void loadDurationAndSeedAreThoseOfTheShrunkRun() {
        Simulation shrunk = read(new ShrunkFile(
                        original().resolved(), List.of(), 0.5, Duration.ofMinutes(5), new Seed(42), List.of()))
                .simulation();

        assertThat(shrunk.duration()).isEqualTo(Duration.ofMinutes(5));
        assertThat(shrunk.seed()).isEqualTo(new Seed(42));
        assertThat(((Arrivals.Closed) shrunk.traffic().get(1).arrivals()).users())
                .isEqualTo(3);
        assertThat(shrunk).isEqualTo(LoadShare.of(withoutLoad(), 0.25));
    }

    @Test
    void theHeaderIsACommentAtTheTop() {
        assertThat(new ShrunkFile("{}", List.of(), 1, Duration.ofMinutes(1), new Seed(1), List.of("a { b", "c")).text())
                .startsWith("# a { b\n# c\nsimulation");
    }

    private Simulation withoutLoad() {
        String lines =
                LINES.replace("load = 50%", "seed = 42").replace("2h", "5min").replaceFirst("(?s)drawn.*9s }", "");
        return new Reading(folder).with(lines);
    }

    private Read.Valid original() {
        return Reading.valid(new Reading(folder).read(Reading.SMALL + LINES, Overrides.NONE));
    }

    private Read.Valid read(ShrunkFile shrunk) {
        return Reading.valid(SimulationFile.readText(shrunk.text(), folder.resolve("a.conf"), Overrides.NONE));
    }
}
