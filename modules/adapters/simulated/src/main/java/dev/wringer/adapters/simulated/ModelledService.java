package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.ServiceModel;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Simulation;
import java.util.List;

/**
 * All that stands in for one service; shared by its host and its target.
 *
 * @param gauges those that the simulation scrapes
 */
record ModelledService(
        String name,
        List<String> gauges,
        ServiceModel model,
        Defects defects,
        ModelledProcess process,
        LatencyModel latency,
        FailureModel failures,
        MemoryModel memory,
        HeldSockets sockets,
        List<Call> calls,
        Exposure exposure,
        Aftermath aftermath,
        Writes writes) {
    /** More than a year: longer than any run, and some of them can still be added up. */
    private static final long LONGEST_WAIT_NANOS = 1L << 55;

    static ModelledService of(Service service, ServiceModel model, List<Call> calls, Simulation simulation, Seed seed) {
        String name = service.name();
        Defects defects = new Defects(model.defects());
        List<SessionFlow> sessions = simulation.sessions().stream()
                .filter(flow -> flow.to().equals(name))
                .toList();
        return new ModelledService(
                name,
                service.scrape().map(Service.Scrape::series).orElse(List.of()),
                model,
                defects,
                new ModelledProcess(name, Span.nanos(model.startTime()), defects),
                new LatencyModel(name, model, defects, seed),
                new FailureModel(name, model, defects, sessions, seed),
                new MemoryModel(name, model, defects, seed),
                new HeldSockets(),
                List.copyOf(calls),
                new Exposure(model.memory()),
                new Aftermath(model, seed.stream("model/" + name + "/aftermath")),
                new Writes(name, model, simulation, seed));
    }

    /** No other service and no fault has to do with what a request takes. */
    boolean isByItself() {
        return calls.isEmpty() && exposure.isClear();
    }

    /** What one of its requests takes, from a worker's beginning on. */
    Reply work(long now) {
        Reply work = Reply.after((long) (latency.drawNanos(now) * exposure.slowdown()));
        for (int i = 0; i < calls.size() && !work.isOver(); i++) {
            work = work.then(calls.get(i).reply(now));
        }
        return work;
    }

    /** What a call of another service comes to; that it would have to queue is left out. */
    Reply reply(long now) {
        if (!process.isReachable(now)) {
            return Reply.failedAfter(0);
        }
        if (exposure.pausedBy().isPresent()) {
            return Reply.stuckOn(exposure.pausedBy().get());
        }
        long wait = Math.min(defects.deadlockedUntil(now) - now, LONGEST_WAIT_NANOS);
        Reply work = Reply.after(wait).then(work(now));
        boolean fails = failures.fails(now) || aftermath.isRecovering(now) || aftermath.isBroken() || failsToWrite();
        return fails && !work.isOver() ? Reply.failedAfter(work.nanos()) : work;
    }

    /** It cannot keep what it is given. */
    boolean failsToWrite() {
        return model.writes() && exposure.isDiskFull();
    }
}
