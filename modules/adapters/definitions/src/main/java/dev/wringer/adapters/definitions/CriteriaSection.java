package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.FLAG;
import static dev.wringer.adapters.definitions.Syntaxes.LONG;
import static dev.wringer.adapters.definitions.Syntaxes.PERCENTAGE;

import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** Reads what must hold for a run to pass. */
final class CriteriaSection {
    /** What is judged when a file does not say. */
    static final List<Criterion> USUAL = List.of(
            new Criterion.ErrorRate(0.01, Optional.empty()),
            new Criterion.UnfinishedRequests(0),
            new Criterion.StuckSessions(0),
            new Criterion.Restarts(0));

    private static final Key<Boolean> MEMORY_STABLE =
            Key.usual("stable", FLAG, "true", "false", "the memory of each service does not grow without bound");
    private static final Key<Double> TOLERATED = Key.usual(
            "tolerated",
            PERCENTAGE,
            "10%",
            "5%",
            "growth over the run, as a share of the service's limit, still called stable");
    static final SectionKeys MEMORY_KEYS =
            SectionKeys.of("memory criterion", "The memory of the services.", MEMORY_STABLE, TOLERATED);

    private static final Key<Boolean> RESOURCE_STABLE =
            Key.usual("stable", FLAG, "true", "false", "it does not grow without bound; judged as memory is");
    private static final Key<Double> TOLERATED_THREADS = tolerated(Syntaxes.NUMBER, "20");
    private static final Key<Double> TOLERATED_FILES = tolerated(Syntaxes.NUMBER, "50");
    private static final Key<Double> TOLERATED_CPU = tolerated(PERCENTAGE, "20%");
    static final SectionKeys THREADS_KEYS =
            SectionKeys.of("threads", "The threads of the services.", RESOURCE_STABLE, TOLERATED_THREADS);
    static final SectionKeys OPEN_FILES_KEYS =
            SectionKeys.of("open-files", "The open files of the services.", RESOURCE_STABLE, TOLERATED_FILES);
    static final SectionKeys CPU_KEYS = SectionKeys.of(
            "cpu", "The processor time of the services; 100 % is one processor.", RESOURCE_STABLE, TOLERATED_CPU);

    private static final Key<Long> AT_MOST = Key.usual("at-most", LONG, "0", "3", "so many are allowed");
    static final SectionKeys COUNT_KEYS = SectionKeys.of("count", "A count with a limit.", AT_MOST);

    private static final Key<Optional<Optional<Criterion>>> MEMORY = Key.optional(
            "memory",
            Syntaxes.section(MEMORY_KEYS, CriteriaSection::memory),
            "{ stable = true }",
            "memory does not grow without bound");
    private static final Key<Optional<Criterion>> UNFINISHED = Key.optional(
            "unfinished-requests",
            count(Criterion.UnfinishedRequests::new),
            "{ at-most = 0 }",
            "requests that never completed");
    private static final Key<Optional<Criterion>> STUCK = Key.optional(
            "stuck-sessions", count(Criterion.StuckSessions::new), "{ at-most = 0 }", "sessions not closed in time");
    private static final Key<Optional<Criterion>> RESTARTS = Key.optional(
            "restarts", count(Criterion.Restarts::new), "{ at-most = 0 }", "services that exited or were replaced");
    private static final Key<Optional<Criterion>> BASELINE = Key.optional(
            "baseline",
            Syntaxes.section(BaselineSection.KEYS, BaselineSection::read),
            "{ slower-by = 5% }",
            "no worse than an earlier run or another service");
    private static final Key<Optional<Optional<Criterion>>> THREADS = Key.optional(
            "threads",
            Syntaxes.section(THREADS_KEYS, section -> resource(section, Figure.OfService.THREADS, TOLERATED_THREADS)),
            "{ stable = true, tolerated = 20 }",
            "threads of each service do not pile up");
    private static final Key<Optional<Optional<Criterion>>> OPEN_FILES = Key.optional(
            "open-files",
            Syntaxes.section(
                    OPEN_FILES_KEYS, section -> resource(section, Figure.OfService.OPEN_FILES, TOLERATED_FILES)),
            "{ stable = true, tolerated = 50 }",
            "open files of each service do not pile up");
    private static final Key<Optional<Optional<Criterion>>> CPU = Key.optional(
            "cpu",
            Syntaxes.section(CPU_KEYS, section -> resource(section, Figure.OfService.CPU, TOLERATED_CPU)),
            "{ stable = true, tolerated = 20% }",
            "processor time of each service does not creep up");
    private static final List<Key<?>> OWN_KEYS = List.of(
            WindowedCriteria.ERROR_RATE,
            WindowedCriteria.P_NN,
            MEMORY,
            THREADS,
            OPEN_FILES,
            CPU,
            WindowedCriteria.METRICS,
            UNFINISHED,
            STUCK,
            RESTARTS,
            WindowedCriteria.HEALTH_CHECKS,
            BASELINE);
    private static final SectionKeys KEYS = new SectionKeys(
            "criteria",
            "What must hold for a run to pass. A file without this section is judged by an error rate below 1 % and no"
                    + " unfinished requests, stuck sessions or restarts.",
            Stream.concat(OWN_KEYS.stream(), FaultCriteria.KEYS.stream()).toList());

    static final Syntax<List<Criterion>> CRITERIA = WindowedCriteria.withPercentiles(KEYS, CriteriaSection::read);

    private CriteriaSection() {}

    private static Entry<List<Criterion>> read(Section section, List<Entry<List<Criterion>>> times) {
        Entry<Optional<Criterion>> errorRate = section.read(WindowedCriteria.ERROR_RATE);
        Entry<Optional<Optional<Criterion>>> memory = section.read(MEMORY);
        List<Entry<Optional<Optional<Criterion>>>> resources =
                Stream.of(THREADS, OPEN_FILES, CPU).map(section::read).toList();
        Entry<SortedMap<String, List<Criterion>>> metrics = section.read(WindowedCriteria.METRICS);
        List<Entry<Optional<Criterion>>> counts = Stream.of(
                        UNFINISHED, STUCK, RESTARTS, WindowedCriteria.HEALTH_CHECKS, BASELINE)
                .map(section::read)
                .toList();
        List<Entry<Optional<List<Criterion>>>> ofFaults =
                FaultCriteria.KEYS.stream().map(section::read).toList();
        return section.build(() -> {
            List<Criterion> all = new ArrayList<>();
            errorRate.value().ifPresent(all::add);
            times.forEach(entry -> all.addAll(entry.value()));
            memory.value().flatMap(m -> m).ifPresent(all::add);
            resources.forEach(entry -> entry.value().flatMap(r -> r).ifPresent(all::add));
            metrics.value().values().forEach(all::addAll);
            counts.forEach(entry -> entry.value().ifPresent(all::add));
            ofFaults.forEach(entry -> entry.value().ifPresent(all::addAll));
            return List.copyOf(all);
        });
    }

    private static Entry<Optional<Criterion>> memory(Section section) {
        Entry<Boolean> stable = section.read(MEMORY_STABLE);
        Entry<Double> tolerated = section.read(TOLERATED);
        return section.build(
                () -> stable.value() ? Optional.of(new Criterion.MemoryStable(tolerated.value())) : Optional.empty());
    }

    private static Key<Double> tolerated(Syntax<Double> syntax, String usual) {
        return Key.usual(
                "tolerated", syntax, usual, usual, "growth over the run, of each service, still called stable");
    }

    private static Entry<Optional<Criterion>> resource(
            Section section, Figure.OfService figure, Key<Double> toleratedKey) {
        Entry<Boolean> stable = section.read(RESOURCE_STABLE);
        Entry<Double> growth = section.read(toleratedKey);
        return section.build(() ->
                stable.value() ? Optional.of(new Criterion.ResourceStable(figure, growth.value())) : Optional.empty());
    }

    private static Syntax<Criterion> count(LongFunction<Criterion> make) {
        return Syntaxes.section(COUNT_KEYS, section -> {
            Entry<Long> atMost = section.read(AT_MOST);
            return section.build(() -> make.apply(WindowedCriteria.counted(atMost.value(), "at-most")));
        });
    }
}
