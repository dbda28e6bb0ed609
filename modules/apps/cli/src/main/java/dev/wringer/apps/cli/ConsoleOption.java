package dev.wringer.apps.cli;

import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.apps.console.Console;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --console}: watch the run in a browser, and steer it. */
final class ConsoleOption {
    static final String USUAL = "127.0.0.1:7788";

    private static final int TOKEN_BYTES = 18;

    @Option(
            names = "--console",
            paramLabel = "HOST:PORT",
            arity = "0..1",
            fallbackValue = USUAL,
            description = "Show the run in a browser while it goes on, at HOST:PORT (default: " + USUAL
                    + "; port 0: any that is free). Other than loopback, everyone who reaches this host can look.")
    private String address;

    @Option(
            names = "--otlp",
            paramLabel = "URL",
            description = "Push the metrics of the console to an OTLP endpoint over HTTP, such as"
                    + " http://127.0.0.1:4318/v1/metrics.")
    private URI otlp;

    /** Empty when none is asked for; otherwise its address is printed. */
    Optional<Console> start(RunFolder folder, Optional<ConsoleRun> live, Terminal terminal) {
        if (address == null) {
            return Optional.empty();
        }
        Optional<String> token = live.map(ignored -> token());
        Path results = Objects.requireNonNull(folder.path().toAbsolutePath().getParent());
        Console console = open(address, results, token, Optional.ofNullable(otlp), live);
        String secret = token.map(it -> "#token=" + it).orElse("");
        terminal.out()
                .println("console     " + console.address() + "runs/"
                        + folder.path().getFileName() + "/" + secret);
        terminal.out().flush();
        return Optional.of(console);
    }

    /** @throws BadAddress when it is none, or cannot be listened on */
    static Console open(
            String address, Path results, Optional<String> token, Optional<URI> otlp, Optional<ConsoleRun> live) {
        int colon = address.lastIndexOf(':');
        try {
            String host = colon < 0 ? address : address.substring(0, colon).replaceAll("[\\[\\]]", "");
            int port = colon < 0 ? 0 : Integer.parseInt(address.substring(colon + 1));
            return Console.start(new Console.Settings(host, port, results, token, otlp), live.map(it -> it));
        } catch (NumberFormatException e) {
            throw new BadAddress("--console " + address + ": expected HOST:PORT, such as " + USUAL, e);
        } catch (IllegalStateException e) {
            throw new BadAddress("--console " + address + ": " + e.getMessage() + "; choose another port", e);
        }
    }

    private static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What a user wrote cannot be listened on. */
    static final class BadAddress extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadAddress(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
