package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.ServiceModel;
import dev.wringer.core.workload.Draw;
import dev.wringer.core.workload.Placeholders;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A script of messages to the host and the target of one modelled service, played on virtual time; the service runs
 * from 0 on.
 */
final class Trial {
    private record Line(Duration at, Function<ActorRef<Object>, Object> message) {}

    private record End() {}

    private record Play(Line line) {}

    private final Service service;
    private final Seed seed;
    private final List<Line> script = new ArrayList<>();
    private final List<Object> events = new ArrayList<>();

    Trial(ServiceModel model) {
        this(model, Models.SEED);
    }

    Trial(ServiceModel model, Seed seed) {
        this.service = Models.service(model);
        this.seed = seed;
        at(Duration.ZERO, me -> new Host.Start(me.narrow()));
    }

    Trial at(Duration at, Function<ActorRef<Object>, Object> message) {
        script.add(new Line(at, message));
        return this;
    }

    Trial send(Duration at, long id) {
        return send(at, id, Models.CHAT);
    }

    Trial send(Duration at, long id, Request request) {
        return at(at, me -> new Target.Send(id, request, draw(id), me));
    }

    /** One request after the other, evenly spaced. */
    Trial sendMany(Duration from, Duration gap, int count) {
        for (int i = 0; i < count; i++) {
            send(from.plus(gap.multipliedBy(i)), i);
        }
        return this;
    }

    Trial ask(Duration at, long id) {
        return at(at, me -> new Host.Ask(id, new Probe.Http("/healthz"), Duration.ofSeconds(1), me.narrow()));
    }

    Trial sample(Duration at) {
        return at(at, Host.Sample::new);
    }

    static Draw draw(long sequence) {
        return new Draw(new Placeholders("run", "chat", Models.SEED, Optional.empty()), sequence, 0, Map.of());
    }

    /** Plays the script, and everything that follows from it within the given time. */
    Trial play(Duration lasting) {
        try (VirtualTime time = VirtualTime.create(Models.START)) {
            SimulatedServices services = SimulatedServices.create(Models.simulation(service), seed, time.clock());
            ActorSystem.create(player(services, lasting), "trial", time.config());
            time.run();
            if (time.foreignSubmissions() != 0) {
                throw new IllegalStateException(time.firstForeignSubmission().orElseThrow());
            }
        }
        return this;
    }

    private Behavior<Object> player(SimulatedServices services, Duration lasting) {
        return Behaviors.setup(context -> {
            ActorRef<Host.Command> host = context.spawn(services.host(service), "host");
            ActorRef<Target.Command> target = context.spawn(services.target(service), "target");
            script.forEach(line -> context.scheduleOnce(line.at(), context.getSelf(), new Play(line)));
            context.scheduleOnce(lasting, context.getSelf(), new End());
            return Behaviors.receiveMessage(message -> {
                switch (message) {
                    case End ignored -> {
                        return Behaviors.stopped();
                    }
                    case Play(Line line) -> {
                        switch (line.message().apply(context.getSelf())) {
                            case Host.Command command -> host.tell(command);
                            case Target.Command command -> target.tell(command);
                            case Object other -> throw new IllegalStateException("for nobody: " + other);
                        }
                    }
                    case Object event -> events.add(event);
                }
                return Behaviors.same();
            });
        });
    }

    /** Everything that host and target said, in order. */
    List<Object> events() {
        return events;
    }

    <E> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Target.Answered> answers() {
        return events(Target.Answered.class);
    }

    Target.Answered answer(long id) {
        return answers().stream().filter(a -> a.id() == id).findFirst().orElseThrow();
    }

    boolean isAnswered(long id) {
        return answers().stream().anyMatch(a -> a.id() == id);
    }

    /** Nanoseconds from sending to the answer. */
    long tookNanos(long id) {
        return answer(id).doneNanos() - answer(id).sentNanos();
    }
}
