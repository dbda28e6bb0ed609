package dev.wringer.adapters.storage;

import dev.wringer.core.model.Secrets;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * What launched processes printed, each into its own file and without a pipe through Wringer, so that no process waits for it or ends
 * with it. Secrets are masked once the processes have stopped.
 */
final class ServiceLogs {
    /** Of a line: what is longer is masked piece by piece. */
    private static final int PIECE_MOST = 1 << 20;

    private ServiceLogs() {}

    static void mask(RunFolder folder) throws IOException {
        Path logs = folder.path().resolve("services");
        if (!Files.isDirectory(logs)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(logs)) {
            files = all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path file : files) {
            maskFile(file);
        }
    }

    private static void maskFile(Path file) throws IOException {
        Path masked = file.resolveSibling(file.getFileName() + ".part");
        boolean changed = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(masked), 1 << 16)) {
            for (byte[] piece = piece(in); piece.length > 0; piece = piece(in)) {
                String text = new String(piece, StandardCharsets.UTF_8);
                String without = Secrets.mask(text);
                changed |= !without.equals(text);
                out.write(without.equals(text) ? piece : without.getBytes(StandardCharsets.UTF_8));
            }
        }
        if (changed) {
            Files.move(masked, file, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(masked);
        }
    }

    private static byte[] piece(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = 0;
        while (octet != '\n' && line.size() < PIECE_MOST && (octet = in.read()) >= 0) {
            line.write(octet);
        }
        return line.toByteArray();
    }
}
