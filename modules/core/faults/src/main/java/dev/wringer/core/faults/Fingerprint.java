package dev.wringer.core.faults;

import java.util.List;
import java.util.SortedSet;

/**
 * By which one way of failing is told from another.
 *
 * @param criterion that fails
 * @param service that it fails for, or {@code run}
 * @param kinds of the faults under which it went wrong, in alphabetical order
 */
public record Fingerprint(String criterion, String service, List<String> kinds) {
    public Fingerprint {
        kinds = List.copyOf(kinds);
    }

    public static Fingerprint of(String criterion, String service, SortedSet<String> kinds) {
        return new Fingerprint(criterion, service, List.copyOf(kinds));
    }

    /** A smaller run fails as the original did: by the same criterion and service, and under no other kinds of faults. */
    public boolean matches(Fingerprint original) {
        return criterion.equals(original.criterion)
                && service.equals(original.service)
                && original.kinds.containsAll(kinds);
    }

    /** {@code recovery of api-gateway under latency and pause}. */
    @Override
    public String toString() {
        return criterion + " of " + service + (kinds.isEmpty() ? "" : " under " + String.join(" and ", kinds));
    }
}
