package dev.wringer.engine.run;

import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Does the acts of an {@link Injection}, one after the other, on a dispatcher for blocking work. What breaks is a problem told. */
final class Acts {
    enum Act {
        APPLY,
        OBSERVE,
        REMOVE,
        OBSERVE_GONE
    }

    /**
     * An act is done.
     *
     * @param confirmed of an observation: whether it showed what it should
     * @param evidence of an observation
     * @param problem why it could not be done
     */
    record Report(Act act, boolean confirmed, String evidence, Optional<String> problem) {
        private static Report done(Act act) {
            return new Report(act, false, "", Optional.empty());
        }

        private static Report of(Act act, Injection.Observation seen) {
            return new Report(act, seen.confirmed(), seen.evidence(), Optional.empty());
        }

        private static Report failed(Act act, String problem) {
            return new Report(act, false, problem, Optional.of(problem));
        }
    }

    private Acts() {}

    static Behavior<Act> create(Injection injection, ActorRef<Report> replyTo) {
        return Behaviors.receiveMessage(act -> {
            replyTo.tell(report(act, injection));
            return Behaviors.same();
        });
    }

    private static Report report(Act act, Injection injection) {
        try {
            return switch (act) {
                case APPLY -> {
                    injection.apply();
                    yield Report.done(act);
                }
                case OBSERVE -> Report.of(act, injection.observe());
                case REMOVE -> {
                    injection.remove();
                    yield Report.done(act);
                }
                case OBSERVE_GONE -> Report.of(act, injection.observeGone());
            };
        } catch (Injection.Failed cannot) {
            return Report.failed(act, cannot.getMessage());
        } catch (RuntimeException broken) {
            return Report.failed(act, "the injector broke: " + broken);
        }
    }
}
