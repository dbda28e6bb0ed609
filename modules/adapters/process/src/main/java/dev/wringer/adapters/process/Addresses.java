package dev.wringer.adapters.process;

import java.net.InetSocketAddress;

/** Where one service finds the others: at their own ports, at a proxy, or in a namespace. */
@FunctionalInterface
public interface Addresses {
    /** @throws IllegalArgumentException if there is no service of this name */
    InetSocketAddress of(String service);
}
