package dev.wringer.engine.run;

import dev.wringer.core.judge.Judge;
import dev.wringer.core.model.Feeder;
import dev.wringer.core.model.Flow;
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
        ActorRef<Instruments.Command> instruments = context.spawn(world.instruments(), "instruments");
        simulation.services().forEach(this::spawnService);
        simulation.traffic().forEach(this::spawnGenerators);
        for (int i = 0; i < simulation.sessions().size(); i++) {
            spawnChurner(simulation.sessions().get(i), i % world.loops());
        }
        judging = context.spawn(
                Judging.create(
                        new Judge(Judging.plan(simulation), world.baseline()),
                        simulation.windowCount(),
                        journal,
                        owner),
                "judge");
        aggregator = context.spawn(
                MetricsAggregator.create(
                        world.clock(),
                        simulation,
                        new MetricsAggregator.Sources(polled(), instruments),
                        new MetricsAggregator.Consumers(recorder, judging, display)),
                "metrics");
        quiesce = context.spawn(QuiesceDirector.create(world.clock(), simulation, quiesceParties()), "quiesce");
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
