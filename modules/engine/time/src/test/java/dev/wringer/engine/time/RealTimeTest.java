package dev.wringer.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.Scheduler;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.dispatch.ExecutionContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scala.concurrent.ExecutionContext;

class RealTimeTest {
    private static final ExecutionContext ON_THE_TIMERS_THREAD = ExecutionContexts.fromExecutor(Runnable::run);

    private final RealTime time = RealTime.create(2);
    private final ActorTestKit kit = ActorTestKit.create("real-time", time.config());

    @AfterEach
    void close() {
        kit.shutdownTestKit();
        time.close();
    }

    @Test
    void theClockNeverGoesBackAndItsTimeOfDayFollowsIt() {
        long earlier = time.clock().nanos();
        var earlierInstant = time.clock().instant();

        assertThat(time.clock().nanos()).isGreaterThanOrEqualTo(earlier);
        assertThat(time.clock().instant()).isAfterOrEqualTo(earlierInstant);
        assertThat(earlier).isNotNegative();
    }

    @Test
    void anActorOfALoopRunsOnTheThreadThatOwnsItsSockets() {
        for (int index = 0; index < 2; index++) {
            int loop = index;
            TestProbe<Boolean> probe = kit.createTestProbe();
            ActorRef<String> actor =
                    kit.spawn(onMessage(() -> time.eventLoop(loop).inEventLoop(), probe), time.loop(loop));
            actor.tell("are you there?");

            assertThat(probe.receiveMessage()).isTrue();
        }
    }

    @Test
    void threadsAreDaemonsNamedByTheirLoop() throws Exception {
        for (int index = 0; index < 2; index++) {
            Thread thread = time.eventLoop(index).submit(Thread::currentThread).get();

            assertThat(thread.getName()).isEqualTo("wringer-loop-" + index);
            assertThat(thread.isDaemon()).isTrue();
        }
    }

    @Test
    void timersOfALoopFireInTheOrderOfTheirDelaysNotOfTheirSetting() {
        TestProbe<String> probe = kit.createTestProbe();
        // Delays count from the setting of each, and a thread may be kept waiting in between.
        kit.spawn(
                timers(
                        t -> {
                            t.startSingleTimer("c", "third", Duration.ofMillis(500));
                            t.startSingleTimer("a", "first", Duration.ofMillis(1));
                            t.startSingleTimer("b", "second", Duration.ofNanos(250_400_000));
                        },
                        probe),
                time.loop(0));

        assertThat(probe.receiveSeveralMessages(3)).containsExactly("first", "second", "third");
    }

    @Test
    void aTimerSetOnALoopFiresOnThatLoop() throws Exception {
        BlockingQueue<String> threads = new LinkedBlockingQueue<>();
        Runnable noteThread = () -> threads.add(Thread.currentThread().getName());
        time.eventLoop(1)
                .execute(() -> scheduler().scheduleOnce(Duration.ofNanos(50_000), noteThread, ON_THE_TIMERS_THREAD));

        assertThat(threads.poll(5, TimeUnit.SECONDS)).isEqualTo("wringer-loop-1");
    }

    @Test
    void aTimerSetElsewhereFiresOnTheSchedulersOwnThread() throws Exception {
        BlockingQueue<String> threads = new LinkedBlockingQueue<>();
        Runnable noteThread = () -> threads.add(Thread.currentThread().getName());
        scheduler().scheduleOnce(Duration.ofNanos(50_000), noteThread, ON_THE_TIMERS_THREAD);

        assertThat(threads.poll(5, TimeUnit.SECONDS)).contains("scheduler");
    }

    @Test
    void aCancelledTimerDoesNotFireAndCannotBeCancelledTwice() throws Exception {
        CountDownLatch fired = new CountDownLatch(1);
        List<String> order = new ArrayList<>();
        time.eventLoop(0)
                .submit(() -> {
                    Cancellable early = scheduler()
                            .scheduleOnce(Duration.ofMillis(1), () -> order.add("early"), ON_THE_TIMERS_THREAD);
                    scheduler().scheduleOnce(Duration.ofMillis(2), fired::countDown, ON_THE_TIMERS_THREAD);
                    assertThat(early.cancel()).isTrue();
                    assertThat(early.cancel()).isFalse();
                    assertThat(early.isCancelled()).isTrue();
                })
                .get();

        assertThat(fired.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(order).isEmpty();
    }

    @Test
    void aTimerThatFiredCannotBeCancelled() throws Exception {
        CountDownLatch fired = new CountDownLatch(1);
        Cancellable timer = scheduler().scheduleOnce(Duration.ofNanos(1), fired::countDown, ON_THE_TIMERS_THREAD);

        assertThat(fired.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(timer.cancel()).isFalse();
        assertThat(timer.isCancelled()).isFalse();
    }

    @Test
    void periodicTimersRepeatUntilTheyAreCancelled() throws Exception {
        for (boolean fixedRate : List.of(true, false)) {
            CountDownLatch thrice = new CountDownLatch(3);
            Duration tick = Duration.ofNanos(200_000);
            Cancellable timer = fixedRate
                    ? scheduler().scheduleAtFixedRate(tick, tick, thrice::countDown, ON_THE_TIMERS_THREAD)
                    : scheduler().scheduleWithFixedDelay(tick, tick, thrice::countDown, ON_THE_TIMERS_THREAD);

            assertThat(thrice.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(timer.cancel()).isTrue();
            assertThat(timer.isCancelled()).isTrue();
        }
    }

    @Test
    void closingRunsOnlyWhatAskedForIt() {
        List<String> ran = new ArrayList<>();
        try (RealTime other = RealTime.create(1)) {
            ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "closing", other.config());
            Scheduler closing = system.classicSystem().scheduler();
            closing.scheduleOnce(Duration.ofHours(1), () -> ran.add("ordinary"), ON_THE_TIMERS_THREAD);
            closing.scheduleOnce(
                    Duration.ofHours(1), (Scheduler.TaskRunOnClose) () -> ran.add("last"), ON_THE_TIMERS_THREAD);
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();

            assertThat(ran).containsExactly("last");
            assertThatThrownBy(() -> closing.scheduleOnce(Duration.ofHours(1), () -> {}, ON_THE_TIMERS_THREAD))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void twoSystemsInOneMachineHaveLoopsOfTheirOwn() {
        try (RealTime other = RealTime.create(1)) {
            ActorTestKit otherKit = ActorTestKit.create("other", other.config());
            TestProbe<Boolean> probe = otherKit.createTestProbe();
            otherKit.spawn(onMessage(() -> other.eventLoop(0).inEventLoop(), probe), other.loop(0))
                    .tell("?");

            assertThat(probe.receiveMessage()).isTrue();
            otherKit.shutdownTestKit();
        }
    }

    @Test
    void aLoopKeepsItsDispatcherAfterAllItsActorsAreGone() {
        TestProbe<Boolean> probe = kit.createTestProbe();
        for (int round = 0; round < 3; round++) {
            ActorRef<String> actor = kit.spawn(onMessage(() -> true, probe), time.loop(0));
            actor.tell("?");
            assertThat(probe.receiveMessage()).isTrue();
            kit.stop(actor);
        }
    }

    @Test
    void aBlockedLoopIsSeenWhileItIsBlockedAndAfterwards() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        time.loopLag(0).takeWorstMillis();
        var task = time.eventLoop(0).submit(() -> {
            blocked.countDown();
            return release.await(10, TimeUnit.SECONDS);
        });
        blocked.await();
        double whileBlocked = 0;
        while (whileBlocked < 30) {
            whileBlocked = time.loopLag(0).takeWorstMillis();
            Thread.onSpinWait();
        }
        release.countDown();
        task.get();
        // behind the lag timer, which is overdue by now
        time.eventLoop(0).schedule(() -> {}, 1, TimeUnit.NANOSECONDS).get();

        assertThat(time.loopLag(0).takeWorstMillis()).isGreaterThanOrEqualTo(30);
    }

    private Scheduler scheduler() {
        return kit.system().classicSystem().scheduler();
    }

    private static Behavior<String> onMessage(BooleanSupplier question, TestProbe<Boolean> probe) {
        return Behaviors.receiveMessage(message -> {
            probe.ref().tell(question.getAsBoolean());
            return Behaviors.same();
        });
    }

    private static Behavior<String> timers(Consumer<TimerScheduler<String>> start, TestProbe<String> probe) {
        return Behaviors.withTimers(timers -> {
            start.accept(timers);
            return Behaviors.receiveMessage(message -> {
                probe.ref().tell(message);
                return Behaviors.same();
            });
        });
    }
}
