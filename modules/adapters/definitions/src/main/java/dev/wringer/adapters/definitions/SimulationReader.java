package dev.wringer.adapters.definitions;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import dev.wringer.core.faults.ScheduleProblems;
import dev.wringer.core.model.FaultRule;
import dev.wringer.core.model.Simulation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one file once. */
final class SimulationReader {
    private final Path file;
    private final Overrides overrides;
    private final Optional<String> text;
    private final HostLimits limits;
    private final Problems problems = new Problems();

    SimulationReader(Path file, Optional<String> text, Overrides overrides, HostLimits limits) {
        this.file = file;
        this.text = text;
        this.overrides = overrides;
        this.limits = limits;
    }

    Read read() {
        Document document = new Document(file, file.toString(), text, problems);
        return document.simulation(overrides).map(this::read).or(new Read.Invalid(problems.inOrder()));
    }

    private Read read(ConfigObject section) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Node node = new Node(section, "", "simulation", Context.of(problems, folder));
        Section root = Section.open(SimulationSection.KEYS, node);
        Entry<SimulationSection.Found> found = SimulationSection.read(root, baseName());
        found.map(it -> ScheduleProblems.of(it.simulation()))
                .or(List.of())
                .forEach(wrong -> root.report(wrong.key(), wrong.getMessage(), wrong.expected()));
        Optional<ClockKind> clock = found.isRead() ? clock(root, found.value()) : Optional.empty();
        if (clock.equals(Optional.of(ClockKind.REAL))) {
            checkHost(root, found.value().simulation());
        }
        if (!problems.isEmpty() || clock.isEmpty()) {
            return new Read.Invalid(problems.inOrder());
        }
        String resolved = section.render(ConfigRenderOptions.concise().setFormatted(true));
        Simulation simulation = found.value().simulation();
        return new Read.Valid(simulation, clock.get(), resolved, notes(found.value()));
    }

    private void checkHost(Section root, Simulation simulation) {
        for (FaultRule rule : simulation.faults().rules()) {
            rule.faults().stream()
                    .flatMap(fault -> limits.missingFor(fault).stream()
                            .map(why -> "this host cannot inject " + fault.kind() + ": " + why))
                    .distinct()
                    .forEach(
                            why -> root.report("faults.plan." + rule.name(), why, "another fault, or --clock virtual"));
        }
    }

    private String baseName() {
        return file.getFileName().toString().replaceFirst("\\.(conf|hocon|json)$", "");
    }

    private Optional<ClockKind> clock(Section root, SimulationSection.Found found) {
        Set<ClockKind> possible = SimulationPlan.clocks(found.simulation());
        if (possible.isEmpty()) {
            root.report(
                    "services",
                    "neither clock can run it: " + SimulationPlan.missingFor(ClockKind.REAL, found.simulation()) + "; "
                            + SimulationPlan.missingFor(ClockKind.VIRTUAL, found.simulation()),
                    "`start` or `attach` in every service, or `model` in every service");
            return Optional.empty();
        }
        Optional<ClockKind> wanted = found.clock();
        if (wanted.isPresent() && !possible.contains(wanted.get())) {
            String missing = SimulationPlan.missingFor(wanted.get(), found.simulation());
            String other = possible.iterator().next().word();
            root.report("clock", "it cannot run on the " + wanted.get().word() + " clock: " + missing, other);
            return Optional.empty();
        }
        return wanted.or(() -> Optional.of(possible.iterator().next()));
    }

    private static List<String> notes(SimulationSection.Found found) {
        List<String> notes = new ArrayList<>();
        for (ClockKind clock : ClockKind.values()) {
            if (found.clock().isEmpty()
                    && !SimulationPlan.clocks(found.simulation()).contains(clock)) {
                notes.add("cannot run on the " + clock.word() + " clock: "
                        + SimulationPlan.missingFor(clock, found.simulation()));
            }
        }
        if (!found.hasCriteria()) {
            notes.add(
                    "has no criteria; judged by an error rate below 1 %, no unfinished requests, no stuck sessions and"
                            + " no restarts"
                            + (found.simulation().faults().isEmpty() ? "" : ", and by the recovery from each fault"));
        }
        return notes;
    }
}
