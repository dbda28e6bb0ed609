package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.ServiceModel;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.run.Instruments;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The modelled services of one run on virtual time. For each service there may be one target and one host. Offsets of
 * planted defects count from the start of the clock.
 */
public final class SimulatedServices {
    private final Simulation simulation;
    private final Seed seed;
    private final Clock clock;
    private final Map<String, ModelledService> services = new TreeMap<>();

    private SimulatedServices(Simulation simulation, Seed seed, Clock clock) {
        this.simulation = simulation;
        this.seed = seed;
        this.clock = clock;
    }

    /** @param seed fixes what the models draw, each service from streams of its own */
    public static SimulatedServices create(Simulation simulation, Seed seed, Clock clock) {
        return new SimulatedServices(simulation, seed, clock);
    }

    public Behavior<Target.Command> target(Service service) {
        return SimulatedTarget.create(modelled(service), clock);
    }

    public Behavior<Host.Command> host(Service service) {
        return SimulatedHost.create(modelled(service), clock);
    }

    /** On virtual time nothing is ever late, so nothing is measured. */
    public Behavior<Instruments.Command> instruments() {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Instruments.Read(var replyTo) -> {
                replyTo.tell(Instruments.Reading.NOTHING);
                yield Behaviors.same();
            }
        });
    }

    /** When the first session of a service was to close and never does, in nanoseconds since the start of the clock. */
    public OptionalLong firstStuckNanos(String service) {
        ModelledService modelled = services.get(service);
        return modelled == null ? OptionalLong.empty() : modelled.failures().firstStuckNanos();
    }

    private ModelledService modelled(Service service) {
        return services.computeIfAbsent(service.name(), name -> {
            ServiceModel model = service.model()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "service " + name + " has no model, so it cannot run on the virtual clock"));
            List<SessionFlow> sessions = simulation.sessions().stream()
                    .filter(flow -> flow.to().equals(name))
                    .toList();
            return ModelledService.of(service, model, sessions, seed);
        });
    }
}
