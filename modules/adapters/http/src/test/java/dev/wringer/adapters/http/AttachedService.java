package dev.wringer.adapters.http;

import dev.wringer.core.model.Probe;
import dev.wringer.core.model.RestartPolicy;
import dev.wringer.core.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A service that runs already, of which only its place matters. */
final class AttachedService {
    private AttachedService() {}

    static Service at(String host, int port, boolean tls) {
        return new Service(
                "web",
                host,
                port,
                tls,
                List.of(),
                Optional.of(new Service.Attach(OptionalLong.empty())),
                new Service.Readiness(new Probe.Tcp(), Duration.ofSeconds(1), Duration.ofSeconds(10)),
                Optional.empty(),
                new RestartPolicy.Never(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
