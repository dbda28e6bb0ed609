package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.Fitness;
import dev.wringer.core.model.ObserverCheck;
import dev.wringer.core.model.Pauses;
import dev.wringer.core.model.PlannedFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the judge knows before the first window.
 *
 * @param duration planned length of the load
 * @param windowCount windows planned
 * @param timeouts the longest timeout of each endpoint's requests
 * @param memoryLimits limit of each service in bytes, in the order of the simulation; empty where none is known
 * @param offered requests planned per endpoint, where the load is open and so known in advance
 * @param unmeasured what the evidence cannot show, by the key of a criterion, each with the reason; such a criterion stays
 *     inconclusive whatever the windows say
 * @param pauses of the load, with a checkpoint planned in each
 * @param observerCheck when services are sampled half as often
 * @param chaos the faults to come
 */
public record JudgePlan(
        List<Criterion> criteria,
        Duration duration,
        Duration window,
        Duration warmUp,
        long windowCount,
        SortedMap<EndpointId, Duration> timeouts,
        Map<String, OptionalLong> memoryLimits,
        SortedMap<EndpointId, Long> offered,
        Fitness fitness,
        SortedMap<String, String> unmeasured,
        Pauses pauses,
        Optional<ObserverCheck> observerCheck,
        Chaos chaos) {

    /** The faults that are planned, in the order of their begin, and when a system counts as recovered. */
    public record Chaos(List<PlannedFault> schedule, FaultPlan.Recovery recovery) {
        public static final Chaos NONE = new Chaos(List.of(), FaultPlan.Recovery.USUAL);

        public Chaos {
            schedule = List.copyOf(schedule);
        }
    }

    public JudgePlan {
        criteria = List.copyOf(criteria);
        timeouts = new TreeMap<>(timeouts);
        offered = new TreeMap<>(offered);
        unmeasured = new TreeMap<>(unmeasured);
    }

    /** Of a run that Wringer itself measures, so that the evidence can show all of it. */
    public JudgePlan(
            List<Criterion> criteria,
            Duration duration,
            Duration window,
            Duration warmUp,
            long windowCount,
            SortedMap<EndpointId, Duration> timeouts,
            Map<String, OptionalLong> memoryLimits,
            SortedMap<EndpointId, Long> offered,
            Fitness fitness) {
        this(
                criteria,
                duration,
                window,
                warmUp,
                windowCount,
                timeouts,
                memoryLimits,
                offered,
                fitness,
                new TreeMap<>(),
                Pauses.NONE,
                Optional.empty(),
                Chaos.NONE);
    }

    /** The same run with faults. */
    public JudgePlan with(Chaos faults) {
        return with(pauses, observerCheck, faults);
    }

    /** The same run with pauses of the load, and a while in which it is sampled half as often. */
    public JudgePlan with(Pauses planned, Optional<ObserverCheck> check) {
        return with(planned, check, chaos);
    }

    private JudgePlan with(Pauses planned, Optional<ObserverCheck> check, Chaos faults) {
        return new JudgePlan(
                criteria,
                duration,
                window,
                warmUp,
                windowCount,
                timeouts,
                memoryLimits,
                offered,
                fitness,
                unmeasured,
                planned,
                check,
                faults);
    }

    /** The same run held against other criteria. */
    public JudgePlan against(List<Criterion> others, Map<String, OptionalLong> limits) {
        return new JudgePlan(
                others,
                duration,
                window,
                warmUp,
                windowCount,
                timeouts,
                limits,
                offered,
                fitness,
                unmeasured,
                pauses,
                observerCheck,
                chaos);
    }
}
