package dev.wringer.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Feeder;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrawTest {
    private static final Template TEXT = new Template(List.of(
            new Template.Literal("a "),
            new Template.Uuid(),
            new Template.Literal(" "),
            new Template.Sequence(),
            new Template.Literal(" "),
            new Template.RandomNumber(1, 6),
            new Template.Literal(" "),
            new Template.Choice(List.of("red", "green")),
            new Template.Literal(" "),
            new Template.Variable("token")));

    @Test
    void the_same_arrival_is_always_filled_in_the_same_way() {
        assertThat(draw(1, 42).filler().fill(TEXT))
                .isEqualTo(draw(1, 42).filler().fill(TEXT));
    }

    @Test
    void another_arrival_and_another_seed_are_filled_in_differently() {
        String text = draw(1, 42).filler().fill(TEXT);
        assertThat(draw(1, 43).filler().fill(TEXT)).isNotEqualTo(text);
        assertThat(draw(2, 42).filler().fill(TEXT)).isNotEqualTo(text);
    }

    @Test
    void all_placeholders_are_filled_in() {
        assertThat(draw(1, 42).filler().fill(TEXT))
                .matches("a [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12} 42 [1-6] (red|green)"
                        + " t0k");
    }

    @Test
    void two_placeholders_of_one_request_draw_twice() {
        Template twice = new Template(List.of(new Template.Uuid(), new Template.Literal(" "), new Template.Uuid()));
        String[] drawn = draw(1, 42).filler().fill(twice).split(" ", -1);
        assertThat(drawn[0]).isNotEqualTo(drawn[1]);
    }

    @Test
    void a_feeder_gives_one_row_to_each_arrival_and_starts_again_at_its_end() {
        Feeder feeder = new Feeder(List.of("name"), List.of(List.of("ann"), List.of("bob")), false);
        Placeholders rows = new Placeholders("run", "flow", new Seed(1), Optional.of(feeder));
        Template name = new Template(List.of(new Template.Column(0)));
        assertThat(List.of(0L, 1L, 2L, 3L).stream()
                        .map(n -> new Draw(rows, n, 0, Map.of()).filler().fill(name)))
                .containsExactly("ann", "bob", "ann", "bob");
    }

    @Test
    void correlation_ids_are_unique_to_run_flow_arrival_and_step() {
        assertThat(draw(1, 42).correlationId()).isEqualTo("run-flow-42-0");
    }

    private static Draw draw(long seed, long sequence) {
        Placeholders placeholders = new Placeholders("run", "flow", new Seed(seed), Optional.empty());
        return new Draw(placeholders, sequence, 0, Map.of("token", "t0k"));
    }
}
