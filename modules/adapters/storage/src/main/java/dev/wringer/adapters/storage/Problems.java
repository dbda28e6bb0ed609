package dev.wringer.adapters.storage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What could not be written, and why; the first reason of each file. */
final class Problems {
    private final Map<String, String> reasons = new LinkedHashMap<>();

    void add(String file, String reason) {
        reasons.putIfAbsent(file, reason);
    }

    Optional<String> summary() {
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(reasons.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining("; ", "the evidence is not complete: ", "")));
    }
}
