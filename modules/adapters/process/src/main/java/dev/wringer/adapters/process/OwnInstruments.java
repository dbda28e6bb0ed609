package dev.wringer.adapters.process;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import dev.wringer.engine.run.Instruments;
import dev.wringer.engine.time.Clock;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Measures Wringer itself: pauses by the notifications of the garbage collectors, processor time by the operating
 * system.
 */
public final class OwnInstruments {
    /** Collectors that work beside the application report whole cycles under such a name, and their pauses apart. */
    private static final String NO_PAUSE = "Cycles";

    private final Clock clock;
    private final DoubleSupplier loopLagMillis;
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final AtomicLong pauseMaxMillis = new AtomicLong();
    private final NotificationListener listener = (notification, ignored) -> recordPause(notification);
    private final List<NotificationEmitter> collectors;

    /** Where the previous reading stood. */
    private record Before(long nanos, long cpuNanos) {}

    private OwnInstruments(Clock clock, DoubleSupplier loopLagMillis) {
        this.clock = clock;
        this.loopLagMillis = loopLagMillis;
        this.collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(NotificationEmitter.class::isInstance)
                .map(NotificationEmitter.class::cast)
                .toList();
        collectors.forEach(collector -> collector.addNotificationListener(listener, null, null));
    }

    /**
     * @param clock the real one
     * @param loopLagMillis asked at each reading for the longest lag of an event loop since the previous one; NaN when
     *     it is not known
     */
    public static Behavior<Instruments.Command> create(Clock clock, DoubleSupplier loopLagMillis) {
        return Behaviors.setup(context -> {
            OwnInstruments instruments = new OwnInstruments(clock, loopLagMillis);
            return instruments.measuring(instruments.now());
        });
    }

    private Behavior<Instruments.Command> measuring(Before before) {
        return Behaviors.receive(
                (ignored, command) -> switch (command) {
                    case Instruments.Read(var replyTo) -> {
                        Before now = now();
                        replyTo.tell(reading(before, now));
                        yield measuring(now);
                    }
                },
                (ignored, signal) -> {
                    if (signal instanceof PostStop) {
                        stopListening();
                    }
                    return Behaviors.same();
                });
    }

    private Instruments.Reading reading(Before before, Before now) {
        double lag = loopLagMillis.getAsDouble();
        return new Instruments.Reading(
                Double.isNaN(lag) ? OptionalDouble.empty() : OptionalDouble.of(lag),
                collectors.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) pauseMaxMillis.getAndSet(0)),
                cpuShare(before, now));
    }

    private OptionalDouble cpuShare(Before before, Before now) {
        long elapsedNanos = now.nanos() - before.nanos();
        boolean unknown = now.cpuNanos() < 0 || before.cpuNanos() < 0 || elapsedNanos <= 0;
        double processors = system.getAvailableProcessors();
        return unknown
                ? OptionalDouble.empty()
                : OptionalDouble.of((now.cpuNanos() - before.cpuNanos()) / (elapsedNanos * processors));
    }

    private Before now() {
        return new Before(clock.nanos(), system.getProcessCpuTime());
    }

    private void recordPause(Notification notification) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            var collection = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
            if (!collection.getGcName().contains(NO_PAUSE)) {
                pauseMaxMillis.accumulateAndGet(collection.getGcInfo().getDuration(), Math::max);
            }
        }
    }

    private void stopListening() {
        for (NotificationEmitter collector : collectors) {
            try {
                collector.removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                throw new IllegalStateException("added once, removed once", e);
            }
        }
    }
}
