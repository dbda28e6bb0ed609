package dev.wringer.adapters.simulated;

import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.ServiceModel;
import dev.wringer.core.model.ServiceModel.Defect;
import java.util.Collection;
import java.util.List;

/** What faults leave behind in a service: for how long its requests go on failing, and whether it broke. */
final class Aftermath {
    private final long recoveryNanos;
    private final List<Defect> defects;
    private final RandomStream random;
    private long failsUntilNanos = Long.MIN_VALUE;
    private double brokenShare;

    Aftermath(ServiceModel model, RandomStream random) {
        recoveryNanos = Span.nanos(model.recovery());
        defects = model.defects();
        this.random = random;
    }

    void faultOver(long now) {
        boolean never = defects.stream().anyMatch(it -> it instanceof Defect.NeverRecovers && hasBegun(it, now));
        failsUntilNanos = never ? Long.MAX_VALUE : Math.max(failsUntilNanos, now + recoveryNanos);
    }

    /** @param kinds of all faults that are there */
    void faultsTogether(Collection<String> kinds, long now) {
        for (Defect defect : defects) {
            if (defect instanceof Defect.BreaksUnder breaks
                    && hasBegun(breaks, now)
                    && kinds.containsAll(breaks.kinds())) {
                brokenShare = Math.max(brokenShare, breaks.share());
            }
        }
    }

    boolean isRecovering(long now) {
        return now < failsUntilNanos;
    }

    boolean isBroken() {
        return brokenShare > 0 && random.nextBoolean(brokenShare);
    }

    private static boolean hasBegun(Defect defect, long now) {
        return now >= Span.nanos(defect.at());
    }
}
