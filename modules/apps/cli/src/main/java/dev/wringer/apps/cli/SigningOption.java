package dev.wringer.apps.cli;

import dev.wringer.adapters.storage.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which key a run is signed with: the one given, or else the usual one where it is there. */
final class SigningOption {
    static final String USUAL = "conf/signing.key";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The private key to sign the run with (default: " + USUAL + ", where it is there).")
    private Path file;

    /** Read before the run, so that a key that is none is told before anything starts. */
    Optional<SigningKey> read() {
        Path usual = Path.of(USUAL);
        return Optional.ofNullable(file != null ? file : Files.exists(usual) ? usual : null)
                .map(SigningKey::read);
    }
}
