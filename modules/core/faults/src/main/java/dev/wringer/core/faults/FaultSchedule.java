package dev.wringer.core.faults;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.FaultRule;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The faults of a run, in their order: fixed by the file and the seed. Each rule draws from a stream of its own. Faults whose
 * time, kind and target the file fixes come as it says; drawn ones keep within the bounds of the plan: what would break one is
 * drawn again, and left out when that does not help.
 */
public final class FaultSchedule {
    private static final int FAULTS_MAX = 100_000;
    private static final int DRAWS = 8;
    private static final Duration SETTLING_MIN = Duration.ofSeconds(5);
    private static final int SETTLING_SHARE = 10;
    private static final Comparator<PlannedFault> ORDER =
            Comparator.comparing(PlannedFault::at).thenComparing(PlannedFault::id);

    private final Simulation simulation;
    private final FaultPlan plan;
    private final NavigableMap<Duration, List<PlannedFault>> byBegin = new TreeMap<>();
    private Duration longest = Duration.ZERO;
    private int count;

    private FaultSchedule(Simulation simulation) {
        this.simulation = simulation;
        this.plan = simulation.faults();
    }

    /** Whether one would undo, hide or falsify the other, were both there at once; whenever they are planned. */
    public static boolean excludes(PlannedFault a, PlannedFault b) {
        return Exclusion.wheneverTheyAre(a, b);
    }

    /**
     * In the order of their begin, then of their ids.
     *
     * @throws InvalidValue when a crontab expression is none, or there are more than 100,000 faults
     */
    public static List<PlannedFault> of(Simulation simulation) {
        FaultSchedule schedule = new FaultSchedule(simulation);
        List<FaultRule> rules = simulation.faults().rules();
        rules.stream().filter(FaultSchedule::isFixed).forEach(schedule::add);
        rules.stream().filter(rule -> !isFixed(rule)).forEach(schedule::add);
        return schedule.byBegin.values().stream()
                .flatMap(List::stream)
                .sorted(ORDER)
                .toList();
    }

    /** The file says when, what and to whom. */
    static boolean isFixed(FaultRule rule) {
        return !(rule.timing() instanceof FaultRule.Timing.Random)
                && rule.faults().size() == 1
                && rule.targets().size() == 1;
    }

    /** How long before the end of the load the last drawn fault ends, so that its recovery can be seen. */
    private Duration settling() {
        Duration share = simulation.duration().dividedBy(SETTLING_SHARE);
        Duration within = plan.recovery().within();
        Duration shorter = share.compareTo(within) < 0 ? share : within;
        return shorter.compareTo(SETTLING_MIN) > 0 ? shorter : SETTLING_MIN;
    }

    private void add(FaultRule rule) {
        RandomStream random = simulation.seed().stream("faults/" + rule.name());
        List<Fault> kinds = kinds(rule, random);
        List<Duration> times = times(rule, random);
        boolean once = rule.timing() instanceof FaultRule.Timing.Once;
        int number = 0;
        for (Duration at : times) {
            String id = once ? rule.name() : rule.name() + "-" + (number + 1);
            RandomStream draws = random.at(number);
            Optional<PlannedFault> fault = isFixed(rule)
                    ? Optional.of(drawn(rule, kinds, id, at, draws))
                    : fitting(rule, kinds, id, at, draws);
            fault.ifPresent(this::keep);
            number++;
            if (count > FAULTS_MAX) {
                throw new InvalidValue(
                        "plan." + rule.name(), "more than " + FAULTS_MAX + " faults", "a lower rate or a shorter run");
            }
        }
    }

    private void keep(PlannedFault fault) {
        byBegin.computeIfAbsent(fault.at(), ignored -> new ArrayList<>()).add(fault);
        longest = fault.lasting().compareTo(longest) > 0 ? fault.lasting() : longest;
        count++;
    }

    /** A swarm leaves out each kind with probability 1/2, but not all. */
    private static List<Fault> kinds(FaultRule rule, RandomStream random) {
        if (!rule.swarm()) {
            return rule.faults();
        }
        List<Fault> kept = rule.faults().stream()
                .filter(ignored -> random.nextBoolean(0.5))
                .toList();
        int one = (int) random.nextLong(rule.faults().size());
        return kept.isEmpty() ? List.of(rule.faults().get(one)) : kept;
    }

    private List<Duration> times(FaultRule rule, RandomStream random) {
        Duration end = simulation.duration();
        List<Duration> times = new ArrayList<>();
        switch (rule.timing()) {
            case FaultRule.Timing.Once once -> times.add(once.at());
            case FaultRule.Timing.Every every -> {
                Duration last = end.minus(rule.lasting().longest());
                for (Duration at = every.first(); fits(at, last, times); at = at.plus(every.every())) {
                    times.add(at);
                }
            }
            case FaultRule.Timing.Cron cron -> {
                CronTimes moments = new CronTimes(cron.expression());
                Instant start = simulation.startsAt();
                Instant last = start.plus(end).minus(rule.lasting().longest());
                Optional<Instant> next = moments.after(start.minusNanos(1));
                while (next.isPresent() && !next.get().isAfter(last) && times.size() <= FAULTS_MAX) {
                    times.add(Duration.between(start, next.get()));
                    next = moments.after(next.get());
                }
            }
            case FaultRule.Timing.Random drawn -> {
                double meanNanos = 1e9 / drawn.rate().perSecond();
                double at = simulation.warmUp().toNanos() + random.nextExponential() * meanNanos;
                while (at < end.toNanos() && times.size() <= FAULTS_MAX) {
                    times.add(Duration.ofMillis((long) (at / 1e6)));
                    at += random.nextExponential() * meanNanos;
                }
            }
        }
        return times;
    }

    private static boolean fits(Duration at, Duration last, List<Duration> times) {
        return at.compareTo(last) <= 0 && times.size() <= FAULTS_MAX;
    }

    private Optional<PlannedFault> fitting(
            FaultRule rule, List<Fault> kinds, String id, Duration at, RandomStream random) {
        for (int i = 0; i < DRAWS; i++) {
            PlannedFault fault = drawn(rule, kinds, id, at, random);
            if (isWithinBounds(fault)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private static PlannedFault drawn(FaultRule rule, List<Fault> kinds, String id, Duration at, RandomStream random) {
        Fault kind = kinds.get((int) random.nextLong(kinds.size()));
        FaultTarget target =
                rule.targets().get((int) random.nextLong(rule.targets().size()));
        Duration lasting = Duration.ofMillis(rule.lasting().drawNanos(random) / 1_000_000);
        double low = StrictMath.log(rule.severityMin());
        double high = StrictMath.log(rule.severityMax());
        double severity = StrictMath.exp(low + (high - low) * random.nextDouble());
        return new PlannedFault(id, severity < 1 ? kind.milder(severity) : kind, target, at, lasting);
    }

    private boolean isWithinBounds(PlannedFault fault) {
        Duration last = simulation.duration().minus(settling());
        if (fault.until().compareTo(last) > 0
                || fault.target().to().filter(plan.never()::contains).isPresent()) {
            return false;
        }
        Duration earliest = fault.at().minus(longest).minus(plan.distance());
        Duration latest = fault.until().plus(plan.distance());
        List<PlannedFault> near = byBegin.subMap(earliest, true, latest, true).values().stream()
                .flatMap(List::stream)
                .filter(other -> isCloserThanDistance(fault, other))
                .toList();
        List<PlannedFault> atOnce = near.stream().filter(fault::overlaps).toList();
        long services = Stream.concat(atOnce.stream(), Stream.of(fault))
                .map(other -> other.target().words())
                .distinct()
                .count();
        return atOnce.size() < plan.atOnceMax()
                && services <= plan.servicesAtOnceMax()
                && (plan.atOnceMax() > 1 || near.isEmpty())
                && atOnce.stream().noneMatch(other -> Exclusion.between(fault, other));
    }

    private boolean isCloserThanDistance(PlannedFault fault, PlannedFault other) {
        return fault.at().compareTo(other.until().plus(plan.distance())) <= 0
                && other.at().compareTo(fault.until().plus(plan.distance())) <= 0;
    }
}
