package dev.wringer.adapters.definitions;

import dev.wringer.core.model.InvalidValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What surrounds a value while it is read.
 *
 * @param folder of the simulation file; relative paths start there
 * @param columns of the feeder of the flow being read
 * @param variables extracted by the requests of the flow that were read so far; grows
 */
record Context(Problems problems, Path folder, List<String> columns, Set<String> variables) {
    static Context of(Problems problems, Path folder) {
        return new Context(problems, folder, List.of(), new TreeSet<>());
    }

    /** A new flow: nothing is extracted yet. */
    Context flow(List<String> feederColumns) {
        return new Context(problems, folder, feederColumns, new TreeSet<>());
    }

    /** A file or folder that the simulation names; {@code key} says where. */
    Path resolve(String named, String key) {
        try {
            return folder.resolve(named).normalize();
        } catch (InvalidPathException ignored) {
            throw new InvalidValue(key, "not the name of a file", "a path, relative to the simulation's folder");
        }
    }

    /** Every name a placeholder may use here. */
    List<String> placeholders() {
        List<String> names = new ArrayList<>(List.of("uuid", "seq", "step", "random:1..100", "choice:a|b"));
        columns.forEach(column -> names.add("feeder." + column));
        names.addAll(variables);
        return names;
    }
}
