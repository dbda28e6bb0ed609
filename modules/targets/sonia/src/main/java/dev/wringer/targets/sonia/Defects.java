package dev.wringer.targets.sonia;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The defects planted in this process, as its environment asks for them; none unless asked. Read once, at the start. */
record Defects(
        long leakBytesPerSecond,
        double errorShare,
        double stuckSessionShare,
        Slowness slowness,
        Optional<Duration> deadlockAfter,
        Optional<Duration> crashAfter,
        Optional<Outage> outage) {

    static final Defects NONE =
            new Defects(0, 0, 0, new Slowness.None(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final String PREFIX = "SONIA_DEFECT_";

    /** How much longer every request takes. */
    sealed interface Slowness {
        Duration at(Duration uptime);

        /** Nothing is added. */
        record None() implements Slowness {
            @Override
            public Duration at(Duration uptime) {
                return Duration.ZERO;
            }
        }

        /** From one moment on, the same amount is added to every request. */
        record Step(Duration height, Duration after) implements Slowness {
            @Override
            public Duration at(Duration uptime) {
                return uptime.compareTo(after) < 0 ? Duration.ZERO : height;
            }
        }

        /** What is added grows with the uptime. */
        record Creep(Duration perSecond) implements Slowness {
            @Override
            public Duration at(Duration uptime) {
                return Duration.ofNanos(Math.round(perSecond.toNanos() * (uptime.toNanos() / 1e9)));
            }
        }
    }

    /** A time in which nothing is served, not even health. */
    record Outage(Duration after, Duration length) {
        boolean covers(Duration uptime) {
            return uptime.compareTo(after) >= 0 && uptime.compareTo(after.plus(length)) < 0;
        }
    }

    static Defects read(Map<String, String> environment) {
        environment.keySet().stream().filter(Defects::isUnknown).findFirst().ifPresent(key -> {
            throw new InvalidSetting(key + " is no defect that SONIA knows");
        });
        return new Defects(
                setting(environment, "LEAK", Defects::perSecond).orElse(0L),
                setting(environment, "ERRORS", Quantities::share).orElse(0.0),
                setting(environment, "STUCK_SESSIONS", Quantities::share).orElse(0.0),
                setting(environment, "LATENCY", Defects::slowness).orElse(new Slowness.None()),
                setting(environment, "DEADLOCK", Defects::moment),
                setting(environment, "CRASH", Defects::moment),
                setting(environment, "OUTAGE", Defects::outage));
    }

    private static boolean isUnknown(String key) {
        return key.startsWith(PREFIX)
                && !key.substring(PREFIX.length()).matches("LEAK|ERRORS|STUCK_SESSIONS|LATENCY|DEADLOCK|CRASH|OUTAGE");
    }

    private static <T> Optional<T> setting(Map<String, String> environment, String name, Function<String, T> meaning) {
        return InvalidSetting.read(environment, PREFIX + name, meaning);
    }

    private static long perSecond(String text) {
        return Quantities.bytes(upTo("/s", text, "a rate such as 1MiB/s"));
    }

    private static Slowness slowness(String text) {
        String expected = "step:200ms@30s or creep:10ms/s";
        if (text.startsWith("step:")) {
            String[] parts = halves(text.substring("step:".length()), "@", expected);
            return new Slowness.Step(Quantities.duration(parts[0]), Quantities.duration(parts[1]));
        }
        if (text.startsWith("creep:")) {
            return new Slowness.Creep(Quantities.duration(upTo("/s", text.substring("creep:".length()), expected)));
        }
        throw new IllegalArgumentException("'" + text + "' is not " + expected);
    }

    private static Duration moment(String text) {
        if (!text.startsWith("@")) {
            throw new IllegalArgumentException("'" + text + "' is not a moment such as @30s");
        }
        return Quantities.duration(text.substring(1));
    }

    private static Outage outage(String text) {
        String[] parts = halves(text, "+", "a moment and a length such as @30s+20s");
        return new Outage(moment(parts[0]), Quantities.duration(parts[1]));
    }

    private static String upTo(String ending, String text, String expected) {
        if (!text.endsWith(ending)) {
            throw new IllegalArgumentException("'" + text + "' is not " + expected);
        }
        return text.substring(0, text.length() - ending.length());
    }

    private static String[] halves(String text, String separator, String expected) {
        int at = text.indexOf(separator);
        if (at < 0) {
            throw new IllegalArgumentException("'" + text + "' is not " + expected);
        }
        return new String[] {text.substring(0, at), text.substring(at + 1)};
    }
}
