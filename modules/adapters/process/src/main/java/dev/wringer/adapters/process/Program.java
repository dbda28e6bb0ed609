package dev.wringer.adapters.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The file that a command names, found as a shell would find it. */
record Program(Path path) {
    private static final Pattern SEPARATOR = Pattern.compile(File.pathSeparator);

    /**
     * @param folder that relative paths are relative to
     * @param searchPath the variable PATH
     */
    static Program find(String command, Path folder, String searchPath) throws CannotStart {
        try {
            List<Path> candidates = command.contains("/")
                    ? List.of(folder.resolve(command))
                    : SEPARATOR
                            .splitAsStream(searchPath)
                            .map(entry -> folder.resolve(entry).resolve(command))
                            .toList();
            return choose(command, candidates);
        } catch (InvalidPathException e) {
            throw notFound(command);
        }
    }

    /** Part of util-linux; gives a process a session and group of its own without changing its number. */
    static Program setsid() throws CannotStart {
        return find("setsid", Path.of("").toAbsolutePath(), System.getenv().getOrDefault("PATH", ""));
    }

    private static Program choose(String command, List<Path> candidates) throws CannotStart {
        Optional<Path> program = files(candidates).filter(Files::isExecutable).findFirst();
        if (program.isPresent()) {
            return new Program(program.get().toAbsolutePath().normalize());
        }
        Optional<Path> file = files(candidates).findFirst();
        throw file.isPresent()
                ? new CannotStart("not executable: " + file.get().normalize() + "; expected a program (chmod +x)")
                : notFound(command);
    }

    private static Stream<Path> files(List<Path> candidates) {
        return candidates.stream().filter(Files::isRegularFile);
    }

    private static CannotStart notFound(String command) {
        return new CannotStart("command not found: " + command + "; expected a program on PATH or a path");
    }
}
