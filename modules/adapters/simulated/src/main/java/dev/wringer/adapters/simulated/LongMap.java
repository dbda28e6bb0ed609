package dev.wringer.adapters.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Values by the {@code long} key that each carries: open addressing with linear probing, so that nothing is boxed. */
final class LongMap<V> {
    private static final int CAPACITY_AT_FIRST = 64;
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final ToLongFunction<V> keyOf;
    private V[] slots = newSlots(CAPACITY_AT_FIRST);
    private int size;

    LongMap(ToLongFunction<V> keyOf) {
        this.keyOf = keyOf;
    }

    void put(V value) {
        if (size * 2 >= slots.length) {
            grow();
        }
        int slot = find(keyOf.applyAsLong(value));
        size += slots[slot] == null ? 1 : 0;
        slots[slot] = value;
    }

    /** The value of a key, or null. */
    V get(long key) {
        return slots[find(key)];
    }

    /** Takes the value of a key out; null when there is none. */
    V remove(long key) {
        int slot = find(key);
        V removed = slots[slot];
        if (removed != null) {
            size--;
            closeGap(slot);
        }
        return removed;
    }

    int size() {
        return size;
    }

    /** Everything, in no particular order. */
    List<V> values() {
        List<V> values = new ArrayList<>(size);
        for (V value : slots) {
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** Takes everything out, in no particular order. */
    List<V> removeAll() {
        List<V> removed = values();
        slots = newSlots(CAPACITY_AT_FIRST);
        size = 0;
        return removed;
    }

    /** The slot of a key, or the free one where it would go. */
    private int find(long key) {
        int slot = home(key);
        while (slots[slot] != null && keyOf.applyAsLong(slots[slot]) != key) {
            slot = next(slot);
        }
        return slot;
    }

    /**
     * Knuth, The Art of Computer Programming, volume 3, section 6.4, algorithm R: later values move up, so no
     * tombstones.
     */
    private void closeGap(int removed) {
        int gap = removed;
        int slot = next(gap);
        while (slots[slot] != null) {
            int home = home(keyOf.applyAsLong(slots[slot]));
            boolean mayStay = gap < slot ? gap < home && home <= slot : gap < home || home <= slot;
            if (!mayStay) {
                slots[gap] = slots[slot];
                gap = slot;
            }
            slot = next(slot);
        }
        slots[gap] = null;
    }

    private void grow() {
        V[] old = slots;
        slots = newSlots(old.length * 2);
        for (V value : old) {
            if (value != null) {
                slots[find(keyOf.applyAsLong(value))] = value;
            }
        }
    }

    private int home(long key) {
        return (int) ((key * GOLDEN_GAMMA) >>> 32) & (slots.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    @SuppressWarnings("unchecked")
    private V[] newSlots(int length) {
        return (V[]) new Object[length];
    }
}
