package dev.wringer.adapters.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * Writes text from outside into a request so that it stays where it was put: whatever a placeholder was filled with, it cannot
 * end a line, and so neither add a header nor begin another request.
 */
final class HttpText {
    private static final char FIRST_VISIBLE = 0x21;
    private static final char LAST_VISIBLE = 0x7e;
    private static final char DELETE = 0x7f;

    private HttpText() {}

    /** A request target; what may not stand in one is percent-encoded as UTF-8. One without a path gets the slash. */
    static void writeTarget(ByteBuf out, String target) {
        if (!target.startsWith("/") && !target.startsWith("http://") && !target.startsWith("https://")) {
            out.writeByte('/');
        }
        if (isPlainTarget(target)) {
            ByteBufUtil.writeAscii(out, target);
            return;
        }
        for (byte octet : target.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (mayStandInTarget(c)) {
                out.writeByte(octet);
            } else {
                ByteBufUtil.writeAscii(out, String.format("%%%02X", (int) c));
            }
        }
    }

    /** A header value; control characters become spaces (RFC 9110, section 5.5). */
    static void writeValue(ByteBuf out, String value) {
        ByteBufUtil.writeUtf8(out, isPlainValue(value) ? value : withoutControls(value));
    }

    private static boolean isPlainTarget(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (!mayStandInTarget(target.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayStandInTarget(char c) {
        return c >= FIRST_VISIBLE && c <= LAST_VISIBLE && c != '#';
    }

    private static boolean isPlainValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (isControl(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String withoutControls(String value) {
        StringBuilder safe = new StringBuilder(value);
        for (int i = 0; i < safe.length(); i++) {
            if (isControl(safe.charAt(i))) {
                safe.setCharAt(i, ' ');
            }
        }
        return safe.toString();
    }

    private static boolean isControl(char c) {
        return (c < ' ' && c != '\t') || c == DELETE;
    }
}
