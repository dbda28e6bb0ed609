package dev.wringer.engine.run;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.FaultRule;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.Fitness;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Quiesce;
import dev.wringer.core.model.Rate;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.RestartPolicy;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Simulations and hosts for tests. */
final class Scripts {
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration WINDOW = Duration.ofSeconds(10);

    private Scripts() {}

    static Simulation simulation(Duration duration, boolean stopEarly, List<Service> services, Flow... flows) {
        return simulation(duration, stopEarly, services, List.of(), flows);
    }

    static Simulation simulation(
            Duration duration, boolean stopEarly, List<Service> services, List<SessionFlow> sessions, Flow... flows) {
        return new Simulation(
                "test",
                Instant.parse("2026-02-10T09:00:00Z"),
                duration,
                WINDOW,
                WINDOW,
                Duration.ZERO,
                SECOND.multipliedBy(30),
                new Seed(1),
                stopEarly,
                services,
                Arrays.asList(flows),
                sessions,
                List.of(new Criterion.ErrorRate(0.01, Optional.empty()), new Criterion.Restarts(0)),
                Fitness.DEFAULT,
                Optional.empty(),
                false,
                FaultPlan.NONE);
    }

    static Simulation pausing(Simulation s, Quiesce quiesce) {
        return with(s, Optional.of(quiesce), s.observerCheck());
    }

    static Simulation checkingTheObserver(Simulation s, boolean check) {
        return with(s, s.quiesce(), check);
    }

    private static Simulation with(Simulation s, Optional<Quiesce> quiesce, boolean observerCheck) {
        return new Simulation(
                s.name(),
                s.startsAt(),
                s.duration(),
                s.window(),
                s.interval(),
                s.warmUp(),
                s.drain(),
                s.seed(),
                s.stopEarly(),
                s.services(),
                s.traffic(),
                s.sessions(),
                s.criteria(),
                s.fitness(),
                quiesce,
                observerCheck,
                s.faults());
    }

    /** With faults, each at its time; a system counts as recovered after three good seconds, and has 30. */
    static Simulation with(Simulation s, PlannedFault... faults) {
        List<FaultRule> rules = Arrays.stream(faults)
                .map(fault -> new FaultRule(
                        fault.id(),
                        List.of(fault.fault()),
                        List.of(fault.target()),
                        new FaultRule.Timing.Once(fault.at()),
                        new Distribution.Constant(fault.lasting()),
                        1,
                        1,
                        false))
                .toList();
        return s.with(new FaultPlan(
                rules,
                9,
                9,
                Set.of(),
                Duration.ZERO,
                Set.of(),
                Path.of("STOP"),
                new FaultPlan.Recovery(3, 0.01, Duration.ofMillis(10), SECOND.multipliedBy(30))));
    }

    static PlannedFault fault(String id, Fault fault, int atSecond, int seconds) {
        return new PlannedFault(
                id, fault, FaultTarget.of("a"), SECOND.multipliedBy(atSecond), SECOND.multipliedBy(seconds));
    }

    static Flow flow(Arrivals arrivals, int inFlightMax, Request... requests) {
        return new Flow(
                "chat", "a", Arrays.asList(requests), arrivals, SECOND.multipliedBy(5), inFlightMax, Optional.empty());
    }

    static Arrivals perSecond(double rate) {
        return Arrivals.Open.constant(Rate.perSecond(rate));
    }

    static SessionFlow sessions(int perMinute, Duration every, Duration length) {
        return new SessionFlow(
                "voice",
                "a",
                Request.get("/start"),
                Optional.empty(),
                List.of(new SessionFlow.Step.Call(Request.get("/step"))),
                new Distribution.Constant(every),
                Request.get("/stop"),
                new Distribution.Constant(length),
                Arrivals.Open.constant(new Rate(perMinute, Duration.ofMinutes(1))),
                SECOND.multipliedBy(5),
                SECOND.multipliedBy(10),
                100_000,
                Optional.empty());
    }

    static Service service(String name, RestartPolicy restart, String... dependsOn) {
        return new Service(
                name,
                "127.0.0.1",
                7000,
                false,
                Arrays.asList(dependsOn),
                Optional.empty(),
                new Service.Readiness(new Probe.Tcp(), Duration.ofMillis(100), SECOND.multipliedBy(3)),
                Optional.of(new Service.HealthCheck(new Probe.Tcp(), SECOND, SECOND)),
                restart,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Service service(String name, String... dependsOn) {
        return service(name, new RestartPolicy.Never(), dependsOn);
    }

    /** Starts at once, says yes to everything, stops cleanly. */
    static Behavior<Host.Command> healthy(Service service) {
        return Behaviors.receiveMessage(command -> {
            comply(command, true);
            return Behaviors.same();
        });
    }

    /** Starts, but never says yes. */
    static Behavior<Host.Command> neverReady(Service service) {
        return Behaviors.receiveMessage(command -> {
            comply(command, false);
            return Behaviors.same();
        });
    }

    /** Healthy, but says nothing at checkpoints. */
    static Behavior<Host.Command> deafToCounting(Service service) {
        return Behaviors.receiveMessage(command -> {
            if (!(command instanceof Host.CollectGarbage) && !(command instanceof Host.Count)) {
                comply(command, true);
            }
            return Behaviors.same();
        });
    }

    /** Exits by itself some time after each start. */
    static Behavior<Host.Command> exitingAfter(Duration life) {
        return Behaviors.setup(context -> Behaviors.receiveMessage(command -> {
            comply(command, true);
            if (command instanceof Host.Start start) {
                context.scheduleOnce(life, start.replyTo(), new Host.Exited("exit code 3", List.of("last words")));
            }
            return Behaviors.same();
        }));
    }

    static void comply(Host.Command command, boolean yes) {
        switch (command) {
            case Host.Start start -> start.replyTo().tell(new Host.Started("pid 1"));
            case Host.Ask ask -> ask.replyTo().tell(new Host.Asked(ask.id(), yes, yes ? "200" : "connection refused"));
            case Host.Sample sample -> sample.replyTo().tell(Host.Sampled.NOTHING);
            case Host.CollectGarbage it -> it.replyTo().tell(Host.GarbageCollected.not(it.id(), "not a JVM"));
            case Host.Count it ->
                it.replyTo().tell(Host.Counted.of(it.id(), OptionalLong.empty(), Host.Sampled.NOTHING));
            case Host.Stop stop -> stop(stop.replyTo());
        }
    }

    private static void stop(ActorRef<Host.Event> replyTo) {
        replyTo.tell(new Host.Stopped(List.of(), List.of()));
    }
}
