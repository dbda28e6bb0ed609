package dev.wringer.adapters.process;

import dev.wringer.core.model.Probe;
import dev.wringer.core.model.RestartPolicy;
import dev.wringer.core.model.Service;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Services and a clock for tests against real processes. */
final class Fixture {
    static final String LOOPBACK = "127.0.0.1";

    static final Surroundings SURROUNDINGS = Surroundings.plain(service -> {
        throw new IllegalArgumentException("there is no service " + service);
    });

    static Service launched(int port, Duration grace, List<String> command) {
        return launched(port, new Service.Launch(command, Path.of("."), Map.of(), new Service.Stop("TERM", grace)));
    }

    static Service launched(int port, Service.Launch launch) {
        return service(port, false, launch, Optional.empty());
    }

    static Service attached(int port, OptionalLong pid) {
        return service(port, false, new Service.Attach(pid), Optional.empty());
    }

    static Service service(int port, boolean tls, Service.Runs runs, Optional<Service.Scrape> scrape) {
        Probe probe = new Probe.Tcp();
        return new Service(
                "unit",
                LOOPBACK,
                port,
                tls,
                List.of(),
                Optional.of(runs),
                new Service.Readiness(probe, Duration.ofMillis(100), Duration.ofSeconds(10)),
                Optional.empty(),
                new RestartPolicy.Never(),
                OptionalLong.empty(),
                scrape,
                Optional.empty());
    }

    /** A port that nobody listens on at this moment. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    static Clock realClock() {
        InstantSource source = InstantSource.system();
        Instant start = source.instant();
        return new Clock() {
            @Override
            public long nanos() {
                return Duration.between(start, source.instant()).toNanos();
            }

            @Override
            public Instant instant() {
                return source.instant();
            }
        };
    }

    private Fixture() {}
}
