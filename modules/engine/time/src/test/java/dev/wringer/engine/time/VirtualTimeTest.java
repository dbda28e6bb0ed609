package dev.wringer.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private static final Instant START = Instant.parse("2026-02-08T06:00:00Z");
    private static final long SEED = 20_260_208;

    @Test
    void theSameSeedLeavesTheSameTrace() {
        assertThat(Chatter.trace(SEED)).isEqualTo(Chatter.trace(SEED)).endsWith("2026-01-01T06:00:00Z");
    }

    @Test
    void anotherSeedLeavesAnotherTrace() {
        assertThat(Chatter.trace(SEED)).isNotEqualTo(Chatter.trace(SEED + 1));
    }

    @Test
    void twoSystemsAtOnceDoNotDisturbEachOther() throws Exception {
        String alone = Chatter.trace(SEED);
        FutureTask<String> one = new FutureTask<>(() -> Chatter.trace(SEED));
        FutureTask<String> other = new FutureTask<>(() -> Chatter.trace(SEED));
        Thread.ofPlatform().start(one);
        Thread.ofPlatform().start(other);

        assertThat(List.of(one.get(), other.get())).containsOnly(alone);
    }

    @Test
    void twoVirtualMachinesLeaveTheSameTrace() throws Exception {
        Process first = machine();
        Process second = machine();

        assertThat(List.of(output(first), output(second))).containsOnly(Chatter.trace(SEED));
    }

    @Test
    void timersOfTheSameDeadlineFireInTheOrderTheyWereScheduled() {
        List<Integer> fired = new ArrayList<>();
        run(Behaviors.setup(context -> {
            for (int i = 0; i < 1_000; i++) {
                context.scheduleOnce(Duration.ofSeconds(5), context.getSelf(), i);
            }
            return untilLast(fired, 1_000);
        }));

        assertThat(fired).isSorted().hasSize(1_000);
    }

    @Test
    void theClockStandsStillWhileTheSystemComesUpAndThenJumpsToTheNextTimer() {
        List<Long> seen = new ArrayList<>();
        VirtualTime time = VirtualTime.create(START);
        runOn(time, Behaviors.setup(context -> {
            seen.add(time.clock().nanos());
            context.scheduleOnce(Duration.ofDays(40), context.getSelf(), 0);
            return Behaviors.receiveMessage(ignored -> {
                seen.add(time.clock().nanos());
                return Behaviors.stopped();
            });
        }));

        assertThat(seen).containsExactly(0L, Duration.ofDays(40).toNanos());
        assertThat(time.clock().instant()).isEqualTo(START.plus(Duration.ofDays(40)));
    }

    @Test
    void everyActorRunsOnTheCallingThreadWhateverItsDispatcher() {
        Set<Thread> threads = new LinkedHashSet<>();
        VirtualTime time = VirtualTime.create(START);
        runOn(time, Behaviors.setup(context -> {
            for (Props props : List.of(
                    time.loop(0),
                    time.loop(7),
                    org.apache.pekko.actor.typed.DispatcherSelector.blocking(),
                    org.apache.pekko.actor.typed.DispatcherSelector.defaultDispatcher())) {
                context.spawnAnonymous(noting(threads), props).tell(0);
            }
            context.scheduleOnce(Duration.ofSeconds(1), context.getSelf(), 0);
            return Behaviors.receiveMessage(ignored -> Behaviors.stopped());
        }));

        assertThat(threads).containsExactly(Thread.currentThread());
        assertThat(time.foreignSubmissions()).isZero();
        assertThat(time.firstForeignSubmission()).isEmpty();
    }

    @Test
    void aTaskFromAForeignThreadIsCountedAndItsThreadNamed() {
        VirtualTime time = VirtualTime.create(START);
        runOn(time, Behaviors.setup(context -> {
            ActorRef<Integer> self = context.getSelf();
            context.scheduleOnce(Duration.ofSeconds(1), self, 1);
            return Behaviors.receiveMessage(number -> {
                if (number == 1) {
                    Thread intruder = new Thread(() -> self.tell(2), "intruder");
                    intruder.start();
                    intruder.join();
                    return awaitingNothing();
                }
                return Behaviors.stopped();
            });
        }));

        assertThat(time.foreignSubmissions()).isPositive();
        assertThat(time.firstForeignSubmission())
                .hasValueSatisfying(problem -> assertThat(problem).hasMessageContaining("'intruder'"));
    }

    @Test
    void aRunEndsWhenItIsOverOrWhenNothingIsLeftToHappen() {
        VirtualTime endless = VirtualTime.create(START);
        ActorSystem.create(ticking(), "endless", endless.config());
        assertThat(endless.run(
                        () -> endless.clock().nanos() >= Duration.ofHours(1).toNanos()))
                .isEqualTo(VirtualTime.End.OVER);
        assertThat(endless.clock().nanos()).isEqualTo(Duration.ofHours(1).toNanos());

        VirtualTime idle = VirtualTime.create(START);
        ActorSystem<Integer> system = ActorSystem.create(Behaviors.<Integer>ignore(), "idle", idle.config());
        assertThat(idle.run()).isEqualTo(VirtualTime.End.STALLED);
        assertThat(system.getWhenTerminated().toCompletableFuture()).isNotDone();
    }

    @Test
    void aTimerThatIsReplacedOrCancelledFromWithinItselfDoesNotFireAgain() {
        List<Integer> fired = new ArrayList<>();
        run(Behaviors.withTimers(timers -> {
            timers.startTimerAtFixedRate("steady", 1, Duration.ofSeconds(1));
            timers.startSingleTimer("replaced", 2, Duration.ofSeconds(1));
            timers.startSingleTimer("replaced", 3, Duration.ofSeconds(5));
            timers.startSingleTimer("end", 4, Duration.ofHours(1));
            return Behaviors.receiveMessage(number -> {
                fired.add(number);
                if (fired.size() == 3) {
                    timers.cancel("steady");
                }
                return number == 4 ? Behaviors.stopped() : Behaviors.same();
            });
        }));

        assertThat(fired).containsExactly(1, 1, 1, 3, 4);
    }

    @Test
    void theRunFailsWithWhatATaskOfATimerThrows() {
        VirtualTime time = VirtualTime.create(START);
        ActorSystem<Integer> system = ActorSystem.create(Behaviors.<Integer>ignore(), "throwing", time.config());
        system.scheduler()
                .scheduleOnce(
                        Duration.ofSeconds(1),
                        () -> {
                            throw new IllegalStateException("planted");
                        },
                        system.executionContext());

        assertThatThrownBy(time::run).hasMessage("planted");
    }

    @Test
    void aClosedTimeTakesNoFurtherSystem() {
        VirtualTime time = VirtualTime.create(START);
        time.close();

        assertThatThrownBy(() -> ActorSystem.create(Behaviors.<Integer>ignore(), "late", time.config()))
                .hasStackTraceContaining("is closed");
    }

    private static Behavior<Integer> ticking() {
        return Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(0, Duration.ofSeconds(1));
            return Behaviors.receiveMessage(ignored -> Behaviors.same());
        });
    }

    private static Behavior<Integer> awaitingNothing() {
        return Behaviors.receiveMessage(ignored -> Behaviors.stopped());
    }

    private static Behavior<Integer> noting(Set<Thread> threads) {
        return Behaviors.receiveMessage(ignored -> {
            threads.add(Thread.currentThread());
            return Behaviors.same();
        });
    }

    private static Behavior<Integer> untilLast(List<Integer> fired, int count) {
        return Behaviors.receiveMessage(number -> {
            fired.add(number);
            return fired.size() == count ? Behaviors.stopped() : Behaviors.same();
        });
    }

    private static void run(Behavior<Integer> guardian) {
        runOn(VirtualTime.create(START), guardian);
    }

    private static void runOn(VirtualTime time, Behavior<Integer> guardian) {
        try (time) {
            ActorSystem<Integer> system = ActorSystem.create(guardian, "test", time.config());
            assertThat(time.run()).isEqualTo(VirtualTime.End.TERMINATED);
            assertThat(system.getWhenTerminated().toCompletableFuture()).isDone();
        }
    }

    private static Process machine() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Chatter.class.getName(),
                        Long.toString(SEED))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String output(Process machine) throws Exception {
        return new String(machine.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
