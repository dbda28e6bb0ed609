package dev.wringer.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.PlannedFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class FaultRowsTest {
    @Property(tries = 300)
    void whateverTextAndTimesAFaultHasComesBack(
            @ForAll("faults") FaultRecord fault, @ForAll @LongRange(min = 0) long windows) throws IOException {
        Path file = Files.createTempFile("faults", ".csv");
        try {
            Files.writeString(file, FaultRows.header() + FaultRows.of(fault, windows));

            assertThat(FaultRows.read(file, List.of(fault.planned()))).containsExactly(new FaultOver(fault, windows));
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<FaultRecord> faults() {
        Arbitrary<FaultRecord.Requests> requests =
                Combinators.combine(counts(), counts()).as(FaultRecord.Requests::new);
        return Combinators.combine(
                        texts().filter(text -> !text.isEmpty()),
                        times().list().ofSize(5),
                        texts(),
                        texts(),
                        names(),
                        names(),
                        requests,
                        requests)
                .as((id, times, evidence, problem, overlapping, reached, inside, outside) -> new FaultRecord(
                        new PlannedFault(
                                id,
                                new ConnectionFault.Reset(0.5),
                                FaultTarget.of(id),
                                Duration.ofNanos(1),
                                Duration.ofDays(3)),
                        times.get(0),
                        times.get(1),
                        times.get(2),
                        times.get(3),
                        times.get(4),
                        evidence,
                        problem,
                        overlapping,
                        reached,
                        inside,
                        outside));
    }

    private static Arbitrary<Long> counts() {
        return Arbitraries.longs().greaterOrEqual(0);
    }

    private static Arbitrary<OptionalLong> times() {
        return counts().map(OptionalLong::of).injectNull(0.2).map(time -> time == null ? OptionalLong.empty() : time);
    }

    /** With all that means something in a CSV file or a list in a cell. */
    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars(',', '"', '\n', '\r', ';', '\\', '=', ' ', 'a', 'ß', '\u202e', '\0', '<')
                .ofMaxLength(20);
    }

    private static Arbitrary<List<String>> names() {
        return texts().filter(text -> !text.isEmpty()).list().ofMaxSize(3);
    }
}
