package dev.wringer.adapters.definitions;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what the HOCON parser says, in one sentence and without its advice for programmers. */
final class ParserMessage {
    private static final Pattern POSITION = Pattern.compile("^(.*?): (\\d+)(-\\d+)?: (.*)$", Pattern.DOTALL);
    private static final Pattern ADVICE = Pattern.compile(" \\(if you intended.*| \\(if you wanted.*", Pattern.DOTALL);

    private ParserMessage() {}

    static Problem problem(ConfigException wrong, String shownName) {
        ConfigOrigin origin = wrong.origin();
        String message = wrong.getMessage() == null ? "cannot be parsed" : wrong.getMessage();
        Matcher position = POSITION.matcher(message);
        int line = origin == null ? 0 : Problems.line(origin);
        if (position.matches()) {
            line = line > 0 ? line : Integer.parseInt(position.group(2));
            message = position.group(4);
        }
        String file = origin == null ? shownName : Problems.file(origin);
        boolean option = file.startsWith("--");
        return new Problem(
                file,
                option ? 0 : Math.max(0, line),
                "",
                plain(message),
                "HOCON; texts with $ { } [ ] : = , + # ` ^ ? ! @ * & \\ stand in \"quotes\"",
                Optional.empty());
    }

    private static String plain(String message) {
        String oneLine = ADVICE.matcher(message)
                .replaceFirst("")
                .replaceAll("\\s+", " ")
                .replace("expecting a close parentheses ')' here, not: end of file", "a section is not closed with }")
                .strip();
        return oneLine.length() <= 240 ? oneLine : oneLine.substring(0, 240) + "…";
    }
}
