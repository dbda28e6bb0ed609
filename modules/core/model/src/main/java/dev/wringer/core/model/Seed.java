package dev.wringer.core.model;

import java.nio.charset.StandardCharsets;

/**
 * The number that fixes every random draw of a run. Each component derives its own stream by a stable name, so that adding
 * a fault does not reshuffle the traffic.
 */
public record Seed(long value) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The stream that belongs to a name such as {@code traffic/chat}; the same name always gives the same numbers. */
    public RandomStream stream(String name) {
        return new RandomStream(RandomStream.mix(value ^ RandomStream.mix(fnv1a(name))));
    }

    private static long fnv1a(String name) {
        long hash = FNV_OFFSET;
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
