package dev.wringer.adapters.definitions;

import com.typesafe.config.ConfigObject;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.InvalidValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Reads a file of criteria without a simulation, for evidence that is there already: {@code criteria { … }} as in a
 * simulation file, and with it {@code warm-up} and {@code limits { service = 512MiB }}.
 */
public final class CriteriaFile {
    private static final Key<List<Criterion>> CRITERIA =
            Key.required("criteria", CriteriaSection.CRITERIA, "{ error-rate { below = 0.5% } }", "what must hold");
    private static final Key<Optional<Duration>> WARM_UP =
            Key.optional("warm-up", Syntaxes.DURATION, "30min", "cut from what is judged");
    private static final Key<SortedMap<String, Long>> LIMITS = Key.usual(
            "limits",
            Syntaxes.named(Syntaxes.SIZE),
            "{}",
            "{ gateway = 512MiB }",
            "the memory that each service may have; memory criteria measure growth against it");
    private static final SectionKeys KEYS =
            SectionKeys.of("criteria file", "What must hold.", CRITERIA, WARM_UP, LIMITS);

    private CriteriaFile() {}

    /** What became of a criteria file. */
    public sealed interface Result {}

    /**
     * It can be judged by.
     *
     * @param limits in bytes, by service
     */
    public record Valid(List<Criterion> criteria, Optional<Duration> warmUp, SortedMap<String, Long> limits)
            implements Result {
        public Valid {
            criteria = List.copyOf(criteria);
        }
    }

    /** All that is wrong, in the order of the file. */
    public record Invalid(List<Problem> problems) implements Result {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** The criteria of a simulation file that gives none. */
    public static List<Criterion> usual() {
        return CriteriaSection.USUAL;
    }

    /** The criteria in a file, or everything that is wrong with it. */
    public static Result read(Path file) {
        return new BoundedReading<Result>(file, Invalid::new).of(() -> readNow(file));
    }

    private static Result readNow(Path file) {
        Problems problems = new Problems();
        Entry<ConfigObject> root = new Document(file, file.toString(), Optional.empty(), problems).root();
        Entry<Valid> found = root.isRead() ? read(root.value(), file, problems) : Entry.unread();
        return found.isRead() && problems.isEmpty() ? found.value() : new Invalid(problems.inOrder());
    }

    private static Entry<Valid> read(ConfigObject root, Path file, Problems problems) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Section section = Section.open(KEYS, new Node(root, "", "criteria file", Context.of(problems, folder)));
        Entry<List<Criterion>> criteria = section.read(CRITERIA);
        Entry<Optional<Duration>> warmUp = section.read(WARM_UP);
        Entry<SortedMap<String, Long>> limits = section.read(LIMITS);
        return section.build(() -> {
            if (criteria.value().isEmpty() && problems.isEmpty()) {
                throw new InvalidValue("criteria", "no criterion", "criteria { error-rate { below = 0.5% } }");
            }
            return new Valid(criteria.value(), warmUp.value(), limits.value());
        });
    }
}
