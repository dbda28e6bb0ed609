package dev.wringer.core.calibration;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.RandomStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is added to the windows of a healthy run from one of them on. */
sealed interface Effect {
    /** The first window it is seen in. */
    long from();

    /** @param index of the window that the piece becomes */
    default List<EndpointInterval> endpoints(Piece piece, long index, RandomStream random) {
        return piece.endpoints();
    }

    default List<ServiceInterval> services(Piece piece, long index) {
        return piece.services();
    }

    record None() implements Effect {
        @Override
        public long from() {
            return 0;
        }
    }

    /** Memory that is never given back. */
    record Leak(String service, double mibPerWindow, long from) implements Effect {
        @Override
        public List<ServiceInterval> services(Piece piece, long index) {
            double leaked = Math.max(0, index + 1 - from) * mibPerWindow;
            return piece.services().stream()
                    .map(each -> each.service().equals(service) ? leaking(each, leaked) : each)
                    .toList();
        }
    }

    private static ServiceInterval leaking(ServiceInterval before, double mib) {
        return Levels.less(before, level -> level.equals(Levels.MEMORY) ? -mib : 0);
    }

    /** This share of the requests that went well fails. */
    record Errors(EndpointId id, double share, long from) implements Effect {
        @Override
        public List<EndpointInterval> endpoints(Piece piece, long index, RandomStream random) {
            return index < from
                    ? piece.endpoints()
                    : piece.endpoints().stream()
                            .map(each -> each.id().equals(id) ? failing(each, share, random) : each)
                            .toList();
        }
    }

    /** Response times are multiplied by a factor. */
    record Slower(EndpointId id, double factor, long from) implements Effect {
        @Override
        public List<EndpointInterval> endpoints(Piece piece, long index, RandomStream random) {
            Times times = piece.times().get(id);
            return index < from || times == null
                    ? piece.endpoints()
                    : piece.endpoints().stream()
                            .map(each -> each.id().equals(id) ? slower(each, times) : each)
                            .toList();
        }

        private EndpointInterval slower(EndpointInterval before, Times times) {
            return EndpointInterval.counted(
                    id, outcomes(before), times.times(factor).histogram());
        }
    }

    private static Map<Outcome, Long> outcomes(EndpointInterval interval) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, interval.count(outcome));
        }
        return outcomes;
    }

    private static EndpointInterval failing(EndpointInterval before, double share, RandomStream random) {
        Map<Outcome, Long> outcomes = outcomes(before);
        long failed = Thinning.of(before.count(Outcome.OK), share, random);
        outcomes.merge(Outcome.OK, -failed, Long::sum);
        outcomes.merge(Outcome.UNEXPECTED_STATUS, failed, Long::sum);
        return EndpointInterval.counted(before.id(), outcomes, before.responseTime());
    }
}
