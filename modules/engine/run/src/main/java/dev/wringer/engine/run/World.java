package dev.wringer.engine.run;

import dev.wringer.core.judge.Baseline;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Service;
import dev.wringer.engine.time.Clock;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;

/** Everything outside of a run: its clock, and the adapters it is wired to. Real or modelled, the run cannot tell. */
public interface World {
    Clock clock();

    /** Names this run in correlation ids; the same on each run of a seed where runs must be repeatable. */
    String runId();

    /** Event loops that drive traffic, at least 1. */
    int loops();

    /** The dispatcher of an event loop, from 0. */
    Props loop(int index);

    /** Runs on the dispatcher of its loop. */
    Behavior<Target.Command> target(Service service, int loop);

    Behavior<Host.Command> host(Service service);

    Behavior<Recorder.Command> recorder();

    Behavior<Instruments.Command> instruments();

    Behavior<Progress> display();

    /** The acts of a planned fault; asked for when it is due. */
    Injection injection(PlannedFault fault);

    /** Why no fault may start now, such as a stop file; empty: they may. */
    default Optional<String> noFaultsNow() {
        return Optional.empty();
    }

    /** The killed run that this one goes on with, if any. */
    default Optional<Resumption> resumption() {
        return Optional.empty();
    }

    /** The earlier run that this one is held against, if any. */
    default Optional<Baseline> baseline() {
        return Optional.empty();
    }
}
