package dev.wringer.targets.sonia;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A command that tools may run: a program of the list with options of the list. No shell ever sees it, and anything
 * that only a shell would understand is refused rather than passed on.
 */
record AllowedCommand(Program program, List<String> options, List<String> operands) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ._/,:@%+=-]{1,1000}");

    /** What stands after the options. */
    private enum Operands {
        NONE,
        WORDS,
        PATHS
    }

    /** The allow-list. */
    enum Program {
        CAT(Operands.PATHS, ""),
        DATE(Operands.NONE, "-u"),
        ECHO(Operands.WORDS, "-n"),
        LS(Operands.PATHS, "-1|-a|-l|-la"),
        PWD(Operands.NONE, ""),
        RM(Operands.PATHS, "-f"),
        WC(Operands.PATHS, "-c|-l|-w");

        private final Operands operands;
        private final Pattern options;

        Program(Operands operands, String options) {
            this.operands = operands;
            this.options = Pattern.compile(options);
        }

        private boolean allows(List<String> given) {
            return given.stream().allMatch(option -> options.matcher(option).matches());
        }

        String executable() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static AllowedCommand parse(String text) {
        if (!PLAIN.matcher(text).matches()) {
            throw new Refusal(Code.INVALID_COMMAND, "the command has characters that are not allowed");
        }
        List<String> words = Arrays.asList(text.strip().split(" +", -1));
        Program program = program(words.get(0));
        List<String> options = new ArrayList<>();
        List<String> operands = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            (word.startsWith("-") ? options : operands).add(word);
        }
        if (!program.allows(options) || (program.operands == Operands.NONE && !operands.isEmpty())) {
            throw new Refusal(Code.INVALID_COMMAND, "the command has arguments that are not allowed");
        }
        return new AllowedCommand(program, List.copyOf(options), List.copyOf(operands));
    }

    private static Program program(String word) {
        for (Program program : Program.values()) {
            if (program.executable().equals(word)) {
                return program;
            }
        }
        throw new Refusal(Code.INVALID_COMMAND, "the command is not on the allow-list");
    }

    /** The words to execute. Every path is checked and absolute, so none can be taken for an option. */
    List<String> words(Sandbox sandbox) {
        List<String> words = new ArrayList<>();
        words.add(program.executable());
        words.addAll(options);
        for (String operand : operands) {
            words.add(
                    program.operands == Operands.PATHS
                            ? sandbox.resolve(operand).toString()
                            : operand);
        }
        return words;
    }
}
