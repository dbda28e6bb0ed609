package dev.wringer.adapters.proxy;

import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that no mix-up leaves as they were. */
final class Bytes {
    private Bytes() {}

    static byte[] random(int length, long seed) {
        RandomStream random = new Seed(seed).stream("bytes");
        ByteBuffer bytes = ByteBuffer.allocate(Math.ceilDiv(length, Long.BYTES) * Long.BYTES);
        while (bytes.hasRemaining()) {
            bytes.putLong(random.nextLong());
        }
        return Arrays.copyOf(bytes.array(), length);
    }

    static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
