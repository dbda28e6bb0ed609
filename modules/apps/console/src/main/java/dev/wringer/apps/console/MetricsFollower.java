package dev.wringer.apps.console;

import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.RunFolderException;
import io.prometheus.metrics.exporter.opentelemetry.OpenTelemetryExporter;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Brings the metrics of the latest run up to date, and pushes them where asked to. */
final class MetricsFollower implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final int PUSH_EVERY_SECONDS = 10;

    private final RunMetrics metrics;
    private final Cancellable following;
    private final Optional<OpenTelemetryExporter> push;

    private MetricsFollower(RunMetrics metrics, Cancellable following, Optional<OpenTelemetryExporter> push) {
        this.metrics = metrics;
        this.following = following;
        this.push = push;
    }

    static MetricsFollower start(ActorSystem<?> system, RunList runs, Optional<URI> otlp) {
        RunMetrics metrics = new RunMetrics();
        Attributes blocking = ActorAttributes.dispatcher("pekko.actor.default-blocking-io-dispatcher");
        Cancellable following = Source.tick(Duration.ZERO, LOOK_EVERY, metrics)
                .toMat(Sink.foreach(it -> follow(it, runs)), Keep.left())
                .withAttributes(blocking)
                .run(system);
        Optional<OpenTelemetryExporter> push = otlp.map(endpoint -> OpenTelemetryExporter.builder()
                .registry(metrics.registry())
                .protocol("http/protobuf")
                .endpoint(endpoint.toString())
                .intervalSeconds(PUSH_EVERY_SECONDS)
                .buildAndStart());
        return new MetricsFollower(metrics, following, push);
    }

    /** A folder that cannot be read now may be at the next look. */
    private static void follow(RunMetrics metrics, RunList runs) {
        try {
            Optional<RunFolder> latest = runs.latest();
            latest.ifPresent(metrics::follow);
        } catch (RunFolderException unreadable) {
            metrics.unreadable();
        }
    }

    RunMetrics metrics() {
        return metrics;
    }

    @Override
    public void close() {
        following.cancel();
        push.ifPresent(OpenTelemetryExporter::close);
    }
}
