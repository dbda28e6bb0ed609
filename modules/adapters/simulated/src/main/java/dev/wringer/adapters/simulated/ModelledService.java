package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Seed;
import dev.wringer.core.model.ServiceModel;
import dev.wringer.core.model.SessionFlow;
import java.util.List;

/** All that stands in for one service; shared by its host and its target. */
record ModelledService(
        String name,
        ServiceModel model,
        Defects defects,
        ModelledProcess process,
        LatencyModel latency,
        FailureModel failures,
        MemoryModel memory,
        HeldSockets sockets) {

    static ModelledService of(String name, ServiceModel model, List<SessionFlow> sessions, Seed seed) {
        Defects defects = new Defects(model.defects());
        return new ModelledService(
                name,
                model,
                defects,
                new ModelledProcess(name, Span.nanos(model.startTime()), defects),
                new LatencyModel(name, model, defects, seed),
                new FailureModel(name, model, defects, sessions, seed),
                new MemoryModel(name, model, defects, seed),
                new HeldSockets());
    }
}
