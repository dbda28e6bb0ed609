package dev.wringer.checks.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/** What breaks the virtual clock, each with what to use instead. */
@AnalyzeClasses(packages = "dev.wringer", importOptions = ImportOption.DoNotIncludeTests.class)
class ClocksTest {
    private static final String[] OURS = {
        "dev.wringer.core..", "dev.wringer.engine..", "dev.wringer.adapters..", "dev.wringer.apps.."
    };

    @ArchTest
    static final ArchRule only_engine_time_reads_the_machine = noClasses()
            .that()
            .resideInAnyPackage(OURS)
            .and()
            .resideOutsideOfPackage("dev.wringer.engine.time..")
            .should()
            .callMethodWhere(calls(
                    "java.lang.System.nanoTime",
                    "java.lang.System.currentTimeMillis",
                    "java.time.Instant.now",
                    "java.time.LocalDateTime.now",
                    "java.time.ZonedDateTime.now",
                    "java.lang.Thread.sleep",
                    "java.lang.Math.random",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.ThreadLocalRandom.current"))
            .because("time comes from dev.wringer.engine.time.Clock or as an argument, randomness from"
                    + " Seed.stream(name)");

    @ArchTest
    static final ArchRule nobody_makes_an_unseeded_generator = noClasses()
            .that()
            .resideInAnyPackage(OURS)
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Random|SplittableRandom)")
            .because("each component draws from its own Seed.stream(name)");

    @ArchTest
    static final ArchRule the_engine_never_asks = noClasses()
            .that()
            .resideInAnyPackage("dev.wringer.core..", "dev.wringer.engine..", "dev.wringer.adapters..")
            .should()
            .callMethodWhere(calls(
                    "org.apache.pekko.actor.typed.javadsl.ActorContext.ask",
                    "org.apache.pekko.actor.typed.javadsl.ActorContext.askWithStatus",
                    "org.apache.pekko.actor.typed.javadsl.ActorContext.pipeToSelf",
                    "org.apache.pekko.actor.typed.javadsl.AskPattern.ask"))
            .because("callbacks of a future leave the dispatcher; tell, with a message adapter and a keyed timer");

    @ArchTest
    static final ArchRule the_engine_does_not_use_what_reads_the_wall_clock = noClasses()
            .that()
            .resideInAPackage("dev.wringer.engine..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    ".*(CircuitBreaker|BackoffSupervisor\\w*|BackoffSupervisorStrategy|RestartSupervisorStrategy)")
            .because("Pekko's own back-off and limits read System.nanoTime; restart policy is ours, on our clock");

    @ArchTest
    static final ArchRule what_is_recorded_has_an_order = noClasses()
            .that()
            .resideInAnyPackage("dev.wringer.core..", "dev.wringer.engine..", "dev.wringer.adapters.simulated..")
            .should()
            .callMethodWhere(calls(
                    "java.util.Set.of",
                    "java.util.Set.copyOf",
                    "java.util.Map.of",
                    "java.util.Map.copyOf",
                    "java.util.Map.ofEntries"))
            .orShould()
            .callConstructor(HashMap.class)
            .orShould()
            .callConstructor(HashSet.class)
            .because("their order differs between JVMs; use LinkedHashMap, TreeMap, LinkedHashSet or a List");

    @ArchTest
    static final ArchRule what_decides_is_computed_the_same_everywhere = noClasses()
            .that()
            .resideInAnyPackage("dev.wringer.core..", "dev.wringer.adapters.simulated..")
            .should()
            .callMethodWhere(calls(
                    "java.lang.Math.log",
                    "java.lang.Math.log10",
                    "java.lang.Math.exp",
                    "java.lang.Math.pow",
                    "java.lang.Math.sin",
                    "java.lang.Math.cos"))
            .because("intrinsics may differ in the last bit between machines; use StrictMath");

    private static DescribedPredicate<JavaCall<?>> calls(String... methods) {
        List<String> names = Arrays.asList(methods);
        return describe(
                "calls one of " + names,
                call -> names.contains(
                        call.getTargetOwner().getName() + "." + call.getTarget().getName()));
    }
}
