package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.ServiceModel;
import dev.wringer.core.model.SessionFlow;
import java.util.List;

/**
 * All that stands in for one service; shared by its host and its target.
 *
 * @param gauges those that the simulation scrapes
 */
record ModelledService(
        String name,
        List<String> gauges,
        ServiceModel model,
        Defects defects,
        ModelledProcess process,
        LatencyModel latency,
        FailureModel failures,
        MemoryModel memory,
        HeldSockets sockets) {

    static ModelledService of(Service service, ServiceModel model, List<SessionFlow> sessions, Seed seed) {
        String name = service.name();
        Defects defects = new Defects(model.defects());
        return new ModelledService(
                name,
                service.scrape().map(Service.Scrape::series).orElse(List.of()),
                model,
                defects,
                new ModelledProcess(name, Span.nanos(model.startTime()), defects),
                new LatencyModel(name, model, defects, seed),
                new FailureModel(name, model, defects, sessions, seed),
                new MemoryModel(name, model, defects, seed),
                new HeldSockets());
    }
}
