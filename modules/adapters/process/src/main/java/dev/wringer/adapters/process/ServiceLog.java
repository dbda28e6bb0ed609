package dev.wringer.adapters.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What one incarnation of a service printed: its log file, from where it stood at the start. Memory is bounded. */
final class ServiceLog {
    private static final int LAST_LINES = 20;
    private static final int LINE_LENGTH_MAX = 500;
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final Pattern COLORS_AND_CONTROLS = Pattern.compile("\u001B\\[[0-9;]*[A-Za-z]|[\\p{Cntrl}&&[^\t]]");

    private final Path file;
    private final long startBytes;
    private final Map<String, Search> searches = new TreeMap<>();

    private ServiceLog(Path file, long startBytes) {
        this.file = file;
        this.startBytes = startBytes;
    }

    /** From now on. */
    static ServiceLog from(Path file) {
        return new ServiceLog(file, size(file));
    }

    /** Whether a complete line contains a match. Goes on where the previous question stopped. */
    boolean contains(Pattern pattern) {
        return searches.computeIfAbsent(pattern.pattern(), key -> new Search(pattern))
                .found();
    }

    /** The last lines, without colors; long ones are cut. */
    List<String> lastLines() {
        long from = Math.max(startBytes, size(file) - BLOCK_BYTES);
        List<String> lines = lines(block(from)).filter(line -> !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).stream()
                .map(line -> line.length() <= LINE_LENGTH_MAX ? line : line.substring(0, LINE_LENGTH_MAX) + "…")
                .toList();
    }

    private final class Search {
        private final Pattern pattern;
        private long position = startBytes;
        private boolean found;

        Search(Pattern pattern) {
            this.pattern = pattern;
        }

        boolean found() {
            while (!found) {
                byte[] block = block(position);
                int end = endOfLastLine(block);
                // A line as long as a block is cut, so that a service that prints no line ends is still read on.
                int taken = end == 0 && block.length == BLOCK_BYTES ? BLOCK_BYTES : end;
                if (taken == 0) {
                    return false;
                }
                found = lines(Arrays.copyOf(block, taken))
                        .anyMatch(line -> pattern.matcher(line).find());
                position += taken;
            }
            return true;
        }
    }

    private byte[] block(long from) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
            channel.position(from);
            while (block.hasRemaining() && channel.read(block) > 0) {}
            return Arrays.copyOf(block.array(), block.position());
        } catch (IOException unreadable) {
            return new byte[0];
        }
    }

    private static int endOfLastLine(byte[] block) {
        int end = block.length;
        while (end > 0 && block[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static Stream<String> lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .map(line -> COLORS_AND_CONTROLS.matcher(line).replaceAll(""));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException notThereYet) {
            return 0;
        }
    }
}
