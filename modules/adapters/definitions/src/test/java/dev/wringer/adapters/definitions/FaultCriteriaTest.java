package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.ChaosPhase;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Profile;
import dev.wringer.core.model.Rate;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultCriteriaTest {
    private static final String KILL =
            "simulation.faults { allow = web, recovery.within = 20s, plan { one { refuse {}, to = web, at = 10s, for ="
                    + " 1s } } }";

    @TempDir
    Path folder;

    private Reading reading;

    @BeforeEach
    void readFromTheFolder() {
        reading = new Reading(folder);
    }

    @Test
    void whatMustHoldOfFaultsIsRead() {
        assertThat(reading.with("""
            simulation.criteria {
              recovery { within = 30s }, availability { during = 90% }
              outside-blast-radius { errors-at-most = 3 }, nothing-lost {}
            }
            """).criteria())
                .containsExactly(
                        new Criterion.Recovery(Duration.ofSeconds(30)),
                        new Criterion.Availability(0.9),
                        new Criterion.OutsideBlastRadius(3),
                        new Criterion.NothingLost(0));
    }

    @Test
    void eachPhaseMayHaveLimitsOfItsOwn() {
        assertThat(reading.with("""
            simulation.criteria.phases {
              during { error-rate { below = 20% }, p99.9 { below = 2s } }
              after { p95 { below = 50ms, endpoint = "/" } }
            }
            """).criteria())
                .containsExactly(
                        new Criterion.InPhase(ChaosPhase.DURING, new Criterion.ErrorRate(0.2, Optional.empty())),
                        new Criterion.InPhase(
                                ChaosPhase.DURING,
                                new Criterion.ResponseTime(
                                        99.9, Optional.empty(), Duration.ofSeconds(2), Optional.empty())),
                        new Criterion.InPhase(
                                ChaosPhase.AFTER,
                                new Criterion.ResponseTime(
                                        95, Optional.of("/"), Duration.ofMillis(50), Optional.empty())));
    }

    @Test
    void withFaultsTheSystemMustRecoverEvenIfTheFileDoesNotSaySo() {
        assertThat(reading.with(KILL).criteria()).contains(new Criterion.Recovery(Duration.ofSeconds(20)));
        assertThat(reading.with(KILL, "simulation.criteria { nothing-lost {}, recovery { within = 5s } }")
                        .criteria())
                .containsExactly(new Criterion.Recovery(Duration.ofSeconds(5)), new Criterion.NothingLost(0));
        assertThat(reading.with().criteria()).noneMatch(Criterion.Recovery.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recovery {} | recovery: `within` is missing. Expected such as within = 30s",
                "recovery { within = 3min } | recovery.within: within 3min, but what takes longer than 2min has not"
                        + " recovered",
                "availability { during = 0% } | availability.during: availability of 0.0. Expected above 0 % to 100 %",
                "nothing-lost { at-most = -1 } | nothing-lost.at-most: a count of -1. Expected 0 or more",
                "phases { while {} } | phases.while: unknown key. Expected one of before, during, recovery, after,"
                        + " always",
                "phases { during { restarts {} } } | phases.during.restarts: unknown key. Expected one of error-rate,"
                        + " pNN,",
                "phases { during { p95 { below = 1s, endpoint = x } } } | phases.during.p95: no endpoint is named `x`",
                "phases { after { metrics { m { series = cpu of wep, target = \"< 1%\" } } } } |"
                        + " phases.after.metrics.m.series: no service is named `wep`; did you mean `web`?"
            })
    void aWrongCriterionGetsAPreciseMessage(String line, String message) {
        assertThat(reading.problemsWith("simulation.criteria { " + line + " }"))
                .first()
                .asString()
                .startsWith("a.conf:6: criteria." + message);
    }

    @Test
    void aFlowSaysHowItsWritesAreReadBack() {
        Flow flow = flow("simulation.traffic.home.read-back { get = \"/items/${seq}\", expect { status = 200 } }");
        assertThat(flow.readBack().orElseThrow().path().toString()).contains("/items/");
        assertThat(flow().readBack()).isEmpty();
    }

    @Test
    void whatIsReadBackKnowsNothingThatARequestExtracted() {
        assertThat(reading.problemsWith(
                        "simulation.traffic.home.request { post = \"/\", extract { id { json = \"/id\" } } }",
                        "simulation.traffic.home.read-back = \"/items/${id}\""))
                .first()
                .asString()
                .startsWith("a.conf:7: traffic.home.read-back: unknown placeholder ${id}");
    }

    @Test
    void aShareOfTheLoadScalesRatesAndUsers() {
        assertThat(flow("simulation.load = 50%").arrivals()).isEqualTo(Arrivals.Open.constant(Rate.perSecond(0.5)));
        Simulation stairs = reading.with(
                "simulation.load = 25%",
                "simulation.traffic.home.arrivals = null",
                "simulation.traffic.home.arrivals { users = 10, think = 1s }",
                "simulation.traffic.more { to = web, request = \"/\", arrivals.ramp { from = 4/s, to = 8/s } }");
        assertThat(((Arrivals.Closed) stairs.traffic().getFirst().arrivals()).users())
                .isEqualTo(3);
        assertThat(((Arrivals.Open) stairs.traffic().get(1).arrivals())
                        .phases()
                        .getFirst()
                        .profile())
                .isEqualTo(new Profile.Ramp(Rate.perSecond(1), Rate.perSecond(2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0% | a load of 0%. Expected above 0% to 1000%",
                "1001% | a load of 1001%. Expected above 0% to 1000%",
                "0.5 | `0.5` is not a percentage. Expected a percentage such as 0.5%"
            })
    void noLoadAtAllIsRefused(String load, String message) {
        assertThat(reading.problemsWith("simulation.load = " + load)).containsExactly("a.conf:6: load: " + message);
    }

    @Test
    void placeholdersOfAddressesStayInTheTextAndMustNameServices() {
        String launched = "simulation.services.web { attach = null, start { command = [ web, \"${address:%s}\" ],"
                + " env { PEER = \"${host:web}:${port:%s}\" } } }";
        Service.Launch launch = (Service.Launch) reading.with(launched.formatted("web", "web"))
                .services()
                .getFirst()
                .runs()
                .orElseThrow();
        assertThat(launch.command()).isEqualTo(List.of("web", "${address:web}"));
        assertThat(launch.environment()).containsEntry("PEER", "${host:web}:${port:web}");
        assertThat(reading.problemsWith(launched.formatted("wep", "db")))
                .containsExactly(
                        "a.conf:6: services.web.start: no service is named `wep`; did you mean `web`? Expected one of"
                                + " web",
                        "a.conf:6: services.web.start: no service is named `db`. Expected one of web");
    }

    private Flow flow(String... lines) {
        return reading.with(lines).traffic().getFirst();
    }
}
