package dev.wringer.engine.run;

import dev.wringer.core.metrics.EndpointInterval;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.apache.pekko.actor.typed.ActorRef;

/** What one source adds to an interval. Histograms travel, not samples; what is handed over is not touched again. */
sealed interface Contribution {
    /** Asks a source for what it saw since it was last asked. */
    record Poll(long round, ActorRef<MetricsAggregator.Command> replyTo)
            implements TrafficGenerator.Command,
                    SessionChurner.Command,
                    ServiceSupervisor.Command,
                    ResourceSampler.Command {
        void answer(Contribution contribution) {
            replyTo.tell(new MetricsAggregator.Contributed(round, contribution));
        }
    }

    /** From a traffic generator or a session churner. */
    record Traffic(List<EndpointInterval> endpoints) implements Contribution {}

    /** From a session churner: live sessions now, and stuck ones since the start of the run. */
    record Sessions(String service, long open, long stuck, List<EndpointInterval> endpoints) implements Contribution {}

    /** From a supervisor; restarts since the start of the run, health checks since it was last asked. */
    record Supervision(String service, long restarts, long healthChecks, long healthFailures) implements Contribution {}

    /** From a sampler. */
    record Resources(
            String service,
            OptionalDouble memoryMb,
            OptionalDouble memoryFloorMb,
            OptionalDouble cpuPct,
            OptionalLong openFiles,
            OptionalLong threads,
            OptionalDouble uptimeHours,
            SortedMap<String, Double> gauges)
            implements Contribution {}
}
