package dev.wringer.adapters.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.RandomStream;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LongMapTest {
    @Test
    void itHoldsWhatAnOrdinaryMapHolds() {
        LongMap<Long> map = new LongMap<>(Long::longValue);
        TreeMap<Long, Long> expected = new TreeMap<>();
        RandomStream random = Models.SEED.stream("map");
        for (int i = 0; i < 200_000; i++) {
            long key = random.nextLong(500) * (1L << 40);
            if (random.nextBoolean(0.5)) {
                map.put(key);
                expected.put(key, key);
            } else {
                assertThat(map.remove(key)).isEqualTo(expected.remove(key));
            }
            assertThat(map.size()).isEqualTo(expected.size());
        }

        assertThat(expected.keySet())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(map.get(key)).isEqualTo(key));
        assertThat(map.removeAll()).containsExactlyInAnyOrderElementsOf(expected.values());
        assertThat(map.size()).isZero();
    }
}
