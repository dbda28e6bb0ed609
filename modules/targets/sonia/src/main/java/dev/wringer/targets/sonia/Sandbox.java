package dev.wringer.targets.sonia;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The one folder that tools may touch. A path is normalized first and then walked, so neither dots nor links lead out. */
final class Sandbox {
    private static final String DRIVE = "^[A-Za-z]:/+";

    private final Path root;

    private Sandbox(Path root) {
        this.root = root;
    }

    /** Plants a link that leads out, so that a test of the sandbox has something to be refused for. */
    static Sandbox in(Path folder) throws IOException {
        Path outside = Files.createDirectories(folder).resolve("secret");
        Files.writeString(outside, "outside the sandbox\n");
        Path root = Files.createDirectories(folder.resolve("sandbox")).toRealPath();
        Path link = Files.createDirectories(root.resolve("data")).resolve("link-to-secret");
        if (!Files.isSymbolicLink(link)) {
            Files.createSymbolicLink(link, outside.toRealPath());
        }
        return new Sandbox(root);
    }

    Path root() {
        return root;
    }

    /** The place a caller means. The root of a drive, as in {@code S:/data}, is the sandbox itself. */
    Path resolve(String text) {
        Path path = normalized(text.replace('\\', '/').replaceFirst(DRIVE, ""));
        if (!path.startsWith(root)) {
            throw new Refusal(Code.PATH_OUTSIDE_SANDBOX, "the path leads out of the sandbox");
        }
        Path walked = root;
        for (Path name : root.relativize(path)) {
            walked = walked.resolve(name);
            if (Files.isSymbolicLink(walked)) {
                throw new Refusal(Code.SYMLINK_DENIED, "the path goes through a symbolic link");
            }
        }
        return path;
    }

    private Path normalized(String text) {
        try {
            return root.resolve(text).normalize();
        } catch (InvalidPathException noPath) {
            throw new Refusal(Code.INVALID_ARGUMENT, "not a path");
        }
    }
}
