package dev.wringer.adapters.definitions;

import java.nio.file.Path;
import java.util.Optional;

/** Reads simulation files. Whatever the file is, the answer is a simulation or a list of problems, within seconds. */
public final class SimulationFile {
    private SimulationFile() {}

    /** The simulation in a file, or everything that is wrong with it. */
    public static Read read(Path file, Overrides overrides) {
        return read(file, overrides, HostLimits.NONE);
    }

    /** The simulation in a file, or everything that is wrong with it, and what the host cannot do on the real clock. */
    public static Read read(Path file, Overrides overrides, HostLimits limits) {
        return read(file, new SimulationReader(file, Optional.empty(), overrides, limits));
    }

    /**
     * The simulation that an earlier reading resolved.
     *
     * @param file where it was read from; paths in it are relative to the folder of this
     * @param resolved as {@link Read.Valid} has it
     */
    public static Read readResolved(Path file, String resolved) {
        return readText("simulation " + resolved, file, Overrides.NONE);
    }

    /**
     * The simulation in a text.
     *
     * @param file where the text would stand: problems name it, paths are relative to its folder, and a simulation without a name
     *     has that of it; it need not exist
     */
    public static Read readText(String text, Path file, Overrides overrides) {
        return read(file, new SimulationReader(file, Optional.of(text), overrides, HostLimits.NONE));
    }

    private static Read read(Path file, SimulationReader reader) {
        return new BoundedReading<Read>(file, Read.Invalid::new).of(reader::read);
    }
}
