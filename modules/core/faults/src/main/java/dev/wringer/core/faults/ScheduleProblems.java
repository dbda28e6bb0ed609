package dev.wringer.core.faults;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.FaultRule;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the faults of a simulation: all of it, each with its key from {@code faults} on. */
public final class ScheduleProblems {
    private final Simulation simulation;
    private final FaultPlan plan;
    private final List<InvalidValue> problems = new ArrayList<>();

    private ScheduleProblems(Simulation simulation) {
        this.simulation = simulation;
        this.plan = simulation.faults();
    }

    /** Of a simulation whose targets all exist. */
    public static List<InvalidValue> of(Simulation simulation) {
        ScheduleProblems found = new ScheduleProblems(simulation);
        simulation.faults().rules().forEach(found::lookAt);
        if (found.problems.isEmpty()) {
            found.lookAtOverlaps();
        }
        return List.copyOf(found.problems);
    }

    private void report(FaultRule rule, String key, String problem, String expected) {
        problems.add(new InvalidValue("faults.plan." + rule.name() + key, problem, expected));
    }

    private void lookAt(FaultRule rule) {
        rule.targets()
                .forEach(target -> target.to()
                        .flatMap(simulation::service)
                        .ifPresent(service -> rule.faults().forEach(fault -> lookAt(rule, fault, service))));
        rule.faults().forEach(fault -> lookAtTarget(rule, fault));
        lookAtTime(rule);
    }

    private void lookAtTarget(FaultRule rule, Fault fault) {
        boolean named = rule.targets().stream().allMatch(target -> target.to().isPresent());
        if (!named && !(fault instanceof MachineFault)) {
            report(rule, ".to", fault.kind() + " needs a service", "to = NAME");
        }
        boolean link = rule.targets().stream().anyMatch(target -> target.from().isPresent());
        if (link && !(fault instanceof ConnectionFault) && !(fault instanceof HttpFault)) {
            report(rule, ".from", fault.kind() + " is not a fault of a link", "no `from`");
        } else if (link && hasNamespaces()) {
            rule.targets().stream()
                    .flatMap(target -> target.from().stream())
                    .filter(this::isLaunched)
                    .forEach(caller -> report(
                            rule,
                            ".from",
                            caller + " gets a network namespace, for a fault of another rule, and sees no proxy",
                            "no `from`, or no partition and no shape in the same file"));
        }
    }

    private boolean hasNamespaces() {
        return plan.rules().stream().flatMap(rule -> rule.faults().stream()).anyMatch(NamespaceFault.class::isInstance);
    }

    private boolean isLaunched(String name) {
        return simulation
                .service(name)
                .flatMap(Service::runs)
                .filter(Service.Launch.class::isInstance)
                .isPresent();
    }

    private static boolean isAttached(Service service) {
        return service.runs().filter(Service.Attach.class::isInstance).isPresent();
    }

    private void lookAt(FaultRule rule, Fault fault, Service service) {
        boolean attached = isAttached(service);
        if (attached && (fault instanceof NamespaceFault || fault instanceof ProcessFault)) {
            report(rule, ".to", fault.kind() + " needs a service that Wringer launched", "a launched service");
        } else if (attached && !plan.allow().contains(service.name())) {
            report(
                    rule,
                    ".to",
                    service.name() + " was not launched by Wringer",
                    "a launched service, or allow = [ " + service.name() + " ] in faults");
        }
        if (fault instanceof NamespaceFault.Partition partition) {
            lookAtOthers(rule, partition, service);
        }
        if (service.tls() && fault instanceof HttpFault) {
            report(rule, ".to", fault.kind() + " cannot be read within TLS", "a service without tls");
        }
        if (plan.never().contains(service.name()) && FaultSchedule.isFixed(rule)) {
            report(rule, ".to", service.name() + " is in faults.never", "another service");
        }
    }

    /** The network of a run has those that it launched, and Wringer. */
    private void lookAtOthers(FaultRule rule, NamespaceFault.Partition partition, Service service) {
        String key = rule.faults().size() == 1 ? ".partition" : ".any-of";
        for (String name : partition.others()) {
            if (name.equals(service.name())) {
                report(rule, key, name + " would be cut off from itself", "other services, or `wringer`");
            } else if (simulation
                    .service(name)
                    .filter(ScheduleProblems::isAttached)
                    .isPresent()) {
                report(
                        rule,
                        key,
                        name + " was not launched by Wringer, and is not in the network of the run",
                        "launched services, or `wringer`");
            }
        }
    }

    private void lookAtTime(FaultRule rule) {
        Duration run = simulation.duration();
        Duration longest = rule.lasting().longest();
        if (longest.compareTo(run) >= 0) {
            report(rule, ".for", "a fault of " + longest + " in a run of " + run, "shorter than the run");
        } else if (rule.timing() instanceof FaultRule.Timing.Once once
                && once.at().plus(longest).compareTo(run) >= 0) {
            report(rule, ".at", "it would end " + once.at().plus(longest) + " into a run of " + run, "within the run");
        } else if (rule.timing() instanceof FaultRule.Timing.Every every
                && every.first().plus(longest).compareTo(run) >= 0) {
            report(rule, ".at", "the first would end after the run of " + run, "within the run");
        } else if (rule.timing() instanceof FaultRule.Timing.Every every
                && every.every().compareTo(longest) <= 0) {
            report(rule, ".every", "the next begins before one of " + longest + " is over", "more than `for`");
        } else if (rule.timing() instanceof FaultRule.Timing.Cron cron) {
            lookAtCron(rule, cron);
        }
    }

    private void lookAtCron(FaultRule rule, FaultRule.Timing.Cron cron) {
        try {
            var unused = new CronTimes(cron.expression());
        } catch (InvalidValue wrong) {
            report(rule, ".cron", wrong.getMessage(), wrong.expected());
        }
    }

    /** An id is the name of a rule, and a number where that makes several. */
    private String ruleOf(PlannedFault fault) {
        List<String> names = plan.rules().stream().map(FaultRule::name).toList();
        return names.contains(fault.id()) ? fault.id() : fault.id().replaceFirst("-\\d+$", "");
    }

    private void lookAtOverlaps() {
        List<PlannedFault> schedule;
        try {
            schedule = FaultSchedule.of(simulation);
        } catch (InvalidValue tooMany) {
            problems.add(new InvalidValue("faults." + tooMany.key(), tooMany.getMessage(), tooMany.expected()));
            return;
        }
        List<PlannedFault> open = new ArrayList<>();
        for (PlannedFault fault : schedule) {
            open.removeIf(earlier -> earlier.until().compareTo(fault.at()) < 0);
            for (PlannedFault earlier : open) {
                if (Exclusion.between(earlier, fault) && problems.size() < 20) {
                    problems.add(new InvalidValue(
                            "faults.plan." + ruleOf(fault),
                            fault.fault().kind() + " of " + fault.target().words() + " at " + fault.at()
                                    + " begins before " + earlier.id() + " ("
                                    + earlier.fault().kind() + ") is over, at "
                                    + earlier.until() + ", and they exclude each other",
                            "another time or another target"));
                }
            }
            open.add(fault);
        }
    }
}
