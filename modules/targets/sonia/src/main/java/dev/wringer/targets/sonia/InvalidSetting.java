package dev.wringer.targets.sonia;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An argument or environment variable that cannot be meant; nothing is started with one. */
final class InvalidSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSetting(String message) {
        super(message, null, false, false);
    }

    /** The meaning of one environment variable; empty when it is not set or blank. */
    static <T> Optional<T> read(Map<String, String> environment, String key, Function<String, T> meaning) {
        String text = environment.getOrDefault(key, "");
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(meaning.apply(text.strip()));
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSetting(key + ": " + wrong.getMessage());
        }
    }
}
