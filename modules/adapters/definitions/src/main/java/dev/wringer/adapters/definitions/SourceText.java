package dev.wringer.adapters.definitions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The text of one file, read with limits, so that whatever stands in it the parser can take it. */
final class SourceText {
    static final int BYTES_MAX = 1 << 20;
    static final int NESTING_MAX = 64;

    private SourceText() {}

    /** The text, or why there is none. */
    static Entry<String> read(Path file, String shownName, Problems problems) {
        try {
            Optional<byte[]> bytes = bytes(file, BYTES_MAX, shownName, problems);
            return bytes.map(b -> decoded(b, shownName, problems)).orElse(Entry.unread());
        } catch (NoSuchFileException missing) {
            problems.add(new Problem(shownName, "there is no such file", "a simulation file"));
        } catch (IOException unreadable) {
            problems.add(new Problem(shownName, "cannot be read: " + unreadable.getMessage(), "a readable file"));
        }
        return Entry.unread();
    }

    /** All bytes of a regular file that has at most so many. */
    static Optional<byte[]> bytes(Path file, int bytesMax, String shownName, Problems problems) throws IOException {
        if (Files.isDirectory(file)) {
            problems.add(new Problem(shownName, "is a folder", "a file"));
            return Optional.empty();
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            problems.add(new Problem(shownName, "is a device or pipe", "a regular file"));
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                String limit = "at most " + (bytesMax >> 20) + " MiB";
                problems.add(new Problem(shownName, "is larger than " + (bytesMax >> 20) + " MiB", limit));
                return Optional.empty();
            }
            return Optional.of(bytes);
        }
    }

    private static Entry<String> decoded(byte[] bytes, String shownName, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        if (decoder.decode(in, out, true).isError()) {
            int line = lineAt(bytes, in.position());
            problems.add(problem(shownName, line, "byte " + in.position() + " is not UTF-8", "a text file in UTF-8"));
            return Entry.unread();
        }
        String text = out.flip().toString();
        int deep = lineOfDeepNesting(text);
        if (deep > 0) {
            problems.add(problem(
                    shownName,
                    deep,
                    "nested more than " + NESTING_MAX + " deep",
                    "at most " + NESTING_MAX + " levels"));
            return Entry.unread();
        }
        return Entry.of(text);
    }

    private static Problem problem(String shownName, int line, String problem, String expected) {
        return new Problem(shownName, line, "", problem, expected, Optional.empty());
    }

    private static int lineAt(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    /**
     * The line where brackets are nested too deep for a recursive parser, or 0. Counts those in texts and comments
     * too: a file that is only odd is refused rather than one that is deep let through.
     */
    private static int lineOfDeepNesting(String text) {
        int depth = 0;
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\n' -> line++;
                case '{', '[' -> depth++;
                case '}', ']' -> depth = Math.max(0, depth - 1);
                default -> {}
            }
            if (depth > NESTING_MAX) {
                return line;
            }
        }
        return 0;
    }
}
