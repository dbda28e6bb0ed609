package dev.wringer.engine.time;

import java.util.Arrays;

/**
 * Timers ordered by (due, sequence): a heap of four children, keys beside the timers. A cancelled timer stays where
 * it is until it comes up, or until cancelled ones are the majority and all of them are swept out. For one thread.
 */
final class TimerHeap {
    private static final int CHILDREN = 4;
    private static final int CAPACITY_AT_FIRST = 1 << 8;
    private static final int SWEEP_MIN = 1 << 8;

    private long[] dues = new long[CAPACITY_AT_FIRST];
    private VirtualTimer[] timers = new VirtualTimer[CAPACITY_AT_FIRST];
    private int size;
    private int cancelled;
    private long sequence;

    /** Adds a timer; of those with the same due time, the one added first comes first. */
    void add(VirtualTimer timer, long due) {
        if (size == timers.length) {
            dues = Arrays.copyOf(dues, size * 2);
            timers = Arrays.copyOf(timers, size * 2);
        }
        timer.place(due, sequence++);
        siftUp(size++, timer);
    }

    /** Takes the next timer that is not cancelled, or null. */
    VirtualTimer poll() {
        while (size > 0) {
            VirtualTimer first = timers[0];
            removeFirst();
            if (!first.isCancelled()) {
                return first;
            }
            cancelled--;
        }
        return null;
    }

    /** A timer in here was cancelled. */
    void noteCancelled() {
        cancelled++;
        if (cancelled >= SWEEP_MIN && cancelled > size / 2) {
            sweep();
        }
    }

    int size() {
        return size;
    }

    private void removeFirst() {
        size--;
        VirtualTimer last = timers[size];
        timers[size] = null;
        if (size > 0) {
            siftDown(0, last);
        }
    }

    private void sweep() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            VirtualTimer timer = timers[i];
            if (!timer.isCancelled()) {
                timers[kept] = timer;
                dues[kept++] = timer.due();
            }
        }
        Arrays.fill(timers, kept, size, null);
        size = kept;
        cancelled = 0;
        for (int i = (size - 2) / CHILDREN; i >= 0 && size > 1; i--) {
            siftDown(i, timers[i]);
        }
    }

    private void siftUp(int from, VirtualTimer timer) {
        long due = timer.due();
        int i = from;
        while (i > 0) {
            int parent = (i - 1) / CHILDREN;
            if (dues[parent] <= due) {
                break;
            }
            put(i, timers[parent], dues[parent]);
            i = parent;
        }
        put(i, timer, due);
    }

    private void siftDown(int from, VirtualTimer timer) {
        long due = timer.due();
        int i = from;
        while (true) {
            int child = firstOfChildren(i);
            if (child < 0 || !comesBefore(child, due, timer)) {
                break;
            }
            put(i, timers[child], dues[child]);
            i = child;
        }
        put(i, timer, due);
    }

    /** The child that comes up first; negative: there is none. */
    private int firstOfChildren(int parent) {
        int begin = parent * CHILDREN + 1;
        if (begin >= size) {
            return -1;
        }
        int end = Math.min(begin + CHILDREN, size);
        int best = begin;
        for (int i = begin + 1; i < end; i++) {
            if (comesBefore(i, dues[best], timers[best])) {
                best = i;
            }
        }
        return best;
    }

    private boolean comesBefore(int index, long due, VirtualTimer timer) {
        long other = dues[index];
        return other < due || (other == due && timers[index].sequence() < timer.sequence());
    }

    private void put(int index, VirtualTimer timer, long due) {
        timers[index] = timer;
        dues[index] = due;
    }
}
