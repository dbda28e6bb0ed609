package dev.wringer.adapters.definitions;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A value that was read, or one that could not be and has been reported. Lets a section read all of its keys before it
 * builds anything, so that one wrong key does not hide the next.
 */
final class Entry<T> {
    private final T value;

    private Entry(T value) {
        this.value = value;
    }

    static <T> Entry<T> of(T value) {
        return new Entry<>(value);
    }

    static <T> Entry<T> unread() {
        return new Entry<>(null);
    }

    boolean isRead() {
        return value != null;
    }

    /** The value; inside {@link #made} only, which turns a missing one into an unread entry. */
    T value() {
        if (value == null) {
            throw new Unread();
        }
        return value;
    }

    T or(T other) {
        return value == null ? other : value;
    }

    <R> Entry<R> map(Function<T, R> change) {
        return value == null ? unread() : of(change.apply(value));
    }

    /** What the parts make, unless one of them is missing. */
    static <T> Entry<T> made(Supplier<T> make) {
        try {
            return of(make.get());
        } catch (Unread ignored) {
            return unread();
        }
    }

    private static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unread() {
            super("already reported", null, false, false);
        }
    }
}
