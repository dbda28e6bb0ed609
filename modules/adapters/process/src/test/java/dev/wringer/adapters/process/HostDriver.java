package dev.wringer.adapters.process;

import dev.wringer.core.model.Probe;
import dev.wringer.engine.run.Host;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;

/** Plays the supervisor of one host. */
final class HostDriver {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ActorTestKit kit;
    private final TestProbe<Host.Event> owner;
    private final ActorRef<Host.Command> host;
    private long questions;

    HostDriver(ActorTestKit kit, Behavior<Host.Command> behavior) {
        this.kit = kit;
        this.owner = kit.createTestProbe();
        this.host = kit.spawn(behavior, DispatcherSelector.blocking());
    }

    /** @return the pid */
    long start() {
        host.tell(new Host.Start(owner.getRef()));
        String identity = expect(Host.Started.class).identity();
        return identity.equals("unknown") ? -1 : Long.parseLong(identity.substring(0, identity.indexOf('@')));
    }

    Host.StartFailed startInVain() {
        host.tell(new Host.Start(owner.getRef()));
        return expect(Host.StartFailed.class);
    }

    Host.Asked ask(Probe probe) {
        return ask(probe, Duration.ofSeconds(5));
    }

    Host.Asked ask(Probe probe, Duration timeout) {
        host.tell(new Host.Ask(++questions, probe, timeout, owner.getRef()));
        return expect(Host.Asked.class);
    }

    /** Asks as often as it takes. */
    void awaitYes(Probe probe) {
        owner.awaitAssert(PATIENCE, Duration.ofMillis(20), () -> {
            Host.Asked asked = ask(probe);
            if (!asked.yes()) {
                throw new AssertionError(asked.detail());
            }
            return asked;
        });
    }

    Host.Sampled sample() {
        host.tell(new Host.Sample(owner.getRef()));
        return expect(Host.Sampled.class);
    }

    Host.GarbageCollected collectGarbage() {
        host.tell(new Host.CollectGarbage(++questions, owner.getRef()));
        return expect(Host.GarbageCollected.class);
    }

    Host.Counted count() {
        host.tell(new Host.Count(++questions, owner.getRef()));
        return expect(Host.Counted.class);
    }

    /** Samples as often as it takes. */
    Host.Sampled awaitSample(Predicate<Host.Sampled> expected) {
        return owner.awaitAssert(PATIENCE, Duration.ofMillis(20), () -> {
            Host.Sampled sampled = sample();
            if (!expected.test(sampled)) {
                throw new AssertionError(sampled);
            }
            return sampled;
        });
    }

    Host.Stopped stop() {
        host.tell(new Host.Stop(owner.getRef()));
        return expect(Host.Stopped.class);
    }

    Host.Exited awaitExit() {
        return expect(Host.Exited.class);
    }

    /** The actor itself ends, as when its parent fails. */
    void end() {
        kit.stop(host);
        owner.expectTerminated(host, PATIENCE);
    }

    void expectNothingMore() {
        owner.expectNoMessage(Duration.ofMillis(100));
    }

    private <E extends Host.Event> E expect(Class<E> type) {
        return owner.expectMessageClass(type, PATIENCE);
    }
}
