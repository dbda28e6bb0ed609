package dev.wringer.adapters.simulated;

import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.ServiceModel;
import dev.wringer.core.model.SessionFlow;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Which requests fail, and which sessions never close. */
final class FailureModel {
    private final double errorRate;
    private final Defects defects;
    private final Set<String> stopEndpoints;
    private final RandomStream errors;
    private final RandomStream stuck;
    private double errorShare;
    private double stuckShare;
    private long sharesUntilNanos = Long.MIN_VALUE;
    private OptionalLong firstStuckNanos = OptionalLong.empty();

    /** @param sessions those that go to this service; a session is closed by the request to its stop's endpoint */
    FailureModel(String service, ServiceModel model, Defects defects, List<SessionFlow> sessions, Seed seed) {
        errorRate = model.errorRate();
        this.defects = defects;
        stopEndpoints = sessions.stream().map(flow -> flow.stop().endpoint()).collect(Collectors.toUnmodifiableSet());
        errors = seed.stream("model/" + service + "/errors");
        stuck = seed.stream("model/" + service + "/stuck-sessions");
    }

    boolean fails(long now) {
        refresh(now);
        return errorShare > 0 && errors.nextBoolean(errorShare);
    }

    /** True: this request would close a session, and never does. */
    boolean neverCloses(Request request, long now) {
        refresh(now);
        boolean never = stuckShare > 0 && stopEndpoints.contains(request.endpoint()) && stuck.nextBoolean(stuckShare);
        if (never && firstStuckNanos.isEmpty()) {
            firstStuckNanos = OptionalLong.of(now);
        }
        return never;
    }

    /** When the first request came that was to close a session, and never does. */
    OptionalLong firstStuckNanos() {
        return firstStuckNanos;
    }

    private void refresh(long now) {
        if (now >= sharesUntilNanos) {
            errorShare = Math.min(1, errorRate + defects.errorShare(now));
            stuckShare = defects.stuckShare(now);
            sharesUntilNanos = defects.nextChange(now);
        }
    }
}
