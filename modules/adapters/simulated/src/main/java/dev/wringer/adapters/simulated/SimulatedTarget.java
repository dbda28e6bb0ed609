package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Expectation;
import dev.wringer.core.model.Extraction;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Request;
import dev.wringer.core.workload.Draw;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.time.Clock;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Answers requests as the model of a service says. */
final class SimulatedTarget extends AbstractMatchingBehavior<Target.Command> {
    private static final int SERVER_ERROR = 500;

    private final ModelledService service;
    private final Clock clock;
    private final WorkerPool pool;
    private final LongMap<Job> jobs = new LongMap<>(job -> job.id);
    private final LongMap<Target.OpenSocket> sockets = new LongMap<>(Target.OpenSocket::id);

    private SimulatedTarget(
            ActorContext<Target.Command> context, ModelledService service, Clock clock, Scheduling scheduling) {
        super(context);
        this.service = service;
        this.clock = clock;
        pool = new WorkerPool(service, clock, scheduling, this::complete);
        service.process().onExit(this::resetAll);
    }

    static Behavior<Target.Command> create(ModelledService service, Clock clock) {
        return Behaviors.setup(
                context -> new SimulatedTarget(context, service, clock, Scheduling.of(context.getSystem())));
    }

    @Override
    public Behavior<Target.Command> onMessage(Target.Command command) {
        switch (command) {
            case Target.Send send -> send(send);
            case Target.Cancel cancel -> cancel(cancel.id());
            case Target.OpenSocket open -> serve(open.id(), open, open.replyTo());
            case Target.SendText text -> sendText(text);
            case Target.CloseSocket close -> closeSocket(close.socket());
        }
        return this;
    }

    private void send(Target.Send send) {
        long now = clock.nanos();
        if (service.process().isReachable(now) && service.failures().neverCloses(send.request(), now)) {
            jobs.put(new Job(send.id(), send, send.replyTo(), now, pool));
            service.sockets().opened();
        } else {
            serve(send.id(), send, send.replyTo());
        }
    }

    private void closeSocket(long id) {
        if (sockets.remove(id) != null) {
            service.sockets().closed();
        }
    }

    private void sendText(Target.SendText text) {
        if (sockets.get(text.socket()) == null) {
            long now = clock.nanos();
            answer(text.replyTo(), text.id(), Outcome.RESET, "socket closed", now, Collections.emptyMap());
        } else {
            serve(text.id(), text, text.replyTo());
        }
    }

    private void serve(long id, Target.Command command, ActorRef<? super Target.Answered> replyTo) {
        long now = clock.nanos();
        if (!service.process().isReachable(now)) {
            answer(replyTo, id, Outcome.REFUSED, "connection refused", now, Collections.emptyMap());
            return;
        }
        Job job = new Job(id, command, replyTo, now, pool);
        if (pool.take(job)) {
            jobs.put(job);
        } else {
            answer(replyTo, id, Outcome.REFUSED, "queue full", now, Collections.emptyMap());
        }
    }

    private void cancel(long id) {
        Job job = jobs.remove(id);
        if (job != null) {
            pool.release(job);
        }
    }

    private void complete(Job job) {
        jobs.remove(job.id);
        boolean failed = service.failures().fails(clock.nanos());
        switch (job.command) {
            case Target.Send send -> answerRequest(job, send.request(), send.draw(), failed);
            case Target.OpenSocket open -> {
                if (answerRequest(job, open.request(), open.draw(), failed)) {
                    sockets.put(open);
                    service.sockets().opened();
                }
            }
            case Target.SendText ignored -> answerText(job, failed);
            case Target.Cancel ignored -> throw new IllegalStateException("not a request");
            case Target.CloseSocket ignored -> throw new IllegalStateException("not a request");
        }
    }

    private boolean answerRequest(Job job, Request request, Draw draw, boolean failed) {
        if (failed && !expectsServerError(request)) {
            answer(job, Outcome.UNEXPECTED_STATUS, "status " + SERVER_ERROR, Collections.emptyMap());
            return false;
        }
        answer(job, Outcome.OK, "", extracted(request.extractions(), draw));
        return true;
    }

    private void answerText(Job job, boolean failed) {
        if (failed) {
            answer(job, Outcome.FAILED_EXPECTATION, "another text", Collections.emptyMap());
        } else {
            answer(job, Outcome.OK, "", Collections.emptyMap());
        }
    }

    private void answer(Job job, Outcome outcome, String detail, Map<String, String> extracted) {
        answer(job.replyTo, job.id, outcome, detail, job.sentNanos, extracted);
    }

    private void answer(
            ActorRef<? super Target.Answered> replyTo,
            long id,
            Outcome outcome,
            String detail,
            long sentNanos,
            Map<String, String> extracted) {
        replyTo.tell(new Target.Answered(id, outcome, detail, sentNanos, clock.nanos(), extracted));
    }

    /** The process is gone: everything in flight is reset, in the order in which it came. */
    private void resetAll() {
        List<Job> left = jobs.removeAll();
        left.forEach(pool::release);
        left.sort(Comparator.comparingLong((Job job) -> job.sentNanos).thenComparingLong(job -> job.id));
        left.forEach(job -> answer(job, Outcome.RESET, "connection reset", Collections.emptyMap()));
        service.sockets().allClosed();
        List<Target.OpenSocket> open = sockets.removeAll();
        open.sort(Comparator.comparingLong(Target.OpenSocket::id));
        open.forEach(socket -> socket.replyTo().tell(new Target.SocketClosed(socket.id(), "connection reset")));
    }

    private static boolean expectsServerError(Request request) {
        return request.expectations().stream()
                .anyMatch(expectation -> expectation instanceof Expectation.Status status
                        && status.from() <= SERVER_ERROR
                        && SERVER_ERROR <= status.to());
    }

    /** A made-up value for each, the same whenever the same arrival sends it. */
    private static Map<String, String> extracted(List<Extraction> extractions, Draw draw) {
        if (extractions.isEmpty()) {
            return Collections.emptyMap();
        }
        Map<String, String> values = new TreeMap<>();
        extractions.forEach(extraction -> values.put(extraction.name(), extraction.name() + "-" + draw.sequence()));
        return Collections.unmodifiableMap(values);
    }
}
