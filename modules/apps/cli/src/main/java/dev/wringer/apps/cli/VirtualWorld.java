package dev.wringer.apps.cli;

import dev.wringer.adapters.simulated.SimulatedServices;
import dev.wringer.core.judge.Baseline;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Service;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.run.Instruments;
import dev.wringer.engine.run.Progress;
import dev.wringer.engine.run.Recorder;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.run.World;
import dev.wringer.engine.time.Clock;
import dev.wringer.engine.time.VirtualTime;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;

/** Modelled services on virtual time. */
record VirtualWorld(
        VirtualTime time,
        String runId,
        SimulatedServices services,
        Behavior<Recorder.Command> recorder,
        Behavior<Progress> display,
        Optional<Baseline> baseline)
        implements World {

    @Override
    public Clock clock() {
        return time.clock();
    }

    @Override
    public int loops() {
        return 1;
    }

    @Override
    public Props loop(int index) {
        return time.loop(index);
    }

    @Override
    public Behavior<Target.Command> target(Service service, int loop) {
        return services.target(service);
    }

    @Override
    public Behavior<Host.Command> host(Service service) {
        return services.host(service);
    }

    @Override
    public Injection injection(PlannedFault fault) {
        return services.injection(fault);
    }

    @Override
    public Behavior<Instruments.Command> instruments() {
        return services.instruments();
    }
}
