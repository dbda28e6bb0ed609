package dev.wringer.core.judge;

import java.util.List;
import java.util.OptionalLong;

/**
 * What one criterion says now, about one subject.
 *
 * @param criterion its key in the simulation file, such as {@code error-rate}
 * @param subject the service, the endpoint, or {@code run}
 * @param text number, bound, rule and data used, in words a manager can read
 * @param window the window that decided it or shows it best; absent while nothing stands out
 * @param certain no data to come will change it: it is a count that cannot be undone, or it is proven at the error
 *     probability that the text states; only a certain FAIL may end a run early
 * @param explanation of a FAIL, at the end of a run
 */
public record Finding(
        String criterion,
        String subject,
        State state,
        String text,
        OptionalLong window,
        boolean certain,
        Explanation explanation) {
    static final String RUN = "run";

    /** Without an explanation. */
    public Finding(String criterion, String subject, State state, String text, OptionalLong window, boolean certain) {
        this(criterion, subject, state, text, window, certain, Explanation.NONE);
    }

    static Finding of(String criterion, String subject, State state, String text) {
        return new Finding(criterion, subject, state, text, OptionalLong.empty(), false);
    }

    Finding at(long shownBy) {
        return new Finding(criterion, subject, state, text, OptionalLong.of(shownBy), certain);
    }

    Finding proven() {
        return new Finding(criterion, subject, state, text, window, true);
    }

    /** Proven by the record of a fault, which was complete after a window. */
    Finding provenAfter(long known) {
        return proven().with(new Explanation(OptionalLong.of(known), List.of()));
    }

    /** The same, said by another criterion. */
    Finding by(String key) {
        return new Finding(key, subject, state, text, window, certain, explanation);
    }

    Finding with(Explanation of) {
        return new Finding(criterion, subject, state, text, window, certain, of);
    }
}
