package dev.wringer.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ObserverCheckTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void it_is_an_hour_in_the_middle_of_what_is_judged() {
        assertThat(ObserverCheck.of(Duration.ofDays(2), MINUTE, Duration.ofMinutes(30)))
                .contains(new ObserverCheck(1425, 1485));
        assertThat(ObserverCheck.of(Duration.ofDays(8), MINUTE, Duration.ZERO)
                        .orElseThrow()
                        .windows())
                .isEqualTo(60);
    }

    @Test
    void of_a_shorter_run_it_is_the_48th_part_but_six_windows() {
        assertThat(ObserverCheck.of(Duration.ofHours(8), MINUTE, Duration.ZERO)).contains(new ObserverCheck(235, 245));
        assertThat(ObserverCheck.of(Duration.ofMinutes(18), MINUTE, Duration.ZERO))
                .contains(new ObserverCheck(6, 12));
        assertThat(ObserverCheck.of(Duration.ofMinutes(17), MINUTE, Duration.ZERO))
                .isEmpty();
    }
}
