package dev.wringer.targets.sonia;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The token by which the services know each other. eva-os issues it into the data folder that all six share, readable
 * by the owner alone; the others read it there. A token that is not the known one is looked up again before it is
 * refused, so a token issued anew reaches a process that already runs.
 */
final class ServiceToken {
    static final String HEADER = "X-Service-Token";
    private static final int BYTES = 32;

    private final Path file;
    private volatile Optional<String> known;

    private ServiceToken(Path file, Optional<String> known) {
        this.file = file;
        this.known = known;
    }

    static ServiceToken of(Settings settings) {
        return new ServiceToken(fileIn(settings.data()), settings.serviceToken());
    }

    static Path fileIn(Path data) {
        return data.resolve("service-token");
    }

    static String wellFormed(String text) {
        if (!text.matches("[A-Za-z0-9._~+/=-]{16,256}")) {
            throw new IllegalArgumentException("a service token has 16 to 256 letters, digits or ._~+/=-");
        }
        return text;
    }

    /** A restart of eva-os keeps the token that the other services already use. */
    void issue() throws IOException {
        Optional<String> current = known.isPresent() ? known : readFile();
        known = Optional.of(current.orElseGet(ServiceToken::random));
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(
                file.getParent(),
                "service-token",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, known.orElseThrow());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What this service shows to the others. */
    String shown() {
        if (known.isEmpty()) {
            known = readFile();
        }
        return known.orElseThrow(() -> new Refusal(Code.UNAVAILABLE, "eva-os has issued no service token yet"));
    }

    /** After a refusal: what eva-os has issued since is read at the next call. */
    void forget() {
        readFile().ifPresent(issued -> known = Optional.of(issued));
    }

    boolean accepts(Optional<String> presented) {
        return presented.filter(this::matches).isPresent();
    }

    private boolean matches(String presented) {
        if (known.filter(token -> same(token, presented)).isPresent()) {
            return true;
        }
        Optional<String> issued = readFile();
        if (issued.filter(token -> same(token, presented)).isPresent()) {
            known = issued;
            return true;
        }
        return false;
    }

    private Optional<String> readFile() {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException notIssued) {
            return Optional.empty();
        }
    }

    /** Takes the same time wherever the two differ. */
    private static boolean same(String token, String presented) {
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
