package dev.wringer.adapters.storage;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file that grows during a run. After its first problem it takes no more, and the run goes on.
 *
 * <p>A run that goes on with one that was killed adds to its files. On the virtual clock it starts anew, since the same seed gives the
 * same bytes: what is there already is compared and not written again.
 */
final class EvidenceFile {
    private final Path path;
    private final Problems problems;
    private InputStream written = InputStream.nullInputStream();
    private long replayed;
    private long bytesAppended;
    private FileChannel channel;
    private OutputStream out = OutputStream.nullOutputStream();

    private EvidenceFile(Path path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    /** Each append is one write to the system: either all of it is there after a kill, or nothing. */
    static EvidenceFile unbuffered(Path path, Problems problems) {
        EvidenceFile file = new EvidenceFile(path, problems);
        file.attempt(() -> {
            file.channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            file.out = Channels.newOutputStream(file.channel);
        });
        return file;
    }

    /** What is there already is expected to come again. */
    EvidenceFile replaying() {
        attempt(() -> {
            written = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
            replayed = Files.size(path);
        });
        return this;
    }

    /** The first line, unless there is one. */
    void begin(String header) {
        attempt(() -> {
            if (channel == null || channel.size() == 0 || replayed > 0) {
                append(header);
            }
        });
    }

    static EvidenceFile buffered(Path path, Problems problems) {
        EvidenceFile file = unbuffered(path, problems);
        file.out = new BufferedOutputStream(file.out, 1 << 16);
        return file;
    }

    void append(String text) {
        attempt(() -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            byte[] before = written.readNBytes((int) Math.min(replayed, bytes.length));
            if (!Arrays.equals(before, 0, before.length, bytes, 0, before.length)) {
                throw new IOException("it has not what this simulation and its seed give: it was changed, or written by"
                        + " another version");
            }
            replayed -= before.length;
            bytesAppended += bytes.length;
            out.write(bytes, before.length, bytes.length - before.length);
        });
    }

    /** Appended so far. */
    long bytes() {
        return bytesAppended;
    }

    void flush() {
        attempt(out::flush);
    }

    /** On the disk when it returns, so that a loss of power does not take it. */
    void force() {
        attempt(() -> {
            out.flush();
            if (channel != null && channel.isOpen()) {
                channel.force(false);
            }
        });
    }

    void close() {
        attempt(() -> {
            written.close();
            out.close();
        });
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            problems.add(String.valueOf(path.getFileName()), RunFolder.reason(e));
            abandon();
        }
    }

    private void abandon() {
        try {
            out.close();
        } catch (IOException ignored) {
            // The reason that counts is already kept.
        }
        out = OutputStream.nullOutputStream();
    }

    private interface Step {
        void run() throws IOException;
    }
}
