package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultRule;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.HttpEffect;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.PlannedFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTextTest {
    private static final Duration AT = Duration.ofSeconds(7);
    private static final Duration FOR = Duration.ofMillis(2_345);

    static List<Fault> faults() {
        return EveryFault.all();
    }

    @Test
    void theTableHasEveryFaultThereIs() {
        assertThat(EveryFault.leaves(Fault.class))
                .containsExactlyInAnyOrderElementsOf(faults().stream()
                        .<Class<?>>map(Object::getClass)
                        .distinct()
                        .toList());
        Stream<HttpEffect> effects =
                faults().stream().filter(HttpFault.class::isInstance).map(fault -> ((HttpFault) fault).effect());
        assertThat(EveryFault.leaves(HttpEffect.class))
                .containsExactlyInAnyOrderElementsOf(
                        effects.<Class<?>>map(Object::getClass).toList());
    }

    @Test
    void everyKindHasAKeyOfItsName() {
        assertThat(FaultRuleSection.KEYS.names())
                .containsAll(faults().stream().map(Fault::kind).toList());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aWrittenFaultReadsBackAsTheSame(Fault fault) {
        FaultTarget target = new FaultTarget(Optional.of("db"), Optional.of("web"), List.of("web"));
        FaultRule read = read(new PlannedFault("one", fault, target, AT, FOR));

        assertThat(read.faults()).containsExactly(fault);
        assertThat(read.targets()).containsExactly(target);
        assertThat(read.timing()).isEqualTo(new FaultRule.Timing.Once(AT));
        assertThat(read.lasting().longest()).isEqualTo(FOR);
        assertThat(read.severityMin()).isEqualTo(1);
    }

    @Property(tries = 50)
    void whateverIsDrawnReadsBackExactly(
            @ForAll @DoubleRange(min = 1e-9, max = 1) @Scale(15) double severity,
            @ForAll @LongRange(min = 0, max = 400_000_000_000L) long atMillis) {
        for (Fault fault : faults()) {
            Fault milder = fault.milder(severity);
            Duration at = Duration.ofMillis(atMillis);
            PlannedFault planned = new PlannedFault("one", milder, FaultTarget.of("web"), at, at);
            FaultRule read = read(planned);
            assertThat(read.faults()).containsExactly(milder);
            assertThat(read.lasting().longest()).isEqualTo(at);
        }
    }

    private static FaultRule read(PlannedFault planned) {
        String text = ConfigValueFactory.fromMap(FaultText.entry(planned)).render();
        ConfigObject section = ConfigFactory.parseString(text).root();
        Problems problems = new Problems();
        Entry<FaultRule> rule = FaultRuleSection.RULE.read(
                new Node(section, "plan.one", "one", Context.of(problems, Path.of("/simulations"))));
        assertThat(problems.inOrder()).isEmpty();
        return rule.value();
    }
}
