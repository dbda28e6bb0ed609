package dev.wringer.targets.sonia;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Uses the tools inside the sandbox. Preparing checks every path; running what was prepared may block. */
final class Workbench {
    private static final int OUTPUT_BYTES_MAX = 64 * 1024;
    private static final int LISTED_MAX = 1_000;
    private static final long RUN_SECONDS_MAX = 3;

    private final Sandbox sandbox;

    Workbench(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Refuses a path that is not allowed; otherwise the work that is left to do. */
    Callable<ObjectNode> prepare(Tool tool) {
        return switch (tool) {
            case Tool.TimeNow() ->
                () -> Body.newObject().put("now", Instant.now().toString());
            case Tool.CalcAdd(var a, var b) -> () -> Body.newObject().put("sum", a + b);
            case Tool.FileList(var text) -> {
                Path path = sandbox.resolve(text);
                yield () -> list(path);
            }
            case Tool.FileRead(var text) -> {
                Path path = sandbox.resolve(text);
                yield () -> read(path);
            }
            case Tool.FileWrite(var text, var content) -> {
                Path path = sandbox.resolve(text);
                yield () -> write(path, content);
            }
            case Tool.ShellRun(var command) -> {
                List<String> words = command.words(sandbox);
                yield () -> run(words);
            }
        };
    }

    private static ObjectNode list(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(Code.NOT_FOUND, "no such folder");
        }
        ObjectNode listing = Body.newObject();
        var names = listing.putArray("names");
        try (Stream<Path> files = Files.list(path)) {
            files.map(file -> file.getFileName().toString())
                    .sorted()
                    .limit(LISTED_MAX)
                    .forEach(names::add);
        }
        return listing;
    }

    private static ObjectNode read(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(Code.INVALID_ARGUMENT, "the path is a folder");
        }
        try (InputStream file = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return Body.newObject().put("content", text(file));
        } catch (NoSuchFileException missing) {
            throw new Refusal(Code.NOT_FOUND, "no such file");
        }
    }

    private static ObjectNode write(Path path, String content) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(Code.INVALID_ARGUMENT, "the path is a folder");
        }
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(path.getParent());
        try (OutputStream file = Files.newOutputStream(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            file.write(bytes);
        }
        return Body.newObject().put("bytes", bytes.length);
    }

    private ObjectNode run(List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(sandbox.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.onExit().orTimeout(RUN_SECONDS_MAX, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
        try (InputStream output = process.getInputStream()) {
            String text = text(output);
            return Body.newObject()
                    .put("exit_code", process.onExit().join().exitValue())
                    .put("output", text);
        }
    }

    private static String text(InputStream source) throws IOException {
        return new String(source.readNBytes(OUTPUT_BYTES_MAX), StandardCharsets.UTF_8);
    }
}
