package dev.wringer.engine.run;

/**
 * One planned fault as acts on the world, real or modelled: what {@code adapters} implement. The acts may block; {@link #observe}
 * may be called while another thread removes the fault, all others come one after the other.
 *
 * <p>Before {@link #apply} changes anything, what undoes it is on disk, so that a reaper can undo it.
 */
public interface Injection {
    /** Makes it happen. */
    void apply() throws Failed;

    /** Looks for its effect, by other means than those that made it. */
    Observation observe();

    /** Undoes it. No error when it was never applied, is undone already, or the target is gone. */
    void remove() throws Failed;

    /** Looks whether the effect is gone. */
    Observation observeGone();

    /**
     * What was seen.
     *
     * @param confirmed whether that is what should be seen
     * @param evidence in words, with figures
     */
    record Observation(boolean confirmed, String evidence) {}

    /** It could not be done; the message says why. */
    final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        public Failed(String message) {
            super(message);
        }

        public Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
