package dev.wringer.adapters.definitions;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.Profile;
import dev.wringer.core.model.SessionFlow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Gives a ramp or stairs without an end the rest of the run: their slope follows from it. */
final class OpenEnds {
    private OpenEnds() {}

    static List<Flow> closedFlows(Collection<Flow> flows, Duration duration) {
        return flows.stream().map(flow -> closed(flow, duration)).toList();
    }

    static List<SessionFlow> closedSessions(Collection<SessionFlow> flows, Duration duration) {
        return flows.stream().map(flow -> closed(flow, duration)).toList();
    }

    private static Flow closed(Flow flow, Duration duration) {
        return switch (flow.arrivals()) {
            case Arrivals.Closed ignored -> flow;
            case Arrivals.Open open ->
                new Flow(
                        flow.name(),
                        flow.to(),
                        flow.requests(),
                        closed(open, duration, "traffic." + flow.name()),
                        flow.timeout(),
                        flow.inFlightMax(),
                        flow.feeder(),
                        flow.readBack());
        };
    }

    private static SessionFlow closed(SessionFlow flow, Duration duration) {
        return new SessionFlow(
                flow.name(),
                flow.to(),
                flow.start(),
                flow.socket(),
                flow.steps(),
                flow.every(),
                flow.stop(),
                flow.length(),
                closed(flow.arrivals(), duration, "sessions." + flow.name()),
                flow.timeout(),
                flow.grace(),
                flow.liveMax(),
                flow.feeder());
    }

    private static Arrivals.Open closed(Arrivals.Open open, Duration duration, String flow) {
        Arrivals.Phase last = open.phases().getLast();
        boolean sloped = last.profile() instanceof Profile.Ramp || last.profile() instanceof Profile.Steps;
        if (last.lasting().isPresent() || !sloped) {
            return open;
        }
        List<Arrivals.Phase> phases =
                new ArrayList<>(open.phases().subList(0, open.phases().size() - 1));
        Duration rest =
                phases.stream().map(phase -> phase.lasting().orElseThrow()).reduce(duration, Duration::minus);
        if (!rest.isPositive()) {
            throw new InvalidValue(
                    flow + ".arrivals", "the run ends before the last phase begins", "phases shorter than the run");
        }
        phases.add(new Arrivals.Phase(last.profile(), Optional.of(rest)));
        return new Arrivals.Open(phases, open.poisson());
    }
}
