package dev.wringer.engine.run;

import static dev.wringer.engine.run.Scripts.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.Judge;
import dev.wringer.core.judge.State;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Pauses;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Ten minutes at ten requests a second, windows of ten seconds, killed in the 40th of them. */
class ResumptionTest {
    private static final Duration RUN = SECOND.multipliedBy(600);
    private static final Flow CHAT = Scripts.flow(Scripts.perSecond(10), 100, Request.get("/chat"));
    private static final long WHOLE = 39;

    private final Simulation simulation = Scripts.simulation(RUN, false, List.of(Scripts.service("a")), CHAT);

    private Resumption killed(Consumer<Judge> evidence) {
        SortedMap<String, Resumption.Counted> counted = new TreeMap<>();
        counted.put("a", new Resumption.Counted(3, 2));
        return new Resumption(simulation.startsAt(), WHOLE, counted, evidence);
    }

    private Stage resumed(Duration after) {
        return Stage.resume(simulation, after, killed(judge -> {}), Stage.Faults.NONE);
    }

    private Stage undisturbed() {
        return Stage.play(simulation, clock -> Stage.answering(clock, Duration.ofMillis(10)), Scripts::healthy);
    }

    @Test
    void a_run_goes_on_at_the_next_whole_window_of_its_load() {
        Stage stage = resumed(SECOND.multipliedBy(403));
        assertThat(stage.windows).extracting(Window::index).first().isEqualTo(41L);
        assertThat(stage.windows).hasSize(19).allSatisfy(window -> {
            assertThat(window.start()).isEqualTo(simulation.startsAt().plus(SECOND.multipliedBy(10 * window.index())));
            assertThat(window.endpoints()).extracting(EndpointInterval::started).containsExactly(100L);
        });
    }

    @Test
    void the_windows_after_the_gap_are_those_of_an_undisturbed_run() {
        List<Window> after = resumed(SECOND.multipliedBy(403)).windows;
        List<Window> same = undisturbed().windows.subList(41, 60);
        assertThat(after)
                .extracting(Window::end)
                .isEqualTo(same.stream().map(Window::end).toList());
        assertThat(after.stream().map(ResumptionTest::responseTimes))
                .isEqualTo(same.stream().map(ResumptionTest::responseTimes).toList());
    }

    private static String responseTimes(Window window) {
        EndpointInterval chat = window.endpoints().getFirst();
        return chat.finished() + " requests, at most " + chat.responseTime().getMaxValue();
    }

    @Test
    void what_counts_up_over_a_run_goes_on_counting() {
        assertThat(resumed(SECOND.multipliedBy(403)).windows)
                .extracting(window -> window.services().getFirst())
                .allSatisfy(service -> {
                    assertThat(service.restarts()).isEqualTo(3);
                    assertThat(service.sessionsStuck()).isEqualTo(2);
                });
    }

    @Test
    void the_judge_knows_what_came_before_and_what_was_lost() {
        Stage whole = undisturbed();
        List<Window> before = whole.windows.subList(0, (int) WHOLE);
        Resumption killed =
                new Resumption(simulation.startsAt(), WHOLE, new TreeMap<>(), judge -> before.forEach(judge::take));
        Stage stage = Stage.resume(simulation, SECOND.multipliedBy(403), killed, Stage.Faults.NONE);
        assertThat(stage.result().verdict().findings())
                .extracting(Finding::criterion, Finding::state)
                .isEqualTo(whole.result().verdict().findings().stream()
                        .map(finding -> tuple(finding.criterion(), finding.state()))
                        .toList());
        assertThat(stage.result().verdict().findings())
                .filteredOn(finding -> finding.criterion().equals("completeness"))
                .extracting(Finding::text)
                .containsExactly("58 of 60 windows (96.7 %), 58 counted, 2 lost while Wringer was not running");
        assertThat(stage.events()).containsSubsequence("load-resumed", "gap", "finding");
    }

    @Test
    void nothing_is_started_when_the_time_of_the_load_is_over() {
        Stage stage = resumed(RUN.plusSeconds(1));
        assertThat(stage.windows).isEmpty();
        assertThat(stage.asked).isEmpty();
        assertThat(stage.events()).contains("gap").doesNotContain("load-resumed", "service-started");
        assertThat(stage.result().verdict().state()).isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void a_fault_that_was_due_before_is_not_made_up_for() {
        Simulation faulty = Scripts.with(
                simulation,
                Scripts.fault("before", new ConnectionFault.Reset(1), 405, 5),
                Scripts.fault("after", new ConnectionFault.Reset(1), 450, 5));
        List<String> injected = new ArrayList<>();
        Stage.resume(faulty, SECOND.multipliedBy(403), killed(judge -> {}), fault -> {
            injected.add(fault.id());
            throw new IllegalStateException("planted");
        });
        assertThat(injected).containsExactly("after");
    }

    @Test
    void users_take_numbers_that_none_had_before() {
        Arrivals closed = new Arrivals.Closed(4, new Distribution.Constant(Duration.ofMillis(1)), Duration.ZERO);
        Flow flow = Scripts.flow(closed, 100, Request.get("/chat"));
        Pacing first = Pacing.of(flow, RUN, Pauses.NONE, new Seed(1).stream("traffic"), 1, 2);
        first.begin(0, 0);
        long before = 0;
        for (int taken = 0; taken < 1_000; taken++) {
            long due = first.nextNanos();
            before = first.take();
            first.done(due);
        }
        Pacing resumed = Pacing.of(flow, RUN, Pauses.NONE, new Seed(1).stream("traffic"), 1, 2);
        resumed.begin(0, SECOND.toNanos());
        assertThat(resumed.nextNanos()).isBetween(SECOND.toNanos(), SECOND.toNanos() + 1_000_000);
        long number = resumed.take();
        assertThat(number).isGreaterThan(before);
        assertThat(number % 2).isEqualTo(1);
    }
}
