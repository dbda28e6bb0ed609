package dev.wringer.adapters.process;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a launched service finds around it.
 *
 * @param prefix of its command, such as {@code /usr/sbin/ip netns exec N}: a program that becomes the one it is given
 * @param environment beside that of its definition and that of Wringer, such as {@code LD_PRELOAD}
 * @param cgroups joined before its first instruction
 * @param addresses behind the placeholders <code>${address:NAME}</code>, <code>${host:NAME}</code> and
 *     <code>${port:NAME}</code> of its command and environment
 */
public record Surroundings(
        List<String> prefix, SortedMap<String, String> environment, List<Path> cgroups, Addresses addresses) {
    public Surroundings {
        prefix = List.copyOf(prefix);
        environment = new TreeMap<>(environment);
        cgroups = List.copyOf(cgroups);
    }

    /** Nothing but the other services. */
    public static Surroundings plain(Addresses addresses) {
        return new Surroundings(List.of(), new TreeMap<>(), List.of(), addresses);
    }
}
