package dev.wringer.adapters.simulated;

import dev.wringer.core.model.ServiceModel;
import dev.wringer.engine.time.Clock;
import java.util.function.Consumer;

/**
 * The workers of a service and the queue before them. Under overload the queue grows, and with it the response time,
 * until it is full. In a deadlock workers do not come back, and the queue takes everything: nothing is answered,
 * nothing refused; so it is while the process is stopped.
 */
final class WorkerPool {
    private final int workers;
    private final int queueMax;
    private final ModelledService service;
    private final LatencyModel latency;
    private final Defects defects;
    private final Clock clock;
    private final Scheduling scheduling;
    private final Consumer<Job> done;
    private final JobQueue queue = new JobQueue();
    private int busy;

    /** @param done told of each job when its worker has finished it */
    WorkerPool(ModelledService service, Clock clock, Scheduling scheduling, Consumer<Job> done) {
        this.service = service;
        ServiceModel model = service.model();
        workers = model.workers();
        queueMax = model.queueMax();
        latency = service.latency();
        defects = service.defects();
        this.clock = clock;
        this.scheduling = scheduling;
        this.done = done;
    }

    /** False: there is no room, and the job was not taken. */
    boolean take(Job job) {
        if (busy < workers) {
            begin(job);
            return true;
        }
        if (queue.size() >= queueMax && !standsStill()) {
            return false;
        }
        job.place = Job.Place.QUEUE;
        queue.add(job);
        return true;
    }

    private boolean standsStill() {
        return defects.isDeadlock(clock.nanos())
                || service.exposure().pausedBy().isPresent();
    }

    /** Frees whatever the job holds. */
    void release(Job job) {
        switch (job.place) {
            case ASIDE -> job.timer.cancel();
            case QUEUE -> queue.remove(job);
            case WORKER -> {
                job.timer.cancel();
                freeWorker();
            }
        }
        job.place = Job.Place.ASIDE;
    }

    void workerDone(Job job) {
        long now = clock.nanos();
        long deadlockedUntil = defects.deadlockedUntil(now);
        if (deadlockedUntil > now) {
            job.timer = scheduling.in(deadlockedUntil - now, job);
            return;
        }
        job.stuckOn = service.exposure().pausedBy();
        if (job.stuckOn.isPresent()) {
            return;
        }
        job.place = Job.Place.ASIDE;
        done.accept(job);
        freeWorker();
    }

    private void freeWorker() {
        busy--;
        Job next = queue.poll();
        if (next != null) {
            begin(next);
        }
    }

    private void begin(Job job) {
        busy++;
        job.place = Job.Place.WORKER;
        work(job);
    }

    /** A worker begins with a job, or takes up one again that was stuck on another service. */
    void work(Job job) {
        long now = clock.nanos();
        if (service.isByItself()) {
            job.timer = scheduling.in(latency.drawNanos(now), job);
            return;
        }
        Reply reply = service.work(now);
        job.callFailed = reply.failed();
        job.stuckOn = reply.stuckOn();
        if (job.stuckOn.isEmpty()) {
            job.timer = scheduling.in(reply.nanos(), job);
        }
    }
}
