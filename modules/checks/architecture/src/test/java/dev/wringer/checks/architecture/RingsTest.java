package dev.wringer.checks.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows point inward. */
@AnalyzeClasses(packages = "dev.wringer", importOptions = ImportOption.DoNotIncludeTests.class)
class RingsTest {
    @ArchTest
    static final ArchRule core_knows_no_other_ring = noClasses()
            .that()
            .resideInAPackage("dev.wringer.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.wringer.engine..", "dev.wringer.adapters..", "dev.wringer.apps..", "dev.wringer.targets..")
            .because("core is pure; let the engine call it, or pass what it needs as an argument");

    @ArchTest
    static final ArchRule core_uses_no_technology = noClasses()
            .that()
            .resideInAPackage("dev.wringer.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.pekko..",
                    "io.netty..",
                    "org.slf4j..",
                    "com.fasterxml..",
                    "com.typesafe..",
                    "java.net..")
            .because("core is plain Java with HdrHistogram and Hipparchus; technology belongs in an adapter");

    @ArchTest
    static final ArchRule core_does_no_io = noClasses()
            .that()
            .resideInAPackage("dev.wringer.core..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.io\\.(File|.*Stream|.*Reader|.*Writer)|java\\.nio\\.file\\.Files|java\\.nio\\.channels.*")
            .because("core does no I/O; read in an adapter and pass the content");

    @ArchTest
    static final ArchRule engine_knows_no_adapter = noClasses()
            .that()
            .resideInAPackage("dev.wringer.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.wringer.adapters..", "dev.wringer.apps..", "dev.wringer.targets..")
            .because("the engine owns the protocols; an adapter is a behavior that accepts one");

    @ArchTest
    static final ArchRule a_run_does_not_know_its_technology = noClasses()
            .that()
            .resideInAPackage("dev.wringer.engine.run..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "com.fasterxml..", "org.apache.pekko.stream..", "java.net..")
            .because("a run acts on the world through Target, Host, Recorder and Instruments");

    @ArchTest
    static final ArchRule a_run_does_not_know_which_clock_it_is_on = noClasses()
            .that()
            .resideInAPackage("dev.wringer.engine.run..")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("Virtual")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("Real")
            .because("engine/run sees dev.wringer.engine.time.Clock and World only");

    @ArchTest
    static final ArchRule adapters_do_not_know_the_rim = noClasses()
            .that()
            .resideInAPackage("dev.wringer.adapters..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.wringer.apps..", "dev.wringer.targets..")
            .because("apps wire adapters together, not the other way round");

    @ArchTest
    static final ArchRule targets_know_nothing_of_wringer = noClasses()
            .that()
            .resideInAPackage("dev.wringer.targets..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.wringer.core..", "dev.wringer.engine..", "dev.wringer.adapters..", "dev.wringer.apps..")
            .because("a system under test is driven from outside, as a stranger's would be");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("dev.wringer.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_definitions_know_hocon = noClasses()
            .that()
            .resideInAPackage("dev.wringer.adapters..")
            .and()
            .resideOutsideOfPackage("dev.wringer.adapters.definitions..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.typesafe.config..")
            .because("adapters/definitions turns files into core records; take one of those");
}
