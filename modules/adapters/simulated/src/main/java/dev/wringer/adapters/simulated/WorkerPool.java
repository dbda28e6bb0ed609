package dev.wringer.adapters.simulated;

import dev.wringer.core.model.ServiceModel;
import dev.wringer.engine.time.Clock;
import java.util.function.Consumer;

/**
 * The workers of a service and the queue before them. Under overload the queue grows, and with it the response time,
 * until it is full. In a deadlock workers do not come back, and the queue takes everything: nothing is answered,
 * nothing refused.
 */
final class WorkerPool {
    private final int workers;
    private final int queueMax;
    private final LatencyModel latency;
    private final Defects defects;
    private final Clock clock;
    private final Scheduling scheduling;
    private final Consumer<Job> done;
    private final JobQueue queue = new JobQueue();
    private int busy;

    /** @param done told of each job when its worker has finished it */
    WorkerPool(ModelledService service, Clock clock, Scheduling scheduling, Consumer<Job> done) {
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
        if (queue.size() >= queueMax && !defects.isDeadlock(clock.nanos())) {
            return false;
        }
        job.place = Job.Place.QUEUE;
        queue.add(job);
        return true;
    }

    /** Frees whatever the job holds. */
    void release(Job job) {
        switch (job.place) {
            case ASIDE -> {}
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
        job.timer = scheduling.in(latency.drawNanos(clock.nanos()), job);
    }
}
