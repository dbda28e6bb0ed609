package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Flow;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.ServiceModel;
import dev.wringer.core.model.ServiceModel.Defect;
import dev.wringer.core.model.Simulation;
import dev.wringer.core.workload.Draw;
import java.util.List;
import java.util.Optional;

/** The writes that a service accepted and can be asked for, as far as it has the defect to lose some when its process ends. */
final class Writes {
    private final Optional<Defect.LosesWrites> defect;
    private final List<OfFlow> flows;

    Writes(String service, ServiceModel model, Simulation simulation, Seed seed) {
        defect = model.defects().stream()
                .filter(Defect.LosesWrites.class::isInstance)
                .map(Defect.LosesWrites.class::cast)
                .findFirst();
        flows = simulation.traffic().stream()
                .filter(flow -> defect.isPresent() && flow.to().equals(service))
                .filter(flow -> flow.readBack().isPresent())
                .map(flow -> new OfFlow(flow, seed.stream("model/" + service + "/lost-writes/" + flow.name())))
                .toList();
    }

    void accepted(Request request, Draw draw) {
        for (OfFlow flow : flows) {
            flow.accepted(request, draw);
        }
    }

    void processEnded(long now) {
        if (defect.filter(it -> now >= Span.nanos(it.at())).isPresent()) {
            flows.forEach(OfFlow::processEnded);
        }
    }

    /** The request asks for a write that is not there any more. */
    boolean isLost(Request request, Draw draw) {
        for (OfFlow flow : flows) {
            if (flow.isLost(request, draw, defect.orElseThrow().share())) {
                return true;
            }
        }
        return false;
    }

    private static final class OfFlow {
        private final Flow flow;
        private final RandomStream random;
        private long lastAccepted = -1;
        private long lastAtRisk = -1;

        OfFlow(Flow flow, RandomStream random) {
            this.flow = flow;
            this.random = random;
        }

        void accepted(Request request, Draw draw) {
            if (flow.requests().contains(request)) {
                lastAccepted = Math.max(lastAccepted, draw.sequence());
            }
        }

        void processEnded() {
            lastAtRisk = lastAccepted;
        }

        boolean isLost(Request request, Draw draw, double share) {
            return draw.sequence() <= lastAtRisk
                    && flow.readBack().filter(request::equals).isPresent()
                    && random.at(draw.sequence()).nextBoolean(share);
        }
    }
}
