package dev.wringer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.model.Outcome;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class EndpointIntervalTest {
    private static final EndpointId ID = new EndpointId("gateway", "/v1/chat");
    private static final long MILLI = 1_000_000;

    @Test
    void timesAreToldFromTheIntendedStartAndFromTheSend() {
        EndpointInterval interval = new EndpointInterval(ID);
        interval.recordStart();
        interval.recordEnd(Outcome.OK, 0, 30 * MILLI, 50 * MILLI);
        assertThat(interval.responseTime().getMaxValue()).isBetween(50_000L, 50_050L);
        assertThat(interval.serviceTime().getMaxValue()).isBetween(20_000L, 20_020L);
        assertThat(interval.sendDelay().getMaxValue()).isBetween(30_000L, 30_030L);
    }

    @Test
    void anArrivalThatWasNotSentIsAnErrorWithoutATime() {
        EndpointInterval interval = new EndpointInterval(ID);
        interval.recordNotSent();
        assertThat(interval.started()).isEqualTo(1);
        assertThat(interval.errors()).isEqualTo(1);
        assertThat(interval.responseTime().getTotalCount()).isZero();
    }

    @Test
    void aTimeBeyondTheScaleIsRecordedAtItsEnd() {
        EndpointInterval interval = new EndpointInterval(ID);
        interval.recordEnd(Outcome.TIMEOUT, 0, 0, Long.MAX_VALUE);
        assertThat(interval.responseTime().getMaxValue()).isGreaterThanOrEqualTo(EndpointInterval.MICROS_MAX);
    }

    @Property(tries = 200)
    void mergingKeepsCountsWhateverTheCut(
            @ForAll @Size(max = 60) List<@IntRange(max = 7) Integer> kinds, @ForAll @IntRange(max = 60) int cut) {
        EndpointInterval whole = new EndpointInterval(ID);
        EndpointInterval first = new EndpointInterval(ID);
        EndpointInterval second = new EndpointInterval(ID);
        for (int i = 0; i < kinds.size(); i++) {
            Outcome outcome = Outcome.values()[kinds.get(i)];
            for (EndpointInterval each : List.of(whole, i < cut ? first : second)) {
                each.recordStart();
                each.recordEnd(outcome, 0, 0, (i + 1) * MILLI);
            }
        }
        first.merge(second, false);
        assertThat(first.started()).isEqualTo(whole.started());
        assertThat(first.finished()).isEqualTo(whole.finished());
        assertThat(first.errors()).isEqualTo(whole.errors());
        assertThat(first.responseTime()).isEqualTo(whole.responseTime());
    }

    @Test
    void inFlightAddsUpOverSourcesAndIsReplacedOverTime() {
        EndpointInterval a = new EndpointInterval(ID);
        EndpointInterval b = new EndpointInterval(ID);
        a.recordInFlight(3, 10);
        b.recordInFlight(4, 7);
        EndpointInterval sources = new EndpointInterval(ID);
        sources.merge(a, true);
        sources.merge(b, true);
        assertThat(sources.inFlight()).isEqualTo(7);
        assertThat(sources.oldestInFlightNanos()).isEqualTo(10);
        a.merge(b, false);
        assertThat(a.inFlight()).isEqualTo(4);
        assertThat(a.oldestInFlightNanos()).isEqualTo(7);
    }

    @Test
    void histogramsShowCoordinatedOmissionOnlyWhenTimedFromTheIntendedStart() {
        Histogram raw = EndpointInterval.newHistogram();
        raw.recordValueWithCount(1_000, 10_000);
        raw.recordValue(100_000_000);
        Histogram corrected = raw.copyCorrectedForCoordinatedOmission(10_000);
        assertThat(raw.getTotalCount()).isEqualTo(10_001);
        assertThat(corrected.getTotalCount()).isEqualTo(20_000);
        assertThat(raw.getValueAtPercentile(99)).isBetween(999L, 1_001L);
        assertThat(corrected.getValueAtPercentile(75)).isBetween(49_950_000L, 50_050_000L);
        assertThat(corrected.getValueAtPercentile(90)).isBetween(79_920_000L, 80_080_000L);
        assertThat(corrected.getValueAtPercentile(99)).isBetween(97_900_000L, 98_100_000L);
    }

    /**
     * A system answers in a millisecond for 100 s, then stands still for 100 s, while requests are due every 10 ms: the case of
     * HdrHistogram's own tests. What its correction has to guess is recorded here.
     */
    @Test
    void requestsThatHadToWaitForAStallAreTimedFromWhenTheyWereDue() {
        EndpointInterval interval = new EndpointInterval(ID);
        long stallFrom = 100_000 * MILLI;
        long stallTo = 200_000 * MILLI;
        for (long due = 0; due < stallTo; due += 10 * MILLI) {
            boolean stuck = due == stallFrom;
            long sent = due > stallFrom ? stallTo : due;
            interval.recordStart();
            interval.recordEnd(Outcome.OK, due, sent, stuck ? stallTo : sent + MILLI);
        }
        Histogram seen = interval.responseTime();
        assertThat(seen.getTotalCount()).isEqualTo(20_000);
        assertThat(seen.getValueAtPercentile(50)).isBetween(999L, 1_001L);
        assertThat(seen.getValueAtPercentile(75)).isBetween(49_950_000L, 50_050_000L);
        assertThat(seen.getValueAtPercentile(90)).isBetween(79_920_000L, 80_080_000L);
        assertThat(seen.getValueAtPercentile(99)).isBetween(97_900_000L, 98_100_000L);
        assertThat(seen.getPercentileAtOrBelowValue(5_000)).isCloseTo(50.0, within(0.01));
        assertThat(interval.serviceTime().getValueAtPercentile(99)).isBetween(999L, 1_001L);
        assertThat(interval.serviceTime().getPercentileAtOrBelowValue(5_000)).isCloseTo(99.99, within(0.01));
    }
}
