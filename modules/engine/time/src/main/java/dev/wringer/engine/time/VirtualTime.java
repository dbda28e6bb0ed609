package dev.wringer.engine.time;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;

/**
 * The virtual clock: all actors of one system on one thread, and a clock that jumps from one timer to the next. The
 * same actors with the same seed do the same things in the same order, each time.
 *
 * <pre>{@code
 * try (VirtualTime time = VirtualTime.create(startsAt)) {
 *     ActorSystem.create(guardian, "run", time.config());
 *     time.run();
 * }
 * }</pre>
 *
 * A system belongs to one virtual time, found through an id in its configuration; there may be many side by side,
 * each on the thread that calls its {@link #run}. The thread that made this is the one that may create the system.
 */
public final class VirtualTime implements AutoCloseable {
    private static final String ID = "wringer.virtual-time.id";
    private static final Map<String, VirtualTime> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong CREATED = new AtomicLong();

    private final String id = Long.toString(CREATED.incrementAndGet());
    private final Clock clock;
    private final Ring<Runnable> queue = new Ring<>(1 << 10);
    private final TimerHeap timers = new TimerHeap();
    private final Queue<Runnable> foreignTasks = new ConcurrentLinkedQueue<>();
    private final AtomicLong foreignSubmissions = new AtomicLong();
    private volatile IllegalStateException firstForeignSubmission;
    private volatile boolean clockRuns;
    private volatile Thread owner = Thread.currentThread();
    private long nanos;
    private boolean systemTerminated;

    private VirtualTime(Instant startsAt) {
        clock = new Clock() {
            @Override
            public long nanos() {
                return nanos;
            }

            @Override
            public Instant instant() {
                return startsAt.plusNanos(nanos);
            }
        };
    }

    /** @param startsAt the time of day when the clock starts */
    public static VirtualTime create(Instant startsAt) {
        VirtualTime time = new VirtualTime(startsAt);
        OPEN.put(time.id, time);
        return time;
    }

    static VirtualTime of(Config config) {
        String id = config.getString(ID);
        VirtualTime time = OPEN.get(id);
        if (time == null) {
            throw new IllegalStateException("virtual time " + id + " is closed");
        }
        return time;
    }

    /** Stands at 0 until {@link #run} has brought the system up. */
    public Clock clock() {
        return clock;
    }

    /** The whole configuration of a system on this time. Settings of the environment have no part in it. */
    public Config config() {
        return ConfigFactory.parseResources(
                        VirtualTime.class,
                        "virtual-time.conf",
                        ConfigParseOptions.defaults().setAllowMissing(false))
                .withValue(ID, ConfigValueFactory.fromAnyRef(id))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    /** The dispatcher of an event loop: all of them are the one thread. */
    public Props loop(int index) {
        return DispatcherSelector.fromConfig("wringer.loop-0");
    }

    /** Why a run came to its end. */
    public enum End {
        /** The system has terminated: how a run should end. */
        TERMINATED,
        /** The caller said so. */
        OVER,
        /** There is no task and no timer left, and the system waits for something that can never happen. */
        STALLED
    }

    /** Runs until the system has terminated, or until nothing is left that could ever happen. */
    public End run() {
        return run(() -> false);
    }

    /**
     * Runs the system on the calling thread: first whatever its creation has begun, while the clock stands still,
     * then timer by timer, each with all that follows from it.
     *
     * @param over asked before each timer
     */
    public End run(BooleanSupplier over) {
        owner = Thread.currentThread();
        drain();
        clockRuns = true;
        try {
            while (!systemTerminated) {
                if (over.getAsBoolean()) {
                    return End.OVER;
                }
                VirtualTimer next = timers.poll();
                if (next == null) {
                    return End.STALLED;
                }
                nanos = next.due();
                next.fire();
                drain();
            }
            return End.TERMINATED;
        } finally {
            clockRuns = false;
        }
    }

    /**
     * Tasks and messages that another thread handed to the system while its clock ran. When this is not 0, the run
     * depended on how threads were scheduled, and is not repeatable.
     */
    public long foreignSubmissions() {
        return foreignSubmissions.get();
    }

    /** Names the thread of the first foreign submission, with the stack it came from. */
    public Optional<IllegalStateException> firstForeignSubmission() {
        return Optional.ofNullable(firstForeignSubmission);
    }

    @Override
    public void close() {
        OPEN.remove(id);
    }

    boolean isOwnThread() {
        return Thread.currentThread() == owner;
    }

    void execute(Runnable task) {
        if (isOwnThread()) {
            queue.add(task);
        } else {
            submitForeign(task);
        }
    }

    VirtualTimer schedule(VirtualTimer timer, long delayNanos) {
        if (systemTerminated) {
            throw new IllegalStateException("the system has terminated");
        }
        if (isOwnThread()) {
            timers.add(timer, after(delayNanos));
        } else {
            submitForeign(() -> timers.add(timer, after(delayNanos)));
        }
        return timer;
    }

    void cancelled() {
        if (isOwnThread()) {
            timers.noteCancelled();
        } else {
            submitForeign(timers::noteCancelled);
        }
    }

    void systemTerminated() {
        systemTerminated = true;
        for (VirtualTimer timer = timers.poll(); timer != null; timer = timers.poll()) {
            timer.close();
        }
    }

    private long after(long delayNanos) {
        long due = nanos + Math.max(0, delayNanos);
        return due < 0 ? Long.MAX_VALUE : due;
    }

    private void drain() {
        do {
            for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
                task.run();
            }
            for (Runnable task = foreignTasks.poll(); task != null; task = foreignTasks.poll()) {
                queue.add(task);
            }
        } while (queue.size() > 0);
    }

    void submitForeign(Runnable task) {
        if (clockRuns && foreignSubmissions.getAndIncrement() == 0) {
            firstForeignSubmission = new IllegalStateException("a task was submitted by the foreign thread '"
                    + Thread.currentThread().getName() + "', so this run cannot be repeated");
        }
        foreignTasks.add(task);
    }
}
