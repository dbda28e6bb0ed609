package dev.wringer.core.model;

/**
 * A value of a simulation that cannot be. Thrown by the records themselves, so that no reader can build a wrong one; the
 * reader adds where the value stood (file, line) and goes on looking for further problems.
 */
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String expected;

    /**
     * @param key the key of the value, as a user writes it in the file, relative to the record it belongs to
     * @param problem what is wrong, with the value itself
     * @param expected what would be right
     */
    public InvalidValue(String key, String problem, String expected) {
        super(problem);
        this.key = key;
        this.expected = expected;
    }

    public String key() {
        return key;
    }

    public String expected() {
        return expected;
    }

    static void unless(boolean holds, String key, String problem, String expected) {
        if (!holds) {
            throw new InvalidValue(key, problem, expected);
        }
    }

    /** A part of connections or requests. */
    static void unlessShare(double share) {
        unless(share > 0 && share <= 1, "share", "a share of " + share, "above 0 % to 100 %");
    }
}
