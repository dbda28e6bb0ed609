package dev.wringer.adapters.definitions;

import java.nio.file.Path;
import java.util.Optional;

/** Reads simulation files. Whatever the file is, the answer is a simulation or a list of problems, within seconds. */
public final class SimulationFile {
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
        return new BoundedReading<Read>(file, Read.Invalid::new).of(reader::read);
    }
}
