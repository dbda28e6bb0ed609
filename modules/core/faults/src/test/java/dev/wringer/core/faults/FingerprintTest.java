package dev.wringer.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** By which one way of failing is told from another. */
class FingerprintTest {
    private final Fingerprint original =
            Fingerprint.of("recovery", "gateway", new TreeSet<>(Set.of("pause", "latency")));

    @Test
    void aSmallerRunFailsInTheSameWayUnderTheSameKindsOrFewer() {
        assertThat(original.matches(original)).isTrue();
        assertThat(new Fingerprint("recovery", "gateway", List.of("pause")).matches(original))
                .isTrue();
    }

    @Test
    void anotherCriterionServiceOrKindIsAnotherWay() {
        assertThat(new Fingerprint("error-rate", "gateway", List.of("pause")).matches(original))
                .isFalse();
        assertThat(new Fingerprint("recovery", "database", List.of("pause")).matches(original))
                .isFalse();
        assertThat(new Fingerprint("recovery", "gateway", List.of("kill")).matches(original))
                .isFalse();
    }

    @Test
    void itReadsAsASentence() {
        assertThat(original).hasToString("recovery of gateway under latency and pause");
        assertThat(new Fingerprint("restarts", "run", List.of())).hasToString("restarts of run");
    }
}
