package dev.wringer.adapters.definitions;

import dev.wringer.core.model.Simulation;
import java.util.List;

/** What became of a simulation file. */
public sealed interface Read {
    /**
     * It can run.
     *
     * @param clock the clock that it runs on, by override, by its own key, or the real one if it can
     * @param resolved the file as JSON, with includes, substitutions and overrides worked in, without defaults
     * @param notes what a user should know although it is no problem
     */
    record Valid(Simulation simulation, ClockKind clock, String resolved, List<String> notes) implements Read {
        public Valid {
            notes = List.copyOf(notes);
        }
    }

    /** It cannot run; all that is wrong, in the order of the file. */
    record Invalid(List<Problem> problems) implements Read {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
