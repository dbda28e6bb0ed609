package dev.wringer.apps.cli;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * Where progress is shown.
 *
 * @param interactive a person looks at it, so that lines may be redrawn in place
 * @param columns its width in characters
 */
record Terminal(PrintWriter out, boolean interactive, boolean colour, int columns) {
    private static final int COLUMNS_DEFAULT = 120;

    /** As the launcher saw it; {@code NO_COLOR} is honoured (no-color.org). */
    static Terminal ofLauncher(PrintWriter out) {
        boolean interactive = Boolean.getBoolean("wringer.terminal");
        int columns = Integer.getInteger("wringer.columns", COLUMNS_DEFAULT);
        boolean colour = interactive && System.getenv("NO_COLOR") == null;
        return new Terminal(out, interactive, colour, Math.max(60, columns));
    }

    /** Where nobody looks. */
    static Terminal silent() {
        return new Terminal(new PrintWriter(Writer.nullWriter()), false, false, COLUMNS_DEFAULT);
    }

    String paint(Paint paint, String text) {
        return colour ? "\u001b[" + paint.code + "m" + text + "\u001b[0m" : text;
    }

    /** Colours always come with the word they stand for. */
    enum Paint {
        BOLD("1"),
        DIM("2"),
        RED("31;1"),
        GREEN("32;1"),
        YELLOW("33;1");

        private final String code;

        Paint(String code) {
            this.code = code;
        }
    }
}
