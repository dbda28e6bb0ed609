package dev.wringer.adapters.process;

import dev.wringer.core.metrics.Residue;
import dev.wringer.engine.run.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running JVM, and the {@code jcmd} of its own JDK, beside its {@code java}. Nothing here waits: what jcmd says comes when it
 * has ended, in a thread of the JDK.
 */
record Jvm(long pid, Path jcmd) {
    private static final long PATIENCE_SECONDS = 25;
    private static final double KIB_PER_MIB = 1024;
    /** Said by JVMs that obey -XX:+DisableExplicitGC here; JDK 25 collects all the same. */
    private static final String DISABLED = "Explicit GC is disabled";

    /**
     * A line of {@code GC.heap_info} that is about a whole generation or heap: {@code garbage-first heap   total 8192K, used
     * 1024K}, {@code ZHeap  used 6M, …}, {@code 64M committed, 8M used} (Shenandoah). Those about a part of it give a share.
     */
    private static final Pattern USED = Pattern.compile("\\bused (\\d+)([KMG])|\\b(\\d+)([KMG]) used");

    /** What a service's JVMs use once they have collected their garbage; or why it was not collected. */
    record Heap(OptionalDouble usedMib, String how) {
        private static Heap unknown(String why) {
            return new Heap(OptionalDouble.empty(), why);
        }

        Host.GarbageCollected asAnswerTo(long id) {
            return new Host.GarbageCollected(id, usedMib, how);
        }

        private Heap and(Heap other) {
            boolean both = usedMib.isPresent() && other.usedMib.isPresent();
            return both
                    ? new Heap(OptionalDouble.of(usedMib.getAsDouble() + other.usedMib.getAsDouble()), how)
                    : unknown(usedMib.isEmpty() ? how : other.how);
        }
    }

    /** Of all JVMs among the processes of a service. */
    static CompletableFuture<Heap> collectGarbage(Collection<ProcessEntry> members) {
        List<CompletableFuture<Heap>> heaps = new ArrayList<>();
        for (ProcessEntry entry : members) {
            java(entry).ifPresent(java -> {
                Path jcmd = java.resolveSibling("jcmd");
                heaps.add(
                        Files.isExecutable(jcmd)
                                ? new Jvm(entry.pid(), jcmd).collectGarbage()
                                : CompletableFuture.completedFuture(Heap.unknown("no jcmd beside " + java)));
            });
        }
        return heaps.stream()
                .reduce((all, next) -> all.thenCombine(next, Heap::and))
                .orElseGet(() -> CompletableFuture.completedFuture(Heap.unknown("not a JVM")));
    }

    private static Optional<Path> java(ProcessEntry entry) {
        try {
            Path program = Files.readSymbolicLink(Path.of("/proc", Long.toString(entry.pid()), "exe"));
            return program.endsWith("java") ? Optional.of(program) : Optional.empty();
        } catch (IOException goneOrHidden) {
            return Optional.empty();
        }
    }

    private CompletableFuture<Heap> collectGarbage() {
        return run("GC.run")
                .thenCompose(
                        said -> said.contains(DISABLED) ? CompletableFuture.completedFuture("") : run("GC.heap_info"))
                .thenApply(Jvm::heap)
                .exceptionally(e -> Heap.unknown("jcmd failed: " + message(e)));
    }

    private CompletableFuture<String> run(String command) {
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return process.onExit()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .whenComplete((ended, tooLong) -> {
                        if (tooLong != null) {
                            process.destroyForcibly();
                        }
                    })
                    .thenApply(Jvm::output);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A few lines, which a pipe holds while nobody reads. */
    private static String output(Process ended) {
        try (var in = ended.getInputStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (ended.exitValue() != 0) {
                throw new IllegalStateException(text.strip().lines().findFirst().orElse("no output"));
            }
            return text;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The heap without the metaspace, which comes last. */
    static Heap heap(String info) {
        if (info.isEmpty()) {
            return Heap.unknown("the JVM runs with -XX:+DisableExplicitGC");
        }
        int metaspace = info.indexOf("Metaspace");
        Matcher used = USED.matcher(metaspace < 0 ? info : info.substring(0, metaspace));
        double mib = 0;
        boolean found = false;
        while (used.find()) {
            found = true;
            mib += used.group(1) != null ? mib(used.group(1), used.group(2)) : mib(used.group(3), used.group(4));
        }
        return found
                ? new Heap(OptionalDouble.of(mib), Residue.COLLECTED)
                : Heap.unknown("collected, but what is used cannot be read from GC.heap_info");
    }

    private static double mib(String number, String unit) {
        double value = Double.parseDouble(number);
        return switch (unit) {
            case "K" -> value / KIB_PER_MIB;
            case "M" -> value;
            default -> value * KIB_PER_MIB;
        };
    }

    private static String message(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
