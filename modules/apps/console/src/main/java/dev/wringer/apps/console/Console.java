package dev.wringer.apps.console;

import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.slf4j.LoggerFactory;

/** A server of runs. Reads run folders only, so that it shows runs of other processes, and what is on disk, as well. */
public final class Console implements AutoCloseable {
    private static final Duration END_WITHIN = Duration.ofSeconds(1);
    private static final String CONFIG = """
        pekko {
          loglevel = WARNING
          loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
          logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
          daemonic = on
          jvm-shutdown-hooks = off
          coordinated-shutdown.run-by-jvm-shutdown-hook = off
          http.server {
            server-header = ""
            idle-timeout = 60s
            websocket.periodic-keep-alive-max-idle = 10s
          }
        }
        """;

    private final ActorSystem<Void> system;
    private final ServerBinding binding;
    private final MetricsFollower metrics;
    private final String host;

    private Console(ActorSystem<Void> system, ServerBinding binding, MetricsFollower metrics, String host) {
        this.system = system;
        this.binding = binding;
        this.metrics = metrics;
        this.host = host;
    }

    /**
     * @param host to listen on; anything but loopback lets others see the runs
     * @param port 0: one that is free
     * @param results the folder of run folders
     * @param token what controls need; empty: there are none
     * @param otlp where metrics are pushed to, an OTLP endpoint over HTTP
     */
    public record Settings(String host, int port, Path results, Optional<String> token, Optional<URI> otlp) {}

    /**
     * @param live the run of this process, if there is one
     * @throws IllegalStateException when the port is taken
     */
    public static Console start(Settings settings, Optional<LiveRun> live) {
        // Before the threads of the system begin to log: what is logged while SLF4J looks for its provider is
        // complained of.
        LoggerFactory.getILoggerFactory();
        ActorSystem<Void> system = ActorSystem.create(
                Behaviors.empty(),
                "wringer-console",
                ConfigFactory.parseString(CONFIG).withFallback(ConfigFactory.load()));
        RunList runs = new RunList(settings.results());
        MetricsFollower metrics = MetricsFollower.start(system, runs, settings.otlp());
        Site site = new Site(settings, runs, live, metrics.metrics());
        try {
            ServerBinding binding = Http.get(system)
                    .newServerAt(settings.host(), settings.port())
                    .bind(site.route())
                    .toCompletableFuture()
                    .join();
            return new Console(system, binding, metrics, settings.host());
        } catch (CompletionException e) {
            metrics.close();
            system.terminate();
            throw new IllegalStateException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    public URI address() {
        InetSocketAddress local = binding.localAddress();
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + shown + ":" + local.getPort() + "/");
    }

    /** Ends all connections. */
    @Override
    public void close() {
        metrics.close();
        binding.terminate(END_WITHIN).toCompletableFuture().join();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
