package dev.wringer.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks what must not be seen in a log, an error or the evidence: values of keys that name a secret, in JSON, HOCON, XML, headers,
 * query strings, environments and flags; passwords in addresses; private keys. Takes time in proportion to the text.
 */
public final class Secrets {
    public static final String MASK = "***";

    private static final Pattern BEGINNINGS = Pattern.compile(
            "(?<key>passwo?r?d|passphrase|token|secret|api[_-]?key|private[_-]?key|credential|authorization)"
                    + "|(?<address>://)|(?<pem>-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(
            ".*(?:passwo?r?d|passphrase|token|secret|api[_-]?key|private[_-]?key|credential|authorization).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern COUNT = Pattern.compile("\\d{1,12}");
    private static final String PEM_END = "PRIVATE KEY-----";
    private static final int REST_OF_KEY_MOST = 32;
    private static final int ADDRESS_MOST = 512;
    private static final String ENDS = ",;&)}]\"'<>";

    private final String text;
    private final StringBuilder masked = new StringBuilder();
    private int copied;

    private Secrets(String text) {
        this.text = text;
    }

    /** The text with {@link #MASK} in place of each secret; the same text where there is none. */
    public static String mask(String text) {
        return new Secrets(text).masked();
    }

    /** Texts in it, lists of them, and values by name, each masked. */
    public static Object maskAll(Object value) {
        return switch (value) {
            case String text -> mask(text);
            case List<?> list -> {
                List<Object> masked = new ArrayList<>();
                list.forEach(each -> masked.add(maskAll(each)));
                yield masked;
            }
            case Map<?, ?> map -> {
                Map<Object, Object> masked = new LinkedHashMap<>();
                map.forEach((key, each) -> masked.put(key, isSecret(key.toString()) ? MASK : maskAll(each)));
                yield masked;
            }
            default -> value;
        };
    }

    /** Whether a key names a secret. */
    public static boolean isSecret(String key) {
        return NAME.matcher(key).matches();
    }

    private String masked() {
        Matcher beginning = BEGINNINGS.matcher(text);
        int from = 0;
        while (from <= text.length() && beginning.find(from)) {
            from = beginning.end();
            if (beginning.group("address") != null) {
                address(from);
            } else if (beginning.group("pem") != null) {
                int end = text.indexOf(PEM_END, from);
                replace(from, end < 0 ? text.length() : end + PEM_END.length());
            } else {
                valueOf(beginning.start(), from);
            }
            from = Math.max(from, copied);
        }
        return copied == 0 ? text : masked.append(text, copied, text.length()).toString();
    }

    private void replace(int from, int until) {
        if (until > from) {
            masked.append(text, copied, from).append(MASK);
            copied = until;
        }
    }

    /** {@code user:password@}; the password may have an at sign, too. */
    private void address(int from) {
        int colon = -1;
        int at = -1;
        for (int i = from; i < Math.min(text.length(), from + ADDRESS_MOST) && isOfUser(text.charAt(i)); i++) {
            colon = text.charAt(i) == ':' && colon < 0 ? i : colon;
            at = text.charAt(i) == '@' && colon >= 0 ? i : at;
        }
        if (at >= 0) {
            replace(colon + 1, at);
        }
    }

    private static boolean isOfUser(char c) {
        return !Character.isWhitespace(c) && "/?#\"'".indexOf(c) < 0;
    }

    private void valueOf(int key, int from) {
        int at = from;
        while (at < text.length() && at < from + REST_OF_KEY_MOST && isOfKey(text.charAt(at))) {
            at++;
        }
        boolean counts = text.regionMatches(true, key, "tokens", 0, 6);
        if (at < text.length() && text.charAt(at) == '>') {
            replace(at + 1, until(at + 1, "<"));
            return;
        }
        boolean flag = isFlag(key);
        at = skip(at, "\\\"'");
        at = skip(at, " \t");
        if (at < text.length() && (text.charAt(at) == ':' || text.charAt(at) == '=')) {
            value(skip(at, ":= \t\n"), text.regionMatches(true, key, "authorization", 0, 13), counts);
        } else if (flag) {
            value(skip(at, ", "), false, counts);
        }
    }

    private static boolean isOfKey(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    /** {@code --api-key VALUE}, or the two as words of a list. */
    private boolean isFlag(int key) {
        int begin = key;
        while (begin > 0 && begin > key - REST_OF_KEY_MOST && isOfKey(text.charAt(begin - 1))) {
            begin--;
        }
        return text.startsWith("--", begin);
    }

    private int skip(int from, String skipped) {
        int at = from;
        while (at < text.length() && skipped.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private void value(int from, boolean wholeLine, boolean counts) {
        if (from >= text.length()) {
            return;
        }
        char first = text.charAt(from);
        if (first == '\\' && from + 1 < text.length() && text.charAt(from + 1) == '"') {
            int end = text.indexOf("\\\"", from + 2);
            replace(from + 2, end < 0 ? text.length() : end);
        } else if (first == '"' || first == '\'') {
            replace(from + 1, closing(from + 1, first));
        } else if (first == '{' || first == '[') {
            replace(from + 1, bracket(from));
        } else {
            int end = until(from, wholeLine ? "\r\n" : ENDS);
            if (!counts
                    || !COUNT.matcher(text.substring(from, Math.min(end, from + 13)))
                            .matches()) {
                replace(from, end);
            }
        }
    }

    private int closing(int from, char quote) {
        int at = from;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    /** Before the bracket that closes the one here. */
    private int bracket(int from) {
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return text.length();
    }

    private int until(int from, String ends) {
        int at = from;
        boolean line = ends.indexOf('\n') >= 0;
        while (at < text.length()
                && ends.indexOf(text.charAt(at)) < 0
                && (line || ends.equals("<") || !Character.isWhitespace(text.charAt(at)))) {
            at++;
        }
        return at;
    }
}
