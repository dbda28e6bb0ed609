package dev.wringer.adapters.definitions;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import dev.wringer.core.model.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A resolved simulation as the evidence keeps it, without its secrets: headers, environments and bodies by the names of their keys, and
 * whatever a text says of one. Names that a file chooses for what it extracts are no secrets.
 */
public final class KeptSimulation {
    private static final List<String> VALUES_BY_NAME = List.of("headers", "env", "body");

    private KeptSimulation() {}

    /** @param resolved as {@link Read.Valid} has it; the same where it has no secret */
    public static String of(String resolved) {
        Object root = parsed(resolved);
        Object masked = masked(root, false);
        return masked.equals(root) ? resolved : rendered(masked);
    }

    /** Whether secrets are missing, so that it can be judged but not run. */
    public static boolean lacksSecrets(String kept) {
        return kept.contains(Secrets.MASK);
    }

    /** With the secrets of the file as it is now; empty when it has no longer the same places for them. */
    public static Optional<String> withSecretsOf(String fresh, String kept) {
        return filled(parsed(kept), parsed(fresh)).map(KeptSimulation::rendered);
    }

    private static Object parsed(String json) {
        return ConfigFactory.parseString(json).root().unwrapped();
    }

    private static String rendered(Object value) {
        return ConfigValueFactory.fromAnyRef(value).render(ConfigRenderOptions.concise());
    }

    private static Object masked(Object value, boolean byName) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> masked = new LinkedHashMap<>();
                map.forEach((key, each) -> masked.put((String) key, masked((String) key, each, byName)));
                yield masked;
            }
            case List<?> list -> maskedWords(list, byName);
            case String text -> Secrets.mask(text);
            case null, default -> value;
        };
    }

    private static Object masked(String key, Object value, boolean byName) {
        return value != null && byName && Secrets.isSecret(key)
                ? Secrets.MASK
                : masked(value, byName || VALUES_BY_NAME.contains(key));
    }

    /** In a command a secret may be the word after its flag. */
    private static List<Object> maskedWords(List<?> words, boolean byName) {
        List<Object> masked = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean follows = i > 0
                    && words.get(i - 1) instanceof String flag
                    && flag.startsWith("--")
                    && !flag.contains("=")
                    && Secrets.isSecret(flag);
            masked.add(follows ? Secrets.MASK : masked(words.get(i), byName));
        }
        return masked;
    }

    private static Optional<Object> filled(Object kept, Object fresh) {
        if (kept instanceof String text && text.contains(Secrets.MASK)) {
            boolean same = text.equals(Secrets.MASK)
                    || (fresh instanceof String now && Secrets.mask(now).equals(text));
            return same && !(fresh instanceof Map<?, ?>) ? Optional.of(fresh) : Optional.empty();
        }
        if (kept instanceof Map<?, ?> map) {
            return filledMap(map, fresh);
        }
        if (kept instanceof List<?> list && list.stream().anyMatch(KeptSimulation::lacks)) {
            return filledList(list, fresh);
        }
        return Optional.of(kept);
    }

    private static boolean lacks(Object value) {
        return lacksSecrets(String.valueOf(value));
    }

    private static Optional<Object> filledMap(Map<?, ?> kept, Object fresh) {
        Map<String, Object> filled = new LinkedHashMap<>();
        for (Object key : new TreeSet<>(kept.keySet())) {
            Object value = kept.get(key);
            if (!lacks(value)) {
                filled.put((String) key, value);
                continue;
            }
            Object now = fresh instanceof Map<?, ?> map ? map.get(key) : null;
            Optional<Object> whole = now == null ? Optional.empty() : filled(value, now);
            if (whole.isEmpty()) {
                return Optional.empty();
            }
            filled.put((String) key, whole.get());
        }
        return Optional.of(filled);
    }

    private static Optional<Object> filledList(List<?> kept, Object fresh) {
        if (!(fresh instanceof List<?> now) || now.size() != kept.size()) {
            return Optional.empty();
        }
        List<Object> filled = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            Optional<Object> whole = filled(kept.get(i), now.get(i));
            if (whole.isEmpty()) {
                return Optional.empty();
            }
            filled.add(whole.get());
        }
        return Optional.of(filled);
    }
}
