package dev.wringer.adapters.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Residue;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.Fitness;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Quiesce;
import dev.wringer.core.model.Rate;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.RestartPolicy;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.ServiceModel;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Simulation;
import dev.wringer.core.model.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WholeRunTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void every_window_of_a_healthy_run_holds_the_planned_requests_and_each_has_an_answer() {
        WholeRun run = WholeRun.of(simulation(Duration.ofHours(1), List.of()));
        assertThat(run.result().failure()).isEmpty();
        assertThat(run.foreignSubmissions()).isZero();
        assertThat(run.windows()).hasSize(60);
        for (Window window : run.windows()) {
            assertThat(endpoint(window, "/v1/chat").started()).isEqualTo(60);
            assertThat(endpoint(window, "/session/start").started()).isEqualTo(5);
        }
        assertThat(total(run, "/v1/chat", Outcome.OK)).isEqualTo(3600);
        assertThat(total(run, "/session/start", Outcome.OK)).isEqualTo(300);
        assertThat(total(run, "/session/stop", Outcome.OK)).isEqualTo(300);
    }

    @Test
    void requests_of_a_deadlocked_service_end_as_timeouts_and_none_is_lost() {
        WholeRun run = WholeRun.of(simulation(
                Duration.ofMinutes(30),
                List.of(new ServiceModel.Defect.Deadlock(Duration.ofMinutes(10), Duration.ofDays(1)))));
        assertThat(total(run, "/v1/chat", Outcome.TIMEOUT)).isBetween(1195L, 1205L);
        long started = run.windows().stream()
                .mapToLong(window -> endpoint(window, "/v1/chat").started())
                .sum();
        long finished = run.windows().stream()
                .mapToLong(window -> endpoint(window, "/v1/chat").finished())
                .sum();
        assertThat(started).isEqualTo(1800).isEqualTo(finished);
    }

    @Test
    void a_crash_is_counted_and_the_service_is_restarted() {
        WholeRun run = WholeRun.of(
                simulation(Duration.ofMinutes(20), List.of(new ServiceModel.Defect.Crash(Duration.ofMinutes(10)))));
        assertThat(run.windows().getLast().services().getFirst().restarts()).isEqualTo(1);
        assertThat(run.windows().get(8).services().getFirst().restarts()).isZero();
        assertThat(run.journal().stream().map(entry -> entry.event()))
                .containsSubsequence(
                        "service-ready", "load-started", "service-exited", "service-ready", "load-stopped");
    }

    @Test
    void sessions_that_do_not_close_are_stuck() {
        WholeRun run = WholeRun.of(
                simulation(MINUTE.multipliedBy(20), List.of(new ServiceModel.Defect.StuckSessions(MINUTE, 1))));
        assertThat(run.windows().getLast().services().getFirst().sessionsStuck())
                .isBetween(80L, 100L);
    }

    @Test
    void sessions_that_do_not_close_are_left_at_checkpoints_and_hold_their_sockets() {
        WholeRun run = WholeRun.of(pausing(List.of(new ServiceModel.Defect.StuckSessions(MINUTE, 1))));
        assertThat(run.checkpoints()).hasSize(2);
        for (Checkpoint checkpoint : run.checkpoints()) {
            Residue residue = checkpoint.services().getFirst();
            assertThat(residue.sessionsOpen().orElseThrow()).isPositive();
            assertThat(residue.sockets()).isEqualTo(residue.sessionsOpen());
        }
    }

    @Test
    void a_leak_shows_in_what_is_live_at_checkpoints_and_teeth_do_not() {
        List<Double> sound = live(WholeRun.of(pausing(List.of())));
        assertThat(sound.get(1)).isEqualTo(sound.get(0));
        List<Double> leaking = live(WholeRun.of(pausing(List.of(new ServiceModel.Defect.MemoryLeak(MINUTE, 1 << 20)))));
        assertThat(leaking.get(1) - leaking.get(0)).isEqualTo(20 * 60.0);
    }

    private static List<Double> live(WholeRun run) {
        return run.checkpoints().stream()
                .map(checkpoint ->
                        checkpoint.services().getFirst().liveMemoryMb().orElseThrow())
                .toList();
    }

    /** An hour with pauses of three minutes after 20 and 40. */
    private static Simulation pausing(List<ServiceModel.Defect> defects) {
        return simulation(
                Duration.ofHours(1),
                defects,
                1,
                Optional.of(new Quiesce(Duration.ofMinutes(20), Duration.ofSeconds(130), true)));
    }

    @Test
    void the_same_seed_gives_the_same_run_and_another_seed_another() {
        assertThat(fingerprint(1)).isEqualTo(fingerprint(1)).isNotEqualTo(fingerprint(2));
    }

    private static List<Long> fingerprint(long seed) {
        return WholeRun.of(simulation(Duration.ofMinutes(10), List.of(), seed)).windows().stream()
                .map(window -> endpoint(window, "/v1/chat").responseTime().getValueAtPercentile(95))
                .toList();
    }

    private static EndpointInterval endpoint(Window window, String endpoint) {
        return window.endpoints().stream()
                .filter(seen -> seen.id().endpoint().equals(endpoint))
                .findFirst()
                .orElseThrow();
    }

    private static long total(WholeRun run, String endpoint, Outcome outcome) {
        return run.windows().stream()
                .mapToLong(window -> endpoint(window, endpoint).count(outcome))
                .sum();
    }

    private static Simulation simulation(Duration duration, List<ServiceModel.Defect> defects) {
        return simulation(duration, defects, 1);
    }

    private static Simulation simulation(Duration duration, List<ServiceModel.Defect> defects, long seed) {
        return simulation(duration, defects, seed, Optional.empty());
    }

    private static Simulation simulation(
            Duration duration, List<ServiceModel.Defect> defects, long seed, Optional<Quiesce> quiesce) {
        return new Simulation(
                "whole run",
                Instant.parse("2026-02-10T09:00:00Z"),
                duration,
                MINUTE,
                MINUTE,
                Duration.ZERO,
                MINUTE.multipliedBy(3),
                new Seed(seed),
                false,
                List.of(service(defects)),
                List.of(new Flow(
                        "chat",
                        "gateway",
                        List.of(Request.get("/v1/chat")),
                        Arrivals.Open.constant(Rate.perSecond(1)),
                        Duration.ofSeconds(10),
                        1000,
                        Optional.empty())),
                List.of(voice()),
                List.of(new Criterion.ErrorRate(0.005, Optional.empty())),
                Fitness.DEFAULT,
                quiesce,
                false,
                FaultPlan.NONE);
    }

    private static SessionFlow voice() {
        return new SessionFlow(
                "voice",
                "gateway",
                Request.get("/session/start"),
                Optional.of(Request.get("/stream")),
                List.of(new SessionFlow.Step.Message("/audio", Template.literal("hi"), Template.literal(""))),
                new Distribution.Constant(Duration.ofSeconds(5)),
                Request.get("/session/stop"),
                new Distribution.Uniform(Duration.ofSeconds(20), MINUTE),
                Arrivals.Open.constant(new Rate(5, MINUTE)),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                1000,
                Optional.empty());
    }

    private static Service service(List<ServiceModel.Defect> defects) {
        ServiceModel model = new ServiceModel(
                new Distribution.LogNormal(Duration.ofMillis(12), Duration.ofMillis(90)),
                64,
                1000,
                0,
                Duration.ofSeconds(2),
                new ServiceModel.Memory(180 << 20, 0, MINUTE, 40 << 20, MINUTE.multipliedBy(7)),
                ServiceModel.Noise.NONE,
                defects);
        return new Service(
                "gateway",
                "127.0.0.1",
                7000,
                false,
                List.of(),
                Optional.empty(),
                new Service.Readiness(new Probe.Http("/healthz"), Duration.ofMillis(200), Duration.ofSeconds(30)),
                Optional.of(new Service.HealthCheck(
                        new Probe.Http("/healthz"), Duration.ofSeconds(5), Duration.ofSeconds(2))),
                new RestartPolicy.Always(Duration.ofSeconds(1)),
                OptionalLong.of(512L << 20),
                Optional.empty(),
                Optional.of(model));
    }
}
