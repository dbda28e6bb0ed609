package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What a count of trials is worth. */
class StrengthTest {
    @Test
    void tenOfTenGoodStartUpsAreWorthLittleAndSaySo() {
        assertThat(new Strength(0, 10).upperBound()).isCloseTo(0.2589, within(5e-5));
        assertThat(new Strength(0, 10)).hasToString("with 95 % confidence less than 26 % fail");
        assertThat(new Strength(0, 2_160).upperBound()).isCloseTo(0.001385952, within(5e-10));
        assertThat(new Strength(1, 10).upperBound()).isGreaterThan(new Strength(0, 10).upperBound());
    }
}
