package dev.wringer.adapters.http;

import com.sun.management.OperatingSystemMXBean;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Seed;
import dev.wringer.core.workload.Draw;
import dev.wringer.core.workload.Placeholders;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.run.Target.Answered;
import dev.wringer.engine.time.RealTime;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * What a request costs: a closed loop of requests in flight on one event loop, against a server that runs already. The build
 * does not run it. Arguments: port, seconds, requests in flight, path. Pin it and the server to a processor each.
 */
final class ThroughputMeasurement {
    private final ActorRef<Target.Command> target;
    private final Request request;
    private final Placeholders placeholders = new Placeholders("run", "flow", new Seed(1), Optional.empty());
    private final AtomicLong answered;
    private final AtomicLong errors;
    private long sequence;

    private ThroughputMeasurement(
            ActorRef<Target.Command> target, Request request, AtomicLong answered, AtomicLong errors) {
        this.target = target;
        this.request = request;
        this.answered = answered;
        this.errors = errors;
    }

    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        int inFlight = Integer.parseInt(arguments[2]);
        AtomicLong answered = new AtomicLong();
        AtomicLong errors = new AtomicLong();
        try (RealTime time = RealTime.create(1)) {
            Behavior<Void> guardian = Behaviors.setup(context -> {
                var target = context.spawn(
                        HttpTarget.create(
                                AttachedService.at("127.0.0.1", port, false),
                                time.eventLoop(0),
                                time.clock(),
                                Trust.AUTHORITIES),
                        "target",
                        time.loop(0));
                var caller = new ThroughputMeasurement(target, Request.get(arguments[3]), answered, errors);
                context.spawn(caller.calling(inFlight), "caller", time.loop(0));
                return Behaviors.empty();
            });
            ActorSystem<Void> system = ActorSystem.create(guardian, "throughput", time.config());
            measure("warm-up", seconds, answered, errors);
            measure("measured", seconds, answered, errors);
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
        }
    }

    private Behavior<Answered> calling(int inFlight) {
        return Behaviors.setup(context -> {
            for (int user = 0; user < inFlight; user++) {
                send(context.getSelf());
            }
            return Behaviors.receiveMessage(answer -> {
                answered.lazySet(answered.get() + 1);
                if (answer.outcome() != Outcome.OK) {
                    errors.incrementAndGet();
                }
                send(context.getSelf());
                return Behaviors.same();
            });
        });
    }

    private void send(ActorRef<Answered> self) {
        sequence++;
        Draw draw = new Draw(placeholders, sequence, 0, Map.of());
        target.tell(new Target.Send(sequence, request, draw, self));
    }

    private static void measure(String label, int seconds, AtomicLong answered, AtomicLong errors)
            throws InterruptedException {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpuBefore = system.getProcessCpuTime();
        long answeredBefore = answered.get();
        TimeUnit.SECONDS.sleep(seconds);
        long requests = answered.get() - answeredBefore;
        double cpuMicros = (system.getProcessCpuTime() - cpuBefore) / 1e3;
        System.out.printf(
                "%s: %,d requests/s, %.2f CPU-us per request, %d errors%n",
                label, requests / seconds, cpuMicros / requests, errors.get());
    }
}
