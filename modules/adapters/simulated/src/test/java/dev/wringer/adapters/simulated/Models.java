package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.Fitness;
import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Rate;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.RestartPolicy;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.ServiceModel;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Services and simulations to test with. */
final class Models {
    static final Instant START = Instant.parse("2026-02-08T06:00:00Z");
    static final Seed SEED = new Seed(20_260_208);
    static final String NAME = "gateway";
    static final Request CHAT = Request.get("/v1/chat");
    static final Request SESSION_START = Request.get("/session/start");
    static final Request SESSION_STOP = Request.get("/session/stop");
    static final long MIB = 1024 * 1024;

    private Models() {}

    /** Every request takes 10 ms. */
    static ServiceModel plain(ServiceModel.Defect... defects) {
        return with(new Distribution.Constant(Duration.ofMillis(10)), 4, 8, defects);
    }

    static ServiceModel with(Distribution latency, int workers, int queueMax, ServiceModel.Defect... defects) {
        return new ServiceModel(
                latency,
                workers,
                queueMax,
                0,
                Duration.ofSeconds(2),
                new ServiceModel.Memory(100 * MIB, 0, Duration.ofMinutes(10), 0, Duration.ofMinutes(30)),
                ServiceModel.Noise.NONE,
                List.of(defects));
    }

    static Service service(ServiceModel model) {
        return new Service(
                NAME,
                "127.0.0.1",
                7000,
                false,
                List.of(),
                Optional.empty(),
                new Service.Readiness(new Probe.Tcp(), Duration.ofMillis(100), Duration.ofSeconds(30)),
                Optional.empty(),
                new RestartPolicy.Never(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.of(model));
    }

    /** One service, with sessions that go to it. */
    static Simulation simulation(Service service) {
        SessionFlow sessions = new SessionFlow(
                "voice",
                NAME,
                SESSION_START,
                Optional.empty(),
                List.of(),
                new Distribution.Constant(Duration.ofSeconds(5)),
                SESSION_STOP,
                new Distribution.Constant(Duration.ofSeconds(20)),
                Arrivals.Open.constant(Rate.perSecond(1)),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                100,
                Optional.empty());
        return new Simulation(
                "modelled",
                START,
                Duration.ofDays(2),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ZERO,
                Duration.ofSeconds(30),
                SEED,
                false,
                List.of(service),
                List.of(),
                List.of(sessions),
                List.of(),
                Fitness.DEFAULT,
                Optional.empty(),
                false,
                FaultPlan.NONE);
    }
}
