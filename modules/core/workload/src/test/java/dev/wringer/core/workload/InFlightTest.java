package dev.wringer.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class InFlightTest {
    @Test
    void an_answer_to_a_request_that_was_given_up_finds_nothing() {
        InFlight inFlight = new InFlight(7, 10, 1);
        long first = inFlight.id(inFlight.start(0, 0, 5, 5));
        inFlight.end(inFlight.slot(first));
        long second = inFlight.id(inFlight.start(0, 1, 6, 6));
        assertThat(inFlight.slot(first)).isEqualTo(InFlight.NONE);
        assertThat(inFlight.slot(second)).isNotEqualTo(InFlight.NONE);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void it_is_full_at_its_limit_and_has_room_again_after_an_end() {
        InFlight inFlight = new InFlight(0, 100, 1);
        for (int i = 0; i < 100; i++) {
            assertThat(inFlight.isFull()).isFalse();
            inFlight.start(0, i, i, i);
        }
        assertThat(inFlight.isFull()).isTrue();
        inFlight.end(inFlight.oldest(0));
        assertThat(inFlight.isFull()).isFalse();
    }

    @Test
    void ids_of_different_sources_differ() {
        long one = id(new InFlight(1, 10, 1));
        long other = id(new InFlight(2, 10, 1));
        assertThat(one).isNotEqualTo(other);
    }

    private static long id(InFlight inFlight) {
        return inFlight.id(inFlight.start(0, 0, 0, 0));
    }

    @Property(tries = 200)
    void it_behaves_like_ordered_maps(@ForAll @Size(max = 200) List<@IntRange(min = 0, max = 5) Integer> steps) {
        InFlight inFlight = new InFlight(3, 1000, 2);
        List<Map<Long, Long>> model = List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
        long now = 0;
        for (int step : steps) {
            int lane = step % 2;
            Map<Long, Long> expected = model.get(lane);
            if (step < 4) {
                int slot = inFlight.start(lane, now, now, now);
                expected.put(inFlight.id(slot), now++);
            } else if (!expected.isEmpty()) {
                List<Long> ids = List.copyOf(expected.keySet());
                long victim = ids.get((int) (now % ids.size()));
                inFlight.end(inFlight.slot(victim));
                expected.remove(victim);
            }
            assertThat(inFlight.count(lane)).isEqualTo(expected.size());
            int oldest = inFlight.oldest(lane);
            if (expected.isEmpty()) {
                assertThat(oldest).isEqualTo(InFlight.NONE);
            } else {
                assertThat(inFlight.id(oldest))
                        .isEqualTo(expected.keySet().iterator().next());
                assertThat(inFlight.startedNanos(oldest))
                        .isEqualTo(expected.values().iterator().next());
            }
        }
    }
}
