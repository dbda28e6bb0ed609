package dev.wringer.adapters.definitions;

import dev.wringer.core.faults.FaultSchedule;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The lines of a plan about its faults: how many, within which bounds, the schedule, and when the system has recovered. */
final class FaultsInWords {
    private static final int SHOWN_MAX = 40;

    private final FaultPlan plan;
    private final List<PlannedFault> schedule;

    private FaultsInWords(Simulation simulation) {
        this.plan = simulation.faults();
        this.schedule = FaultSchedule.of(simulation);
    }

    /** None without faults. */
    static List<String> of(Simulation simulation) {
        return simulation.faults().isEmpty() ? List.of() : new FaultsInWords(simulation).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("faults      " + schedule.size() + ", fixed by the seed" + bounds());
        schedule.stream().limit(SHOWN_MAX).map(FaultsInWords::line).forEach(lines::add);
        List<PlannedFault> others = schedule.subList(Math.min(SHOWN_MAX, schedule.size()), schedule.size());
        if (!others.isEmpty()) {
            lines.add("  and " + others.size() + " more: " + byKind(others));
        }
        lines.add("recovered   " + recovered(plan.recovery()));
        return lines;
    }

    private String bounds() {
        return "; drawn ones at most " + plan.atOnceMax() + " at once, on at most " + plan.servicesAtOnceMax()
                + (plan.servicesAtOnceMax() == 1 ? " service" : " services")
                + (plan.distance().isZero() ? "" : ", " + time(plan.distance()) + " apart")
                + (plan.never().isEmpty() ? "" : "; never " + String.join(", ", plan.never()))
                + (plan.allow().isEmpty() ? "" : "; attached ones allowed: " + String.join(", ", plan.allow()))
                + "; none while " + plan.stopFile() + " exists";
    }

    private static String line(PlannedFault fault) {
        return "  " + time(fault.at()) + "  " + fault.words()
                + (fault.lasting().isZero() ? "" : ", for " + time(fault.lasting()));
    }

    private static String byKind(List<PlannedFault> faults) {
        Map<String, Long> counts = faults.stream()
                .collect(Collectors.groupingBy(fault -> fault.fault().kind(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String recovered(FaultPlan.Recovery recovery) {
        return "from the first of " + recovery.goodSeconds() + " seconds in a row with at most "
                + Quantities.plain(recovery.errorRate() * 100)
                + " % errors and a median as before the faults (or up to " + time(recovery.slowest()) + "), within "
                + time(recovery.within()) + " of the end of a fault";
    }

    private static String time(Duration duration) {
        return Quantities.written(duration);
    }
}
