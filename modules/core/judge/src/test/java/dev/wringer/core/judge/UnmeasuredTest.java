package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Pauses;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnmeasuredTest {
    private static final Criterion ERRORS = new Criterion.ErrorRate(0.01, Optional.empty());
    private static final Criterion UNFINISHED = new Criterion.UnfinishedRequests(0);

    @Test
    void a_criterion_that_the_evidence_cannot_show_stays_inconclusive_and_says_why() {
        JudgePlan whole = Given.minute(ERRORS, UNFINISHED).plan();
        JudgePlan plan = new JudgePlan(
                whole.criteria(),
                whole.duration(),
                whole.window(),
                Duration.ZERO,
                whole.windowCount(),
                whole.timeouts(),
                whole.memoryLimits(),
                whole.offered(),
                whole.fitness(),
                new TreeMap<>(Map.of(UNFINISHED.key(), "nobody counted them")),
                Pauses.NONE,
                Optional.empty(),
                JudgePlan.Chaos.NONE);

        Judge judge = new Judge(plan);
        judge.observe(Given.minute().window(0).done());

        assertThat(judge.conclude(Remainder.NOTHING, true).findings())
                .contains(Finding.of(UNFINISHED.key(), Finding.RUN, State.INCONCLUSIVE, "nobody counted them"));
    }

    @Test
    void the_same_run_can_be_held_against_other_criteria() {
        JudgePlan plan = Given.minute(ERRORS).plan().against(List.of(UNFINISHED), Map.of());

        assertThat(plan.criteria()).containsExactly(UNFINISHED);
        assertThat(plan.windowCount()).isEqualTo(12);
    }
}
