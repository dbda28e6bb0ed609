package dev.wringer.adapters.definitions;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads simulation files. Whatever the file is, the answer is a simulation or a list of problems, within seconds: the
 * file is read on a thread of its own, so that a file made to exhaust the parser ends the reading and nothing else.
 */
public final class SimulationFile {
    private static final int STACK_BYTES = 16 << 20;
    private static final int SECONDS_MAX = 3;

    private SimulationFile() {}

    /** The simulation in a file, or everything that is wrong with it. */
    public static Read read(Path file, Overrides overrides) {
        return read(file, new SimulationReader(file, Optional.empty(), overrides));
    }

    /**
     * The simulation that an earlier reading resolved.
     *
     * @param file where it was read from; paths in it are relative to the folder of this
     * @param resolved as {@link Read.Valid} has it
     */
    public static Read readResolved(Path file, String resolved) {
        Optional<String> text = Optional.of("simulation " + resolved);
        return read(file, new SimulationReader(file, text, Overrides.NONE));
    }

    private static Read read(Path file, SimulationReader reader) {
        FutureTask<Read> reading = new FutureTask<>(reader::read);
        Thread thread = new Thread(null, reading, "simulation-file", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return reading.get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException slow) {
            return refused(file, "takes more than " + SECONDS_MAX + " s to read", "a file without repeated expansion");
        } catch (ExecutionException failed) {
            return refusedBy(failed.getCause(), file);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return refused(file, "reading was interrupted", "");
        }
    }

    private static Read refusedBy(Throwable cause, Path file) {
        return switch (cause) {
            case StackOverflowError ignored -> refused(file, "is nested too deep", "fewer levels");
            case OutOfMemoryError ignored -> refused(file, "expands to more than fits into memory", "a smaller file");
            case ConfigException wrong -> refused(file, "cannot be parsed: " + wrong.getMessage(), "HOCON");
            default -> throw new IllegalStateException("cannot read " + file, cause);
        };
    }

    private static Read refused(Path file, String problem, String expected) {
        return new Read.Invalid(List.of(new Problem(file.toString(), problem, expected)));
    }
}
