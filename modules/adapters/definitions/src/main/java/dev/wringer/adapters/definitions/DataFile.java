package dev.wringer.adapters.definitions;

import dev.wringer.core.model.InvalidValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files that a simulation refers to. */
final class DataFile {
    private DataFile() {}

    /** All bytes of a regular file of limited size; {@code key} names it in what is thrown. */
    static byte[] bytes(Path file, int bytesMax, String key) {
        Problems problems = new Problems();
        Optional<byte[]> bytes = Optional.empty();
        try {
            bytes = SourceText.bytes(file, bytesMax, file.toString(), problems);
        } catch (IOException unreadable) {
            throw new InvalidValue(key, "cannot read " + file, "a file, relative to the simulation's folder");
        }
        return bytes.orElseThrow(() -> {
            Problem first = problems.inOrder().getFirst();
            return new InvalidValue(key, first.file() + " " + first.problem(), first.expected());
        });
    }
}
