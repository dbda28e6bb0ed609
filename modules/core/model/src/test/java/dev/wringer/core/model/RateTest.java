package dev.wringer.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RateTest {
    @Property(tries = 100)
    void aRatePerMinuteIsASixtiethPerSecond(@ForAll @IntRange(min = 0, max = 1_000_000) int events) {
        assertThat(new Rate(events, Duration.ofSeconds(60)).perSecond()).isCloseTo(events / 60.0, within(1e-9));
        assertThat(Rate.perSecond(events).perSecond()).isEqualTo(events);
    }

    @Test
    void impossibleRatesAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Rate(-1, second)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Rate(Double.NaN, second)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Rate(1e10, second)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Rate(1, Duration.ZERO)).isInstanceOf(InvalidValue.class);
    }
}
