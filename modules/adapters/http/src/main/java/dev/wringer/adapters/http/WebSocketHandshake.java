package dev.wringer.adapters.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The key of a WebSocket's opening handshake and the answer to it (RFC 6455, section 4). */
final class WebSocketHandshake {
    static final int SWITCHING_PROTOCOLS = 101;

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private WebSocketHandshake() {}

    /** Unique, because the correlation id is; it need not be secret. */
    static String key(String correlationId) {
        return Base64.getEncoder().encodeToString(Arrays.copyOf(sha1(correlationId), KEY_BYTES));
    }

    static String accept(String key) {
        return Base64.getEncoder().encodeToString(sha1(key + MAGIC));
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-1", e);
        }
    }
}
