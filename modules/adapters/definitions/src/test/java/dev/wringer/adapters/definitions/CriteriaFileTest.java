package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Criterion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriteriaFileTest {
    @TempDir
    private Path folder;

    @Test
    void criteria_read_as_in_a_simulation_with_warm_up_and_limits() {
        CriteriaFile.Result read = read("""
            variables.limit = 512MiB
            criteria { error-rate { below = 0.5% }, p95 { below = 60ms } }
            warm-up = 5min
            limits { gateway = ${variables.limit} }
            """);

        assertThat(read).isInstanceOf(CriteriaFile.Valid.class);
        CriteriaFile.Valid valid = (CriteriaFile.Valid) read;
        assertThat(valid.criteria())
                .containsExactly(
                        new Criterion.ErrorRate(0.005, Optional.empty()),
                        new Criterion.ResponseTime(95, Optional.empty(), Duration.ofMillis(60), Optional.empty()));
        assertThat(valid.warmUp()).contains(Duration.ofMinutes(5));
        assertThat(valid.limits()).containsEntry("gateway", 512L << 20);
    }

    @Test
    void all_that_is_wrong_is_told_with_its_line() {
        assertThat(problems("criteria {\n  eror-rate { below = 1% }\n}\nwarmup = 3\n"))
                .hasSize(2)
                .anySatisfy(text -> assertThat(text).contains("criteria.conf:2: criteria.eror-rate: unknown key"))
                .anySatisfy(text -> assertThat(text).contains("criteria.conf:4: warmup: unknown key"));
        assertThat(problems("warm-up = 5min")).singleElement().asString().contains("`criteria` is missing");
        assertThat(problems("criteria {}")).singleElement().asString().contains("no criterion");
        assertThat(problems("criteria {")).isNotEmpty();
        assertThat(problems("criteria { error-rate { below = ${nothing} } }"))
                .singleElement()
                .asString()
                .contains("has no value");
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        CriteriaFile.Result read = CriteriaFile.read(folder.resolve("none.conf"));

        assertThat(((CriteriaFile.Invalid) read).problems()).isNotEmpty();
    }

    private CriteriaFile.Result read(String text) {
        return CriteriaFile.read(new Reading(folder).write("criteria.conf", text));
    }

    private List<String> problems(String text) {
        assertThat(read(text)).isInstanceOf(CriteriaFile.Invalid.class);
        return ((CriteriaFile.Invalid) read(text))
                .problems().stream().map(Problem::format).toList();
    }
}
