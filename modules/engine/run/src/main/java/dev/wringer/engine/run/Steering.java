package dev.wringer.engine.run;

import java.util.Optional;

/** What a person may change about a run while it goes on; on the real clock only, where a run is no function of its seed. */
public sealed interface Steering {
    /** No arrival begins until {@link LetTrafficGo}; what would have begun is left out. Windows it touches are not judged. */
    record HoldTraffic() implements Steering {}

    record LetTrafficGo() implements Steering {}

    /** Begins a fault of the plan that has not begun yet, instead of when it was due. */
    record InjectNow(String fault) implements Steering {}

    /** Removes a fault that is there, whatever is left of its time. */
    record RemoveNow(String fault) implements Steering {}

    /** @param refusal why nothing was done; empty when it is done, or begun */
    record Answer(Optional<String> refusal) {
        static Answer done() {
            return new Answer(Optional.empty());
        }

        static Answer refused(String why) {
            return new Answer(Optional.of(why));
        }
    }
}
