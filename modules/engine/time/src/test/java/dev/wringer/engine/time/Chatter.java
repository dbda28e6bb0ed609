package dev.wringer.engine.time;

import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Fifty actors that tell each other things, by message, keyed timer, scheduled message and adapter, for six virtual
 * hours.
 */
final class Chatter {
    private static final int ACTORS = 50;
    private static final Duration LASTING = Duration.ofHours(6);
    private static final long PRIME = 0x100000001b3L;

    private final Clock clock;
    private long hash = 0xcbf29ce484222325L;
    private long events;

    private Chatter(Clock clock) {
        this.clock = clock;
    }

    /** Prints the trace of a seed, so that a second virtual machine can be compared with this one. */
    public static void main(String[] arguments) {
        System.out.println(trace(Long.parseLong(arguments[0])));
    }

    /** A text that is the same if and only if the same things happened at the same times in the same order. */
    static String trace(long seed) {
        try (VirtualTime time = VirtualTime.create(Instant.parse("2026-01-01T00:00:00Z"))) {
            Chatter chatter = new Chatter(time.clock());
            ActorSystem.create(chatter.guardian(new Seed(seed)), "chatter", time.config());
            if (time.run() != VirtualTime.End.TERMINATED || time.foreignSubmissions() != 0) {
                throw new IllegalStateException("the run did not end by itself, or not alone");
            }
            return Long.toHexString(chatter.hash) + "/" + chatter.events + "/"
                    + time.clock().instant();
        }
    }

    private sealed interface Said {}

    private record Word(long value, int hops) implements Said {}

    private record Tick() implements Said {}

    private record Echo(long value) implements Said {}

    private Behavior<Void> guardian(Seed seed) {
        return Behaviors.setup(context -> {
            List<ActorRef<Said>> peers = new ArrayList<>();
            for (int i = 0; i < ACTORS; i++) {
                int index = i;
                RandomStream random = seed.stream("actor/" + index);
                peers.add(context.spawn(
                        Behaviors.withTimers(timers ->
                                Behaviors.setup(self -> new Talker(index, random, peers, timers, self).talking())),
                        "talker-" + index));
            }
            ActorRef<Long> over = context.spawn(Behaviors.receiveMessage(ignored -> Behaviors.stopped()), "over");
            context.watch(over);
            context.scheduleOnce(LASTING, over, 0L);
            return Behaviors.receive(Void.class)
                    .onSignal(org.apache.pekko.actor.typed.Terminated.class, ended -> Behaviors.stopped())
                    .build();
        });
    }

    private void note(int who, long what) {
        hash = (hash ^ (clock.nanos() * 31 + who)) * PRIME;
        hash = (hash ^ what) * PRIME;
        events++;
    }

    private final class Talker {
        private final int index;
        private final RandomStream random;
        private final List<ActorRef<Said>> peers;
        private final TimerScheduler<Said> timers;
        private final ActorContext<Said> context;
        private final ActorRef<Long> adapter;

        Talker(
                int index,
                RandomStream random,
                List<ActorRef<Said>> peers,
                TimerScheduler<Said> timers,
                ActorContext<Said> context) {
            this.index = index;
            this.random = random;
            this.peers = peers;
            this.timers = timers;
            this.context = context;
            this.adapter = context.messageAdapter(Long.class, Echo::new);
            timers.startTimerAtFixedRate("steady", new Tick(), Duration.ofSeconds(60));
        }

        Behavior<Said> talking() {
            return Behaviors.receiveMessage(said -> {
                switch (said) {
                    case Word(long value, int hops) -> pass(value, hops);
                    case Tick ignored -> begin();
                    case Echo(long value) -> note(index, value);
                }
                return Behaviors.same();
            });
        }

        private void begin() {
            note(index, 0);
            peers.get((int) random.nextLong(ACTORS)).tell(new Word(random.nextLong(), 3));
            timers.startSingleTimer("again", new Word(random.nextLong(), 1), Duration.ofMillis(random.nextLong(50)));
            context.scheduleOnce(Duration.ofMillis(random.nextLong(20)), adapter, random.nextLong());
        }

        private void pass(long value, int hops) {
            note(index, value);
            if (hops > 0) {
                peers.get((int) random.nextLong(ACTORS)).tell(new Word(value ^ random.nextLong(), hops - 1));
            }
        }
    }
}
