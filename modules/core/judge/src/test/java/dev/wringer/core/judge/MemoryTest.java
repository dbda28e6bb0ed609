package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import dev.wringer.core.statistics.Floors;
import java.util.OptionalDouble;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Leaks fail, sawtooths and warm-ups do not. */
class MemoryTest {
    private static final Criterion STABLE = new Criterion.MemoryStable(0.1);

    private static Finding memory(Given given, LongToDoubleFunction mebibytes) {
        Verdict verdict = given.judged(
                i -> given.window(i).memory(mebibytes.applyAsDouble(i)).done());
        return verdict.findings().stream()
                .filter(f -> f.criterion().equals("memory"))
                .findFirst()
                .orElseThrow();
    }

    private static Given soak() {
        return Given.soak(STABLE).limit("gateway", 512);
    }

    @Test
    void aSawtoothWithAFlatFloorPasses() {
        Finding finding = memory(soak(), i -> 14 + 62 * (i % 7) / 6.0);
        assertThat(finding.state()).isEqualTo(State.PASS);
        assertThat(finding.subject()).isEqualTo("gateway");
    }

    @Test
    void aLeakFailsBeforeTheEndAndSaysHowFast() {
        Given given = soak();
        Given.Ended ended = given.judgedUntilCertain(
                i -> given.window(i).memory(180 + 0.2 * i + 60 * (i % 7) / 6.0).done());
        assertThat(ended.verdict().state()).isEqualTo(State.FAIL);
        assertThat(ended.windows()).isEqualTo(20 * 60);
        Finding finding = ended.verdict().findings().getFirst();
        assertThat(finding.criterion()).isEqualTo("memory");
        assertThat(finding.window()).hasValue(20 * 60 - 1);
        assertThat(finding.text()).contains("12 MiB/h", "tolerated are 1.07 MiB/h", "66 of 66 pairs of 12 batches");
    }

    @Test
    void aFastLeakFailsOnceItComesNearTheLimit() {
        Given given = soak();
        Given.Ended ended = given.judgedUntilCertain(
                i -> given.window(i).memory(180 + 0.5 * i).done());
        assertThat(ended.windows()).isBetween(7L * 60, 9L * 60);
        assertThat(ended.verdict().findings().getFirst().text()).startsWith("near exhaustion");
    }

    @Test
    void aCacheThatFillsForSixHoursDoesNotFail() {
        Finding finding = memory(soak(), i -> 180 + 120 * (1 - StrictMath.exp(-i / 360.0)));
        assertThat(finding.state()).isIn(State.PASS, State.INCONCLUSIVE);
        assertThat(memory(soak(), i -> 180 + Math.min(i, 360) / 3.0).state()).isEqualTo(State.PASS);
    }

    @Test
    void oneStepWithoutGrowthIsAWarning() {
        Finding finding = memory(soak(), i -> i < 2_000 ? 180 + i % 3 : 260 + i % 3);
        assertThat(finding.state()).isEqualTo(State.WARN);
        assertThat(finding.text()).contains("jumped once");
        assertThat(finding.window().orElseThrow()).isBetween(1_900L, 2_160L);
    }

    @Test
    void aLeakHiddenBehindFaultsIsStillSeen() {
        Given given = soak();
        Given.Ended ended = given.judgedUntilCertain(i -> (i % 100 < 15
                        ? given.window(i).faults("memory").memory(100)
                        : given.window(i).memory(180 + 0.1 * i))
                .done());
        assertThat(ended.verdict().state()).isEqualTo(State.FAIL);
        assertThat(ended.verdict().findings().getFirst().text()).contains("windows left out");
    }

    @Test
    void aBlockWhoseLastWindowsDoNotCountHasAFloorAllTheSame() {
        Floors floors = new Floors(10);
        for (int window = 0; window < 30; window++) {
            if (window % 10 < 7) {
                floors.add(window, window);
            }
        }
        floors.add(30, 30);
        assertThat(floors.all())
                .containsExactly(new Floors.Floor(5, 0), new Floors.Floor(15, 10), new Floors.Floor(25, 20));
    }

    @Test
    void aLeakInOneOfSixServicesIsFoundThere() {
        Given given = soak();
        Verdict verdict = given.judged(i -> {
            Given.WindowOf window = given.window(i);
            for (int s = 0; s < 6; s++) {
                double mib = 100 + (s == 4 ? 0.1 * i : 0) + i % 5;
                window.service(Given.serviceWith("service-" + s, OptionalDouble.of(mib), 0, 0, 0));
            }
            return window.done();
        });
        assertThat(verdict.state()).isEqualTo(State.FAIL);
        assertThat(verdict.reasons()).hasSize(1);
        assertThat(verdict.reasons().getFirst()).startsWith("memory of service-4: floors go from");
        assertThat(verdict.reasons().getFirst()).contains("twice the first floor, for no limit is known");
    }

    @Test
    void aServiceWhoseMemoryIsUnknownIsNamed() {
        Given given = soak();
        Verdict verdict = given.judged(i -> given.window(i)
                .service(Given.serviceWith("remote", OptionalDouble.empty(), 0, 0, 0))
                .done());
        assertThat(verdict.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(verdict.reasons()).containsExactly("memory of remote: its memory could not be measured");
    }

    @Test
    void aMinuteShowsALeakOfAMebibytePerSecond() {
        RandomStream random = new Seed(1).stream("rss");
        Finding leak = memory(Given.minute(STABLE), i -> 100 + 5 * i + random.nextDouble());
        assertThat(leak.state()).isEqualTo(State.FAIL);
        assertThat(memory(Given.minute(STABLE).limit("gateway", 256), i -> 100 + 5 * i)
                        .state())
                .isEqualTo(State.FAIL);
    }

    @Test
    void aMinuteOfARuntimeThatWarmsUpDoesNotFail() {
        for (long seed = 0; seed < 200; seed++) {
            RandomStream random = new Seed(seed).stream("rss");
            Finding warming = memory(
                    Given.minute(STABLE).limit("gateway", 256),
                    i -> 130 - 40 * StrictMath.exp(-i / 3.0) + random.nextGaussian());
            assertThat(warming.state()).as("seed " + seed).isIn(State.PASS, State.INCONCLUSIVE);
        }
        assertThat(memory(Given.minute(STABLE), i -> 130 + i % 2).state()).isEqualTo(State.PASS);
    }

    @Test
    void tooFewFloorsDecideNothing() {
        Given given = Given.minute(STABLE);
        Verdict verdict = given.judged(i -> (i % 2 == 0 ? given.window(i).faults("x") : given.window(i)).done());
        assertThat(verdict.reasons()).anyMatch(r -> r.contains("5 floors of 5 s") || r.contains("4 floors of 5 s"));
    }
}
