package dev.wringer.adapters.simulated;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.Extraction;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.core.model.Request;
import dev.wringer.core.workload.Draw;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.time.Clock;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Answers requests as the model of a service says. */
final class SimulatedTarget extends AbstractMatchingBehavior<Target.Command> implements FaultListener {
    private static final int SERVER_ERROR = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int NO_SPACE = 507;
    private static final int NOT_FOUND = 404;
    private static final List<String> WRITING = List.of("POST", "PUT", "PATCH", "DELETE");
    private static final Comparator<Job> AS_THEY_CAME =
            Comparator.comparingLong((Job job) -> job.sentNanos).thenComparingLong(job -> job.id);

    private final ModelledService service;
    private final Link link;
    private final Clock clock;
    private final Scheduling scheduling;
    private final WorkerPool pool;
    private final LongMap<Job> jobs = new LongMap<>(job -> job.id);
    private final LongMap<Target.OpenSocket> sockets = new LongMap<>(Target.OpenSocket::id);

    private SimulatedTarget(
            ActorContext<Target.Command> context,
            ModelledService service,
            Link link,
            Clock clock,
            Scheduling scheduling) {
        super(context);
        this.service = service;
        this.link = link;
        this.clock = clock;
        this.scheduling = scheduling;
        pool = new WorkerPool(service, clock, scheduling, this::complete);
        service.process().onExit(this::resetAll);
    }

    static Behavior<Target.Command> create(ModelledService service, ModelledSystem system, Clock clock) {
        return Behaviors.setup(context -> {
            Link link = system.link(Link.WRINGER, service.name());
            Scheduling scheduling = Scheduling.of(context.getSystem());
            SimulatedTarget target = new SimulatedTarget(context, service, link, clock, scheduling);
            system.addListener(target);
            return target;
        });
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
        Job job = new Job(id, command, replyTo, clock.nanos(), pool);
        if (link.isClear()) {
            admit(job);
        } else {
            pass(job);
        }
    }

    private void pass(Job job) {
        Passage passage = link.pass(message(job.command));
        job.passage = passage;
        job.stuckOn = passage.lostTo();
        jobs.put(job);
        if (job.stuckOn.isPresent()) {
            return;
        }
        Runnable arrive = () -> arrive(job);
        if (passage.laterNanos() > 0) {
            job.timer = scheduling.in(passage.laterNanos(), arrive);
        } else {
            arrive.run();
        }
    }

    private void arrive(Job job) {
        jobs.remove(job.id);
        job.passage
                .instead()
                .ifPresentOrElse(
                        ending -> answer(job, ending.outcome(), ending.detail(), Collections.emptyMap()),
                        () -> admit(job));
    }

    private static Message message(Target.Command command) {
        return switch (command) {
            case Target.Send send -> new Message.Asked(send.request(), send.draw());
            case Target.OpenSocket open -> new Message.Asked(open.request(), open.draw());
            case Target.SendText ignored -> Message.TEXT;
            case Target.Cancel ignored -> throw new IllegalStateException("not a request");
            case Target.CloseSocket ignored -> throw new IllegalStateException("not a request");
        };
    }

    private void admit(Job job) {
        if (!service.process().isReachable(clock.nanos())) {
            answer(job, Outcome.REFUSED, "connection refused", Collections.emptyMap());
        } else if (jobs.size() + sockets.size() >= service.exposure().filesMax()) {
            answer(job, Outcome.REFUSED, "too many open files", Collections.emptyMap());
        } else if (pool.take(job)) {
            jobs.put(job);
        } else {
            answer(job, Outcome.REFUSED, "queue full", Collections.emptyMap());
        }
    }

    @Override
    public void begun(ActiveFault fault) {
        if (fault.fault() instanceof ConnectionFault.Reset reset && link.isUnder(fault.id())) {
            reset(() -> fault.random().nextBoolean(reset.share()));
        }
    }

    @Override
    public void over(ActiveFault fault) {
        jobs.values().stream()
                .filter(job -> job.stuckOn.filter(fault.id()::equals).isPresent())
                .sorted(AS_THEY_CAME)
                .forEach(job -> goOn(job, fault));
    }

    /** What kept a job is gone; where it swallowed bytes, the connection that lost them is closed. */
    private void goOn(Job job, ActiveFault fault) {
        boolean closed = fault.fault() instanceof ConnectionFault.BlackHole;
        boolean ownPause = fault.fault() instanceof ProcessFault.Pause
                && fault.planned().target().to().filter(service.name()::equals).isPresent();
        job.stuckOn = Optional.empty();
        switch (job.place) {
            case ASIDE -> {
                jobs.remove(job.id);
                if (closed) {
                    answer(job, Outcome.RESET, "connection closed", Collections.emptyMap());
                } else {
                    admit(job);
                }
            }
            case QUEUE -> throw new IllegalStateException("what waits is not stuck");
            case WORKER -> {
                job.callFailed |= closed;
                if (ownPause || closed) {
                    pool.workerDone(job);
                } else {
                    pool.work(job);
                }
            }
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
        switch (job.command) {
            case Target.Send send -> answerSend(job, send);
            case Target.OpenSocket open -> {
                if (answerRequest(job, open.request(), open.draw(), failure(job))) {
                    sockets.put(open);
                    service.sockets().opened();
                }
            }
            case Target.SendText ignored -> answerText(job, failure(job) != 0);
            case Target.Cancel ignored -> throw new IllegalStateException("not a request");
            case Target.CloseSocket ignored -> throw new IllegalStateException("not a request");
        }
    }

    private void answerSend(Job job, Target.Send send) {
        int failure = failure(job);
        boolean unwritten =
                service.failsToWrite() && WRITING.contains(send.request().method());
        int status = failure == 0 && unwritten ? NO_SPACE : failure;
        boolean lost = status == 0 && service.writes().isLost(send.request(), send.draw());
        if (answerRequest(job, send.request(), send.draw(), lost ? NOT_FOUND : status) && status == 0) {
            service.writes().accepted(send.request(), send.draw());
        }
    }

    /** The status that says what went wrong; 0: nothing did. */
    private int failure(Job job) {
        long now = clock.nanos();
        boolean failed = service.failures().fails(now);
        if (failed || service.aftermath().isBroken()) {
            return SERVER_ERROR;
        }
        return job.callFailed ? BAD_GATEWAY : service.aftermath().isRecovering(now) ? UNAVAILABLE : 0;
    }

    /** @param failure 0: none */
    private boolean answerRequest(Job job, Request request, Draw draw, int failure) {
        if (failure != 0 && !new Message.Asked(request, draw).expects(failure)) {
            answer(job, Outcome.UNEXPECTED_STATUS, "status " + failure, Collections.emptyMap());
            return false;
        }
        if (job.passage.spoilt().isPresent()) {
            Passage.Ending spoilt = job.passage.spoilt().get();
            answer(job, spoilt.outcome(), spoilt.detail(), Collections.emptyMap());
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
        reset(() -> true);
        service.sockets().allClosed();
    }

    /** @param isHit asked for each connection, in the order in which they came */
    private void reset(BooleanSupplier isHit) {
        List<Job> hit = jobs.values().stream()
                .sorted(AS_THEY_CAME)
                .filter(ignored -> isHit.getAsBoolean())
                .toList();
        hit.forEach(job -> jobs.remove(job.id));
        hit.forEach(pool::release);
        hit.forEach(job -> answer(job, Outcome.RESET, "connection reset", Collections.emptyMap()));
        sockets.values().stream()
                .sorted(Comparator.comparingLong(Target.OpenSocket::id))
                .filter(ignored -> isHit.getAsBoolean())
                .forEach(socket -> {
                    closeSocket(socket.id());
                    socket.replyTo().tell(new Target.SocketClosed(socket.id(), "connection reset"));
                });
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
