package dev.wringer.core.workload;

import java.util.Arrays;

/**
 * The requests of one source that have no answer yet. Slots in arrays, reused, linked in the order of their start per lane, so
 * that starting, ending and finding the oldest cost the same however many there are, and nothing is allocated for a request.
 *
 * <p>An id names a slot and how often it was used, so a late answer to a request that was given up finds nothing.
 */
public final class InFlight {
    /** What {@link #slot} answers for an id that is not in flight. */
    public static final int NONE = -1;

    private static final int SLOT_BITS = 20;
    private static final int USE_BITS = 28;
    private static final long USE_MASK = (1L << USE_BITS) - 1;

    private final long source;
    private final int limit;
    private final int[] oldest;
    private final int[] newest;
    private final long[] counts;
    private int[] before = new int[0];
    private int[] after = new int[0];
    private int[] lanes = new int[0];
    private long[] uses = new long[0];
    private long[] intended = new long[0];
    private long[] started = new long[0];
    private long[] sequences = new long[0];
    private int free = NONE;
    private int size;

    /**
     * @param source number of the source, 0 to 65,535, part of each id so that ids are unique in a run
     * @param limit most requests at a time, up to 2^20
     * @param lanes kinds of requests, each with its own order
     */
    public InFlight(int source, int limit, int lanes) {
        if (source < 0 || source > 0xffff || limit > 1 << SLOT_BITS) {
            throw new IllegalArgumentException("source " + source + " or limit " + limit + " is out of range");
        }
        this.source = (long) source << (SLOT_BITS + USE_BITS);
        this.limit = limit;
        this.oldest = filled(lanes);
        this.newest = filled(lanes);
        this.counts = new long[lanes];
    }

    private static int[] filled(int length) {
        int[] links = new int[length];
        Arrays.fill(links, NONE);
        return links;
    }

    public boolean isFull() {
        return size >= limit;
    }

    public int size() {
        return size;
    }

    public long count(int lane) {
        return counts[lane];
    }

    /** Adds a request; there must be room. Returns its slot. */
    public int start(int lane, long sequence, long intendedNanos, long startedNanos) {
        if (free == NONE) {
            grow();
        }
        int slot = free;
        free = after[slot];
        lanes[slot] = lane;
        sequences[slot] = sequence;
        intended[slot] = intendedNanos;
        started[slot] = startedNanos;
        append(lane, slot);
        size++;
        counts[lane]++;
        return slot;
    }

    private void append(int lane, int slot) {
        before[slot] = newest[lane];
        after[slot] = NONE;
        if (newest[lane] == NONE) {
            oldest[lane] = slot;
        } else {
            after[newest[lane]] = slot;
        }
        newest[lane] = slot;
    }

    /** Takes a request out; its slot may be used again at once, its figures stay readable until then. */
    public void end(int slot) {
        int lane = lanes[slot];
        if (before[slot] == NONE) {
            oldest[lane] = after[slot];
        } else {
            after[before[slot]] = after[slot];
        }
        if (after[slot] == NONE) {
            newest[lane] = before[slot];
        } else {
            before[after[slot]] = before[slot];
        }
        uses[slot]++;
        after[slot] = free;
        free = slot;
        size--;
        counts[lane]--;
    }

    /** The slot that has been in its lane longest, or {@link #NONE}. */
    public int oldest(int lane) {
        return oldest[lane];
    }

    public long id(int slot) {
        return source | ((long) slot << USE_BITS) | (uses[slot] & USE_MASK);
    }

    /** The slot of an id, or {@link #NONE} when that request is not in flight any more. */
    public int slot(long id) {
        int slot = (int) (id >>> USE_BITS) & ((1 << SLOT_BITS) - 1);
        boolean current = slot < uses.length && (uses[slot] & USE_MASK) == (id & USE_MASK);
        return current ? slot : NONE;
    }

    public int lane(int slot) {
        return lanes[slot];
    }

    public long sequence(int slot) {
        return sequences[slot];
    }

    public long intendedNanos(int slot) {
        return intended[slot];
    }

    public long startedNanos(int slot) {
        return started[slot];
    }

    private void grow() {
        int old = uses.length;
        int length = Math.min(limit, Math.max(64, old * 2));
        before = Arrays.copyOf(before, length);
        after = Arrays.copyOf(after, length);
        lanes = Arrays.copyOf(lanes, length);
        uses = Arrays.copyOf(uses, length);
        intended = Arrays.copyOf(intended, length);
        started = Arrays.copyOf(started, length);
        sequences = Arrays.copyOf(sequences, length);
        for (int slot = length - 1; slot >= old; slot--) {
            after[slot] = free;
            free = slot;
        }
    }
}
