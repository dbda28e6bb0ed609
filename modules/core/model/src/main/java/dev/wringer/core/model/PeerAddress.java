package dev.wringer.core.model;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a launched service finds another: the placeholders <code>${address:NAME}</code>, <code>${host:NAME}</code> and
 * <code>${port:NAME}</code> in its command and environment.
 */
public record PeerAddress(String host, int port) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(address|host|port):([^}]*)}");

    /** The services that a text names, in its order. */
    public static List<String> namedIn(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(2)).toList();
    }

    /** Fills a text in. */
    public static String fill(String text, Function<String, PeerAddress> addresses) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(addresses.apply(found.group(2)).part(found.group(1))));
    }

    private String part(String name) {
        return switch (name) {
            case "host" -> host;
            case "port" -> Integer.toString(port);
            default -> host + ":" + port;
        };
    }
}
