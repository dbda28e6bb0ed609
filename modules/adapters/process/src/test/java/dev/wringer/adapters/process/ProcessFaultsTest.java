package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.model.Fault;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.run.Injection.Observation;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessFaultsTest extends FaultingTest {
    @ParameterizedTest
    @ValueSource(strings = {"pause", "cpu-limit", "memory-limit", "file-limit"})
    void aFaultIsSeenThenGoneAndCanBeRemovedTwice(String kind) throws Exception {
        Injection injection = injection(FaultyWringer.fault(kind));
        assertThat(injection.observe().confirmed()).isFalse();
        injection.apply();
        Eventually.confirmed(injection::observe);
        injection.remove();
        injection.remove();
        Eventually.confirmed(injection::observeGone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "cpu-limit", "memory-limit", "file-limit"})
    void ofATargetThatDiedMeanwhileNothingIsLeftAndTheFaultIsGone(String kind) throws Exception {
        Injection injection = injection(FaultyWringer.fault(kind));
        injection.apply();
        Collection<ProcessEntry> family = die();
        injection.remove();
        injection.remove();
        Observation gone = Eventually.confirmed(injection::observeGone);
        assertThat(gone.evidence())
                .isEqualTo(
                        switch (kind) {
                            case "pause" -> "0 of 0 threads are stopped; of 2 processes 0 are there";
                            case "file-limit" -> "no process that was limited is there";
                            default -> gone.evidence().replaceFirst("^(?!the limit is ).*", "the limit is ...");
                        });
        assertThat(family).hasSize(2).noneMatch(entry -> Signals.isRunning(entry.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "terminate", "crash-loop"})
    void aTargetThatDiesDuringAFaultThatEndsItIsNoErrorAndIsMissedUntilItIsBack(String kind) throws Exception {
        Injection injection = injection(FaultyWringer.fault(kind));
        injection.apply();
        Collection<ProcessEntry> family = die();
        Eventually.confirmed(injection::observe);
        services.ended(UNIT, unit());
        injection.remove();
        injection.remove();
        assertThat(injection.observeGone()).isEqualTo(new Observation(false, "unit does not run"));
        assertThat(family).noneMatch(entry -> Signals.isRunning(entry.id()));
        long pid = launch().id().pid();
        assertThat(injection.observeGone()).isEqualTo(new Observation(true, "unit runs as pid " + pid));
    }

    /** By another hand, with all its processes. */
    private Collection<ProcessEntry> die() throws InterruptedException {
        Collection<ProcessEntry> family = unit().family().search();
        unit().kill();
        unit().process().waitFor();
        Eventually.confirmed(() ->
                new Observation(family.stream().noneMatch(entry -> Signals.isRunning(entry.id())), "there: " + family));
        return family;
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "terminate"})
    void aServiceIsEndedAndGoneIsTheFaultOnlyWhenAnotherIncarnationRuns(String kind) throws Exception {
        Injection injection = injection(FaultyWringer.fault(kind));
        assertThat(injection.observe().confirmed()).isFalse();
        Incarnation first = unit();
        injection.apply();
        Eventually.confirmed(injection::observe);
        String signal = kind.equals("kill") ? "killed by SIGKILL" : "killed by SIGTERM";
        assertThat(Signals.ending(first.process().waitFor())).isEqualTo(signal);
        injection.remove();
        injection.remove();
        assertThat(injection.observeGone().confirmed()).isFalse();
        launch();
        Eventually.confirmed(injection::observeGone);
    }

    @Test
    void aCrashLoopKillsEachIncarnationUntilItIsRemoved() throws Exception {
        Injection injection = injection(FaultyWringer.fault("crash-loop"));
        Incarnation first = unit();
        injection.apply();
        first.process().waitFor();
        Incarnation second = launch();
        assertThat(Signals.ending(second.process().waitFor())).isEqualTo("killed by SIGKILL");
        assertThat(injection.observe().evidence()).isEqualTo("killed 2 times");
        injection.remove();
        injection.remove();
        launch();
        Eventually.confirmed(injection::observeGone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "kill", "terminate", "crash-loop", "file-limit"})
    void aServiceThatDoesNotRunIsNotTouched(String kind) throws Exception {
        Fault fault = FaultyWringer.fault(kind);
        Injection injection = new ProcessFaults(services, ledger, clock).injection(FaultyWringer.planned(fault));
        assertThatThrownBy(injection::apply).hasMessage("unit does not run, or was not launched by this run");
        assertThat(injection.observe().confirmed()).isFalse();
        injection.remove();
    }
}
