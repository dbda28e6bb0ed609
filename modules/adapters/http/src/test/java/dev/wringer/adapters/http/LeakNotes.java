package dev.wringer.adapters.http;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Netty's detector of lost buffers, with a memory. The pom names it to Netty, which creates it. */
public final class LeakNotes<T> extends ResourceLeakDetector<T> {
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    public LeakNotes(Class<?> resource, int interval) {
        super(resource, interval);
    }

    /** Netty asks for this constructor too, and says so in its log where it is missing. */
    public LeakNotes(Class<?> resource, int interval, long activeMax) {
        this(resource, interval);
    }

    /** Buffers that were lost so far. A collected one is reported when the next one is allocated. */
    static List<String> take() {
        for (int round = 0; round < 3; round++) {
            System.gc();
            PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
        List<String> leaks = List.copyOf(LEAKS);
        LEAKS.clear();
        return leaks;
    }

    @Override
    protected void reportTracedLeak(String resource, String records) {
        LEAKS.add(resource + records);
    }

    @Override
    protected void reportUntracedLeak(String resource) {
        LEAKS.add(resource);
    }
}
