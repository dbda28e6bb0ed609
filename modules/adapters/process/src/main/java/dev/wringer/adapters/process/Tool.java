package dev.wringer.adapters.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of the system, run to its end, such as {@code ip} or {@code mount}; it prints little. */
final class Tool {
    private static final long SECONDS_MAX = 30;

    /** @return what it printed */
    static String run(String... command) throws IOException {
        return run(Map.of(), List.of(command));
    }

    /**
     * @param environment in addition to that of Wringer
     * @throws IOException if it cannot be started, fails, or takes longer than 30 s; the message says which and what it printed
     */
    static String run(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IOException(String.join(" ", command) + ": not over within " + SECONDS_MAX + " s");
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + printed);
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(String.join(" ", command) + ": interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Tool() {}
}
