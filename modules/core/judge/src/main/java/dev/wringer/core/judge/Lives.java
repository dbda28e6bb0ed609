package dev.wringer.core.judge;

import dev.wringer.core.statistics.Floors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A figure of a service that faults start again, life by life: processes are compared at the same age, so that it does not matter
 * how long each lives and how it warms up. What outlives a process shows in the floors soon after each start; what a process piles up
 * shows in the floors by age, over all lives. Times are in windows.
 */
final class Lives {
    private final long young;
    private final long block;
    private final List<Floors.Floor> starts = new ArrayList<>();
    private final TreeMap<Long, Double> byAge = new TreeMap<>();
    private long begun = -1;

    /**
     * @param young windows after a start that its floor is the lowest of
     * @param block of age that has a floor
     */
    Lives(long young, long block) {
        this.young = young;
        this.block = block;
    }

    /** @param age windows since the start of the process, which a fault made */
    void add(long window, long age, double value) {
        byAge.merge(age / block, value, Math::min);
        if (age > young) {
            return;
        }
        long begin = window - age;
        if (begin == begun) {
            value = Math.min(value, starts.removeLast().value());
        }
        begun = begin;
        starts.add(new Floors.Floor(begin, value));
    }

    /** The floor soon after each start, in order. */
    List<Floors.Floor> starts(double from) {
        return starts.stream().filter(floor -> floor.time() >= from).toList();
    }

    /** The floor of each block of age from one on, the time being the middle of the block. */
    List<Floors.Floor> byAge(long from) {
        return byAge.tailMap(Math.ceilDiv(from, block)).entrySet().stream()
                .map(this::floor)
                .toList();
    }

    private Floors.Floor floor(Map.Entry<Long, Double> entry) {
        return new Floors.Floor(entry.getKey() * block + block / 2.0, entry.getValue());
    }
}
