package dev.wringer.adapters.simulated;

import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.run.Instruments;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.time.Clock;
import java.util.OptionalLong;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The modelled services of one run on virtual time. For each service there may be one target and one host. Offsets of
 * planted defects count from the start of the clock.
 */
public final class SimulatedServices {
    private final ModelledSystem system;
    private final Seed seed;
    private final Clock clock;

    private SimulatedServices(ModelledSystem system, Seed seed, Clock clock) {
        this.system = system;
        this.seed = seed;
        this.clock = clock;
    }

    /** @param seed fixes what the models draw, each service from streams of its own */
    public static SimulatedServices create(Simulation simulation, Seed seed, Clock clock) {
        return new SimulatedServices(new ModelledSystem(simulation, seed, clock), seed, clock);
    }

    public Behavior<Target.Command> target(Service service) {
        return SimulatedTarget.create(system.service(service), system, clock);
    }

    public Behavior<Host.Command> host(Service service) {
        return SimulatedHost.create(system.service(service), system, clock);
    }

    /** A planned fault as acts on the models; what each kind does to them is in the description of this package. */
    public Injection injection(PlannedFault fault) {
        return new ModelledInjection(fault, system, seed.stream("model/canaries/" + fault.id()));
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
        return system.service(service)
                .map(modelled -> modelled.failures().firstStuckNanos())
                .orElse(OptionalLong.empty());
    }
}
