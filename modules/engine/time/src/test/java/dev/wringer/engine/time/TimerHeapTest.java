package dev.wringer.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.pekko.dispatch.ExecutionContexts;
import org.junit.jupiter.api.Test;

class TimerHeapTest {
    private static final int TIMERS = 20_000;

    private final VirtualTime time = VirtualTime.create(Instant.EPOCH);
    private final RandomStream random = new Seed(7).stream("heap");

    @Test
    void timersComeOutByDueTimeAndThenInTheOrderTheyWentIn() {
        TimerHeap heap = new TimerHeap();
        List<VirtualTimer> expected = new ArrayList<>();
        for (int i = 0; i < TIMERS; i++) {
            expected.add(added(heap, random.nextLong(500)));
        }
        expected.sort(Comparator.comparingLong(VirtualTimer::due));

        assertThat(drained(heap)).containsExactlyElementsOf(expected);
    }

    @Test
    void cancelledTimersNeverComeOutAndAreSweptWhenTheyAreTheMajority() {
        TimerHeap heap = new TimerHeap();
        List<VirtualTimer> kept = new ArrayList<>();
        for (int i = 0; i < TIMERS; i++) {
            VirtualTimer timer = added(heap, random.nextLong(500));
            if (i % 10 == 0) {
                kept.add(timer);
            } else {
                timer.cancel();
                heap.noteCancelled();
            }
        }
        kept.sort(Comparator.comparingLong(VirtualTimer::due));

        assertThat(heap.size()).isLessThan(TIMERS / 4);
        assertThat(drained(heap)).containsExactlyElementsOf(kept);
    }

    @Test
    void dueTimesBeyondTheRangeOfAnIntStayInOrder() {
        TimerHeap heap = new TimerHeap();
        VirtualTimer later = added(heap, Long.MAX_VALUE);
        VirtualTimer sooner = added(heap, 40L * 86_400 * 1_000_000_000);

        assertThat(drained(heap)).containsExactly(sooner, later);
    }

    private VirtualTimer added(TimerHeap heap, long due) {
        VirtualTimer timer = new VirtualTimer(time, () -> {}, 0, ExecutionContexts.fromExecutor(Runnable::run));
        heap.add(timer, due);
        return timer;
    }

    private static List<VirtualTimer> drained(TimerHeap heap) {
        List<VirtualTimer> timers = new ArrayList<>();
        for (VirtualTimer timer = heap.poll(); timer != null; timer = heap.poll()) {
            timers.add(timer);
        }
        return timers;
    }
}
