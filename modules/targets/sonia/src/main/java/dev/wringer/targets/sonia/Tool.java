package dev.wringer.targets.sonia;

/** A tool with its arguments, as far as they can be judged without a sandbox. */
sealed interface Tool {

    /** Reads the clock. */
    record TimeNow() implements Tool {}

    /** Adds two numbers. */
    record CalcAdd(double a, double b) implements Tool {}

    /** Lists a folder. */
    record FileList(String path) implements Tool {}

    /** Reads a file. */
    record FileRead(String path) implements Tool {}

    /** Replaces the content of a file. */
    record FileWrite(String path, String content) implements Tool {}

    /** Runs a program. */
    record ShellRun(AllowedCommand command) implements Tool {}

    /** A destructive tool needs an approval, whatever its arguments are. */
    default boolean isDestructive() {
        return switch (this) {
            case TimeNow ignored -> false;
            case CalcAdd ignored -> false;
            case FileList ignored -> false;
            case FileRead ignored -> false;
            case FileWrite ignored -> true;
            case ShellRun ignored -> true;
        };
    }

    static Tool read(String name, Body args) {
        return switch (name) {
            case "time.now" -> new TimeNow();
            case "calc.add" -> new CalcAdd(args.number("a"), args.number("b"));
            case "file.list" -> new FileList(args.optionalText("path").orElse("."));
            case "file.read" -> new FileRead(args.text("path"));
            case "file.write" -> new FileWrite(args.text("path"), args.text("content"));
            case "shell.run" -> new ShellRun(command(args));
            default -> throw new Refusal(Code.INVALID_ARGUMENT, "no such tool");
        };
    }

    private static AllowedCommand command(Body args) {
        if (args.json().has("env")) {
            throw new Refusal(Code.INVALID_COMMAND, "a command gets no environment from its caller");
        }
        return AllowedCommand.parse(args.text("command"));
    }
}
