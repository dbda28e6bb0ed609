package dev.wringer.engine.run;

import dev.wringer.core.faults.FaultSchedule;
import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.Judge;
import dev.wringer.core.judge.JudgePlan;
import dev.wringer.core.judge.State;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Simulation;
import dev.wringer.core.workload.ArrivalSequence;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Lets the judge look at every window, writes down what changed in its findings, and says when a FAIL is certain. */
public final class Judging extends AbstractMatchingBehavior<Judging.Command> {
    sealed interface Command {}

    /** {@link MetricsAggregator.Judged} follows. */
    record Observe(Window window, ActorRef<? super MetricsAggregator.Judged> replyTo) implements Command {}

    record ObserveCheckpoint(Checkpoint checkpoint) implements Command {}

    record ObserveGap(Gap gap) implements Command {}

    record ObserveFault(FaultRecord fault) implements Command {}

    /** All windows have been observed; {@link Concluded} follows. */
    record Conclude(Remainder remainder, boolean stoppedEarly, long drivenNanos, ActorRef<Concluded> replyTo)
            implements Command {}

    record Concluded(Verdict verdict) {}

    /** A criterion has failed for certain. Sent once. */
    record CertainFail(Finding finding) {}

    private final Judge judge;
    private final long windowCount;
    private final Journal journal;
    private final ActorRef<CertainFail> owner;
    private final SortedMap<String, State> known = new TreeMap<>();
    private boolean reported;

    private Judging(
            ActorContext<Command> context,
            Judge judge,
            long windowCount,
            Journal journal,
            ActorRef<CertainFail> owner) {
        super(context);
        this.judge = judge;
        this.windowCount = windowCount;
        this.journal = journal;
        this.owner = owner;
    }

    static Behavior<Command> create(Judge judge, long windowCount, Journal journal, ActorRef<CertainFail> owner) {
        return Behaviors.setup(context -> new Judging(context, judge, windowCount, journal, owner));
    }

    /** What the judge has to know of a simulation before the first window. */
    public static JudgePlan plan(Simulation simulation) {
        SortedMap<EndpointId, Duration> timeouts = new TreeMap<>();
        SortedMap<EndpointId, Long> offered = new TreeMap<>();
        for (Flow flow : simulation.traffic()) {
            for (Request request : flow.requests()) {
                timeouts.merge(id(flow.to(), request.endpoint()), flow.timeout(), Judging::longer);
            }
            if (flow.arrivals() instanceof Arrivals.Open open) {
                EndpointId first = id(flow.to(), flow.requests().getFirst().endpoint());
                offered.merge(
                        first, ArrivalSequence.expected(open, simulation.duration(), simulation.pauses()), Long::sum);
            }
        }
        for (SessionFlow flow : simulation.sessions()) {
            SessionChurner.endpoints(flow)
                    .forEach(endpoint -> timeouts.merge(id(flow.to(), endpoint), flow.timeout(), Judging::longer));
            long sessions = ArrivalSequence.expected(flow.arrivals(), simulation.duration(), simulation.pauses());
            offered.merge(id(flow.to(), flow.start().endpoint()), sessions, Long::sum);
        }
        SequencedMap<String, OptionalLong> limits = new LinkedHashMap<>();
        simulation.services().forEach(service -> limits.put(service.name(), service.memoryLimitBytes()));
        return new JudgePlan(
                        simulation.criteria(),
                        simulation.duration(),
                        simulation.window(),
                        simulation.warmUp(),
                        simulation.windowCount(),
                        timeouts,
                        limits,
                        offered,
                        simulation.fitness())
                .with(simulation.pauses(), simulation.sampledHalfAsOften())
                .with(new JudgePlan.Chaos(
                        FaultSchedule.of(simulation), simulation.faults().recovery()));
    }

    private static EndpointId id(String service, String endpoint) {
        return new EndpointId(service, endpoint);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Observe observe -> {
                observe(observe.window());
                observe.replyTo().tell(new MetricsAggregator.Judged());
            }
            case ObserveCheckpoint observe -> observe(observe.checkpoint());
            case ObserveGap observe -> judge.gap(observe.gap());
            case ObserveFault observe -> observe(judge.fault(observe.fault()));
            case Conclude conclude -> {
                Verdict verdict = judge.conclude(conclude.remainder(), conclude.stoppedEarly(), conclude.drivenNanos());
                writeDownChanges(verdict.findings());
                conclude.replyTo().tell(new Concluded(verdict));
            }
        }
        return this;
    }

    private void observe(Window window) {
        List<Finding> findings = judge.observe(window);
        writeDownChanges(findings);
        journal.display().tell(new Progress.Judged(window, windowCount, findings));
        if (!window.generator().isFit()) {
            journal.entry(
                    "window-unfit",
                    "window",
                    window.index(),
                    "why",
                    window.generator().unfit());
        }
        reportCertainFail(findings);
    }

    private void observe(Checkpoint checkpoint) {
        observe(judge.checkpoint(checkpoint));
    }

    private void observe(List<Finding> findings) {
        writeDownChanges(findings);
        reportCertainFail(findings);
    }

    private void reportCertainFail(List<Finding> findings) {
        if (!reported) {
            findings.stream()
                    .filter(finding -> finding.state() == State.FAIL && finding.certain())
                    .findFirst()
                    .ifPresent(this::report);
        }
    }

    private void report(Finding finding) {
        reported = true;
        owner.tell(new CertainFail(finding));
    }

    private void writeDownChanges(List<Finding> findings) {
        for (Finding finding : findings) {
            State before = known.put(finding.criterion() + " " + finding.subject(), finding.state());
            if (before != finding.state()) {
                journal.entry(
                        "finding",
                        "criterion",
                        finding.criterion(),
                        "subject",
                        finding.subject(),
                        "state",
                        finding.state().name(),
                        "text",
                        finding.text());
            }
        }
    }
}
