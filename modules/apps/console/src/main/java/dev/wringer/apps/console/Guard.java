package dev.wringer.apps.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who may do what: controls need the token; a page of elsewhere that had its name point here gets nothing. */
final class Guard {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final Optional<String> token;
    private final boolean loopbackOnly;

    Guard(String host, Optional<String> token) {
        this.token = token;
        this.loopbackOnly = LOOPBACK.contains(host);
    }

    /** On loopback the browser must have meant loopback (DNS rebinding). */
    boolean mayBeCalled(String host) {
        return !loopbackOnly || LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
    }

    /** In a time that does not depend on where they differ. */
    boolean mayControl(String authorization) {
        return token.isPresent()
                && MessageDigest.isEqual(
                        ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8),
                        authorization.getBytes(StandardCharsets.UTF_8));
    }
}
