package dev.wringer.targets.sonia;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What every service answers to those who watch it. */
record Probes(PlantedDefects defects, Metrics metrics) implements Endpoint.Provider {

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        "/healthz",
                        Endpoint.Access.PROBE,
                        call -> CompletableFuture.completedFuture(new Endpoint.Data(Body.newObject()
                                .put("status", "up")
                                .put("uptime_s", defects.uptime().toMillis() / 1e3)))),
                Endpoint.get(
                        "/metrics",
                        Endpoint.Access.PROBE,
                        call -> CompletableFuture.completedFuture(
                                new Endpoint.Text(Metrics.CONTENT_TYPE, metrics.exposition(defects.uptime())))));
    }
}
