package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0, 0 %",
        "1, 100 %",
        "0.95, 95 %",
        "0.999, 99.9 %",
        "0.99954, 99.954 %",
        "0.133, 13 %",
        "0.0051, 0.51 %",
        "1.5, 150 %",
        "2e-9, under 0.00001 %"
    })
    void sharesHaveTheDigitsThatCount(double share, String shown) {
        assertThat(Figures.percent(share)).isEqualTo(shown);
    }

    @Test
    void aTinyBoundIsShownAsTheSmallestFigure() {
        assertThat("below " + Figures.bound(2e-9)).isEqualTo("below 0.00001 %");
        assertThat("below " + Figures.bound(0.0051)).isEqualTo("below 0.51 %");
    }

    @Test
    void valuesAreShownInTheirUnit() {
        assertThat(Figures.value(1_012.4, Unit.PER_SECOND)).isEqualTo("1,012/s");
        assertThat(Figures.value(7_120, Unit.COUNT)).isEqualTo("7,120");
        assertThat(Figures.value(120e6, Unit.MICROSECONDS)).isEqualTo("120 s");
        assertThat(Figures.value(0.8, Unit.SHARE)).isEqualTo("80 %");
        assertThat(Figures.value(512, Unit.MEBIBYTES)).isEqualTo("512 MiB");
    }
}
