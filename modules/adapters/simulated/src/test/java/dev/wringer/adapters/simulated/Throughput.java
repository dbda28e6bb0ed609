package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Service;
import dev.wringer.core.workload.Draw;
import dev.wringer.core.workload.Placeholders;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.time.VirtualTime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Measures how many requests per second of processor time a modelled service answers to the simplest open-loop
 * generator there is: {@code java -XX:+UseSerialGC -cp TEST-CLASSPATH dev.wringer.adapters.simulated.Throughput
 * HOURS}.
 */
final class Throughput extends AbstractMatchingBehavior<Object> {
    private static final Duration GAP = Duration.ofMillis(10);

    private final ActorRef<Target.Command> target;
    private final ActorRef<Object> self;
    private final Draw draw = new Draw(new Placeholders("run", "chat", Models.SEED, Optional.empty()), 0, 0, Map.of());
    private final long requests;
    private long sent;
    private long answered;
    private long hash;

    private Throughput(ActorContext<Object> context, ActorRef<Target.Command> target, long requests) {
        super(context);
        this.target = target;
        this.self = context.getSelf();
        this.requests = requests;
        context.scheduleOnce(Duration.ofSeconds(10), self, "due");
    }

    public static void main(String[] arguments) {
        long requests = Long.parseLong(arguments[0]) * 3600 * 100;
        for (int round = 1; round <= 3; round++) {
            long begin = cpuNanos();
            String hash = measure(requests);
            double seconds = (cpuNanos() - begin) / 1e9;
            System.out.printf(
                    "%d requests in %.2f s of CPU: %.2f M/s, %s%n", requests, seconds, requests / seconds / 1e6, hash);
        }
    }

    /** Of this thread alone, so that others on the machine do not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String measure(long requests) {
        try (VirtualTime time = VirtualTime.create(Models.START)) {
            Service service = Models.service(
                    Models.with(new Distribution.LogNormal(Duration.ofMillis(12), Duration.ofMillis(90)), 64, 256));
            SimulatedServices services =
                    SimulatedServices.create(Models.simulation(service), Models.SEED, time.clock());
            Throughput[] made = new Throughput[1];
            Behavior<Object> guardian = Behaviors.setup(context -> {
                context.spawn(services.host(service), "host")
                        .tell(new Host.Start(context.getSystem().ignoreRef().unsafeUpcast()));
                ActorRef<Target.Command> target = context.spawn(services.target(service), "target", time.loop(0));
                made[0] = new Throughput(context, target, requests);
                return made[0];
            });
            ActorSystem.create(guardian, "throughput", time.config());
            time.run();
            return Long.toHexString(made[0].hash) + " " + made[0].answered + " answered, " + time.foreignSubmissions()
                    + " foreign";
        }
    }

    @Override
    public Behavior<Object> onMessage(Object message) {
        if (message instanceof Target.Answered answer) {
            hash = hash * 31 + answer.doneNanos();
            return ++answered == requests ? Behaviors.stopped() : this;
        }
        target.tell(new Target.Send(sent++, Models.CHAT, draw, self));
        if (sent < requests) {
            getContext().scheduleOnce(GAP, self, "due");
        }
        return this;
    }
}
