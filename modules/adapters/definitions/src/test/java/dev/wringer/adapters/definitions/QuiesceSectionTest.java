package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Quiesce;
import dev.wringer.core.model.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuiesceSectionTest {
    private static final Duration FOUR_HOURS = Duration.ofHours(4);
    private static final String TWO_DAYS = "simulation.duration = 48h";
    private static final String SESSIONS = """
        simulation.sessions { voice { to = web, start = "/open", stop = "/close", length = 20s..60s, arrivals { rate = 1/s } } }
        """;

    @TempDir
    Path folder;

    private Reading reading;

    @BeforeEach
    void readFromTheFolder() {
        reading = new Reading(folder);
    }

    @Test
    void longRunsPauseEveryFourHoursAndShortOnesDoNot() {
        assertThat(reading.with(TWO_DAYS, SESSIONS).quiesce())
                .contains(new Quiesce(FOUR_HOURS, Duration.ofSeconds(90), true));
        assertThat(reading.with("simulation.duration = 8h").quiesce()).isPresent();
        assertThat(reading.with("simulation.duration = 7h").quiesce()).isEmpty();
    }

    @Test
    void theFileDecidesOtherwise() {
        assertThat(reading.with(TWO_DAYS, "simulation.quiesce = false").quiesce())
                .isEmpty();
        assertThat(reading.with("simulation.quiesce { every = 1h, drain = 2min, collect-garbage = false }")
                        .quiesce())
                .contains(new Quiesce(Duration.ofHours(1), Duration.ofMinutes(2), false));
        assertThat(reading.with(TWO_DAYS, "simulation.quiesce = {}").quiesce())
                .isEqualTo(reading.with(TWO_DAYS).quiesce());
    }

    @Test
    void withSessionsOfHoursPausesAreNoDefaultAnyMore() {
        String hours = SESSIONS.replace("20s..60s", "1h..2h");
        assertThat(reading.with(TWO_DAYS, hours).quiesce()).isEmpty();
    }

    @Test
    void aSessionWithoutALongestLengthIsGivenTheTimeThatOneInAMillionExceeds() {
        Simulation simulation = reading.with(TWO_DAYS, SESSIONS.replace("20s..60s", "exponential(10s)"));
        assertThat(simulation.quiesce().orElseThrow().drain())
                .isBetween(Duration.ofMillis(168_100), Duration.ofMillis(168_200));
    }

    @Test
    void whatCannotBeIsRefusedWithWhatWouldDo() {
        assertThat(reading.problemsWith("simulation.quiesce = true").getFirst())
                .contains("quiesce", "false or a section");
        assertThat(reading.problemsWith(SESSIONS, "simulation.quiesce { drain = 30s }")
                        .getFirst())
                .contains("quiesce.drain", "at least the longest session");
        assertThat(reading.problemsWith("simulation.quiesce { every = 60s }").getFirst())
                .contains("quiesce.every", "at least twice the length of a pause");
    }

    @Test
    void thePlanSaysHowManyWhenAndAtWhatCost() {
        assertThat(planned(TWO_DAYS, SESSIONS))
                .startsWith("quiesce     11 checkpoints of 2min, from 4h on every 4h, 0.8 % of the run left out")
                .contains("quiesce = false leaves them out and with them the exact count of what is left");
        assertThat(planned(TWO_DAYS, "simulation.quiesce = false"))
                .contains("no checkpoints, and so without the exact count of what is left");
        assertThat(planned("simulation.quiesce { every = 4h }")).contains("over before the first, at 4h");
        assertThat(plan()).noneMatch(line -> line.startsWith("quiesce"));
    }

    @Test
    void thePlannedLoadLeavesThePausesOut() {
        assertThat(plan(TWO_DAYS, SESSIONS)).anyMatch(line -> line.contains("about 171,480 requests in total"));
        assertThat(plan(TWO_DAYS, "simulation.quiesce = false"))
                .anyMatch(line -> line.contains("about 172,800 requests in total"));
    }

    @Test
    void theObserverCheckIsAnHourInTheMiddleWhereItIsAskedFor() {
        String on = "simulation.observer-check = true";
        assertThat(reading.with(TWO_DAYS).sampledHalfAsOften()).isEmpty();
        assertThat(plan(TWO_DAYS, on)).contains("observer    sampled half as often for 1h from 1410min on");
        assertThat(plan(on)).anyMatch(line -> line.startsWith("observer    the run is too short"));
    }

    private String planned(String... lines) {
        return plan(lines).stream()
                .filter(line -> line.startsWith("quiesce"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> plan(String... lines) {
        return SimulationPlan.describe(reading.with(lines), ClockKind.VIRTUAL);
    }
}
