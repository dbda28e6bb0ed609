package dev.wringer.engine.run;

import dev.wringer.core.faults.FaultSchedule;
import dev.wringer.core.judge.Judge;
import dev.wringer.core.model.Feeder;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Simulation;
import dev.wringer.core.workload.ArrivalSequence;
import dev.wringer.core.workload.Placeholders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** The actors of one run, spawned and wired to each other. */
final class Crew {
    final Journal journal;
    final ActorRef<Recorder.Command> recorder;
    final ActorRef<Progress> display;
    final SequencedMap<String, ActorRef<ServiceSupervisor.Command>> supervisors = new LinkedHashMap<>();
    final List<ActorRef<ResourceSampler.Command>> samplers = new ArrayList<>();
    final List<ActorRef<TrafficGenerator.Command>> generators = new ArrayList<>();
    final List<ActorRef<SessionChurner.Command>> churners = new ArrayList<>();
    final ActorRef<Judging.Command> judging;
    final ActorRef<MetricsAggregator.Command> aggregator;
    final ActorRef<QuiesceDirector.Command> quiesce;
    final ActorRef<FaultDirector.Command> faults;

    private final ActorContext<?> context;
    private final Simulation simulation;
    private final World world;
    private final SequencedMap<String, ActorRef<Target.Command>> targets = new LinkedHashMap<>();
    private final SequencedMap<String, ActorRef<Host.Command>> hosts = new LinkedHashMap<>();
    private int sources;

    Crew(ActorContext<?> context, Simulation simulation, World world, ActorRef<Judging.CertainFail> owner) {
        this.context = context;
        this.simulation = simulation;
        this.world = world;
        recorder = context.spawn(world.recorder(), "recorder");
        display = context.spawn(world.display(), "display");
        journal = new Journal(world.clock(), recorder, display);
        List<PlannedFault> schedule = FaultSchedule.of(simulation);
        recorder.tell(new Recorder.Scheduled(schedule));
        if (world.resumption().isEmpty()) {
            schedule.forEach(planned -> journal.fault("fault-planned", planned, planned.words()));
        }
        ActorRef<Instruments.Command> instruments = context.spawn(world.instruments(), "instruments");
        simulation.services().forEach(this::spawnService);
        simulation.traffic().forEach(this::spawnGenerators);
        for (int i = 0; i < simulation.sessions().size(); i++) {
            spawnChurner(simulation.sessions().get(i), i % world.loops());
        }
        Judge judge = new Judge(Judging.plan(simulation), world.baseline());
        world.resumption().ifPresent(resumption -> resumption.evidence().accept(judge));
        judging = context.spawn(Judging.create(judge, simulation.windowCount(), journal, owner), "judge");
        faults = context.spawn(
                FaultDirector.create(
                        world,
                        simulation,
                        schedule,
                        new FaultDirector.Parties(recorder, judging, supervisors, journal)),
                "faults");
        aggregator = context.spawn(
                MetricsAggregator.create(
                        world.clock(),
                        simulation,
                        new MetricsAggregator.Sources(polled(), instruments),
                        new MetricsAggregator.Consumers(recorder, judging, faults, display)),
                "metrics");
        quiesce = context.spawn(QuiesceDirector.create(world.clock(), simulation, quiesceParties()), "quiesce");
    }

    /** Starts the load. */
    void begin(Beginning beginning) {
        long startNanos = beginning.startNanos();
        long from = beginning.fromNanos();
        journal.entry(from == 0 ? "load-started" : "load-resumed");
        tellGap(beginning);
        samplers.forEach(sampler -> sampler.tell(new ResourceSampler.Begin(startNanos)));
        aggregator.tell(
                new MetricsAggregator.Begin(startNanos, beginning.start(), beginning.window(), beginning.counted()));
        generators.forEach(generator -> generator.tell(new TrafficGenerator.Begin(startNanos, from)));
        churners.forEach(churner -> churner.tell(new SessionChurner.Begin(startNanos, from)));
        quiesce.tell(new QuiesceDirector.Begin(startNanos, from));
        faults.tell(new FaultDirector.Begin(startNanos, beginning.start(), from, aggregator));
    }

    /** Says which windows a resumed run has lost. */
    void tellGap(Beginning beginning) {
        beginning.gap().ifPresent(gap -> {
            judging.tell(new Judging.ObserveGap(gap));
            journal.entry("gap", "from_window", gap.fromWindow(), "until_window", gap.untilWindow());
        });
    }

    /** @param loading whether the load is on */
    void steer(Steering steering, boolean loading, ActorRef<Steering.Answer> replyTo) {
        if (!loading) {
            replyTo.tell(Steering.Answer.refused("the load is not on"));
            return;
        }
        switch (steering) {
            case Steering.HoldTraffic ignored -> hold(true, replyTo);
            case Steering.LetTrafficGo ignored -> hold(false, replyTo);
            case Steering.InjectNow inject -> faults.tell(new FaultDirector.InjectNow(inject.fault(), replyTo));
            case Steering.RemoveNow remove -> faults.tell(new FaultDirector.RemoveNow(remove.fault(), replyTo));
        }
    }

    private void hold(boolean on, ActorRef<Steering.Answer> replyTo) {
        Hold hold = new Hold(on);
        journal.entry(on ? "traffic-held" : "traffic-let-go");
        journal.note(on ? "traffic is held" : "traffic goes on");
        aggregator.tell(hold);
        generators.forEach(generator -> generator.tell(hold));
        churners.forEach(churner -> churner.tell(hold));
        replyTo.tell(Steering.Answer.done());
    }

    private QuiesceDirector.Parties quiesceParties() {
        List<ActorRef<? super QuiesceDirector.Count>> sources = new ArrayList<>(generators);
        sources.addAll(churners);
        SequencedMap<String, Integer> sourcesOfService = new LinkedHashMap<>();
        simulation.services().forEach(service -> sourcesOfService.put(service.name(), 0));
        simulation.traffic().forEach(flow -> sourcesOfService.merge(flow.to(), world.loops(), Integer::sum));
        simulation.sessions().forEach(flow -> sourcesOfService.merge(flow.to(), 1, Integer::sum));
        return new QuiesceDirector.Parties(sources, sourcesOfService, hosts, judging, journal);
    }

    private void spawnService(Service service) {
        ActorRef<Host.Command> host =
                context.spawn(world.host(service), "host-" + service.name(), DispatcherSelector.blocking());
        hosts.put(service.name(), host);
        supervisors.put(
                service.name(),
                context.spawn(
                        ServiceSupervisor.create(world.clock(), service, host, journal),
                        "supervisor-" + service.name()));
        samplers.add(context.spawn(
                ResourceSampler.create(world.clock(), service, host, simulation, journal),
                "sampler-" + service.name()));
    }

    private void spawnGenerators(Flow flow) {
        Placeholders placeholders = placeholders(flow.name(), flow.feeder());
        Seed seed = simulation.seed();
        for (int loop = 0; loop < world.loops(); loop++) {
            Pacing pacing = Pacing.of(
                    flow,
                    simulation.duration(),
                    simulation.pauses(),
                    seed.stream("traffic/" + flow.name()),
                    loop,
                    world.loops());
            generators.add(context.spawn(
                    TrafficGenerator.create(
                            world.clock(), flow, sources++, pacing, placeholders, target(flow.to(), loop)),
                    "traffic-" + flow.name() + "-" + loop,
                    world.loop(loop)));
        }
    }

    /** Reads the accepted writes of a flow back. */
    ActorRef<ReadBack.Command> spawnReadBack(Flow flow) {
        return context.spawn(
                ReadBack.create(flow, placeholders(flow.name(), flow.feeder()), target(flow.to(), 0)),
                "read-back-" + flow.name(),
                world.loop(0));
    }

    private void spawnChurner(SessionFlow flow, int loop) {
        Props props = world.loop(loop);
        Session.Plan plan = new Session.Plan(
                world.clock(),
                flow,
                sources++,
                simulation.seed().stream("sessions/" + flow.name()),
                placeholders(flow.name(), flow.feeder()),
                target(flow.to(), loop),
                props);
        ArrivalSequence arrivals = ArrivalSequence.of(
                flow.arrivals(),
                simulation.duration(),
                simulation.seed().stream("arrivals/" + flow.name()),
                simulation.pauses());
        churners.add(context.spawn(
                SessionChurner.create(world.clock(), flow, plan, arrivals), "sessions-" + flow.name(), props));
    }

    private Placeholders placeholders(String flow, Optional<Feeder> feeder) {
        return new Placeholders(world.runId(), flow, simulation.seed(), feeder);
    }

    private ActorRef<Target.Command> target(String service, int loop) {
        return targets.computeIfAbsent(
                service + "-" + loop,
                name -> context.spawn(
                        world.target(simulation.service(service).orElseThrow(), loop),
                        "target-" + name,
                        world.loop(loop)));
    }

    private List<ActorRef<? super Contribution.Poll>> polled() {
        List<ActorRef<? super Contribution.Poll>> polled = new ArrayList<>();
        polled.addAll(generators);
        polled.addAll(churners);
        polled.addAll(supervisors.values());
        polled.addAll(samplers);
        return polled;
    }
}
