package dev.wringer.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Request;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.workload.Draw;
import dev.wringer.core.workload.Placeholders;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.run.Target.Answered;
import dev.wringer.engine.time.RealTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;

/** One event loop with targets on it, and a caller that hears their answers. Closing it fails when a buffer was lost. */
final class Rig implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final RealTime time = RealTime.create(1);
    final ActorTestKit kit = ActorTestKit.create("http", time.config());
    final TestProbe<Target.Event> caller = kit.createTestProbe();
    private final Placeholders placeholders = new Placeholders("run", "flow", new Seed(1), Optional.empty());
    private long lastId;

    ActorRef<Target.Command> target(int port) {
        return target(AttachedService.at("127.0.0.1", port, false), Trust.AUTHORITIES, Limits.DEFAULT);
    }

    ActorRef<Target.Command> target(Service service, Trust trust, Limits limits) {
        return kit.spawn(HttpTarget.create(service, time.eventLoop(0), time.clock(), trust, limits), time.loop(0));
    }

    Draw draw(long sequence) {
        return new Draw(placeholders, sequence, 0, Map.of());
    }

    Draw draw(String variable, String value) {
        return new Draw(placeholders, 0, 0, Map.of(variable, value));
    }

    long nextId() {
        return ++lastId;
    }

    long send(ActorRef<Target.Command> target, Request request) {
        long id = nextId();
        target.tell(new Target.Send(id, request, draw(id), caller.ref()));
        return id;
    }

    Answered ask(ActorRef<Target.Command> target, Request request) {
        long id = nextId();
        return ask(target, request, draw(id), id);
    }

    /** With a caller of its own, so that it hears this answer only. */
    Answered ask(ActorRef<Target.Command> target, Request request, Draw draw, long id) {
        TestProbe<Target.Event> own = kit.createTestProbe();
        target.tell(new Target.Send(id, request, draw, own.ref()));
        return own.expectMessageClass(Answered.class, PATIENCE);
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
        time.close();
        assertThat(LeakNotes.take()).isEmpty();
    }
}
