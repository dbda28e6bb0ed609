package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.faults.FaultSchedule;
import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.ConnectionFault.Direction;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.FaultRule;
import dev.wringer.core.model.FaultRule.Timing;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.HttpEffect;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.core.model.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The small file of {@link Reading} has five lines; the sixth makes its service one that faults may happen to. */
class FaultsSectionTest {
    private static final String LAUNCHED = "simulation.services.web { attach = null, start = [ web ] }";

    @TempDir
    Path folder;

    private Reading reading;

    @BeforeEach
    void readFromTheFolder() {
        reading = new Reading(folder);
    }

    @Test
    void aFileWithoutFaultsHasNone() {
        assertThat(reading.with().faults()).isEqualTo(FaultPlan.NONE);
        assertThat(reading.with("simulation.faults {}").faults()).isEqualTo(FaultPlan.NONE);
    }

    @Test
    void theBoundsOfAPlanAreRead() {
        FaultPlan plan = reading.with("""
            simulation.faults {
              at-once = 3, services-at-once = 2, never = [ web ], distance = 5s, allow = web, stop-file = "/run/STOP"
              recovery { good-seconds = 10, error-rate = 0.1%, slowest = 200ms, within = 30s }
            }
            """).faults();

        FaultPlan.Recovery recovery = new FaultPlan.Recovery(10, 0.001, Duration.ofMillis(200), Duration.ofSeconds(30));
        assertThat(plan)
                .isEqualTo(new FaultPlan(
                        List.of(),
                        3,
                        2,
                        Set.of("web"),
                        Duration.ofSeconds(5),
                        Set.of("web"),
                        Path.of("/run/STOP"),
                        recovery));
    }

    @Test
    void anEntrySaysWhatToWhomWhenAndHowLong() {
        FaultRule rule = rule("""
            any-of = [ { latency { delay = 200ms, jitter = 50ms, direction = responses, share = 25% } }, { reset = true } ]
            to = [ web, web ], from = web, reaches = web, random = 4/1h, for = 1s..2s, severity = 10%..50%, swarm = true
            """);

        FaultTarget target = new FaultTarget(Optional.of("web"), Optional.of("web"), List.of("web"));
        assertThat(rule)
                .isEqualTo(new FaultRule(
                        "one",
                        List.of(
                                new ConnectionFault.Latency(
                                        Duration.ofMillis(200), Duration.ofMillis(50), Direction.RESPONSES, 0.25),
                                new ConnectionFault.Reset(1)),
                        List.of(target, target),
                        new Timing.Random(new Rate(4, Duration.ofHours(1))),
                        new Distribution.Uniform(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        0.1,
                        0.5,
                        true));
    }

    @Test
    void aFaultComesOnceOrAgainAndAgainOrByTheCalendar() {
        Duration second = Duration.ofSeconds(1);
        assertThat(rule("pause = true, to = web, for = 1s, at = 1s").timing()).isEqualTo(new Timing.Once(second));
        assertThat(rule("pause = true, to = web, for = 1s, at = 1s, every = 9s").timing())
                .isEqualTo(new Timing.Every(second, Duration.ofSeconds(9)));
        assertThat(rule("pause = true, to = web, for = 1s, every = 9s").timing())
                .isEqualTo(new Timing.Every(Duration.ofSeconds(9), Duration.ofSeconds(9)));
        assertThat(rule("pause = true, to = web, for = 1s, cron = \"*/15 * * * *\"")
                        .timing())
                .isEqualTo(new Timing.Cron("*/15 * * * *"));
    }

    @Test
    void shortFormsTakeTheDefaults() {
        assertThat(fault("latency = 200ms"))
                .isEqualTo(new ConnectionFault.Latency(Duration.ofMillis(200), Duration.ZERO, Direction.BOTH, 1));
        assertThat(fault("bandwidth = 50kB/s")).isEqualTo(new ConnectionFault.Bandwidth(50_000, Direction.BOTH, 1));
        assertThat(fault("slicer = 64"))
                .isEqualTo(new ConnectionFault.Slicer(64, Duration.ofMillis(10), Direction.BOTH, 1));
        assertThat(fault("slow-close = 2s")).isEqualTo(new ConnectionFault.SlowClose(Duration.ofSeconds(2), 1));
        assertThat(fault("black-hole = true")).isEqualTo(new ConnectionFault.BlackHole(Direction.BOTH, 1));
        assertThat(fault("limit-data = 10kB")).isEqualTo(new ConnectionFault.LimitData(10_000, Direction.BOTH, 1));
        assertThat(fault("refuse {}")).isEqualTo(new ConnectionFault.Refuse());
        assertThat(fault("http-status = 503")).isEqualTo(new HttpFault(new HttpEffect.Status(503), "", "", 1));
        assertThat(fault("http-corrupt = true")).isEqualTo(new HttpFault(new HttpEffect.Corrupt(), "", "", 1));
        assertThat(fault("clock-skew = -5min")).isEqualTo(new ProcessFault.ClockSkew(Duration.ofMinutes(-5)));
        assertThat(fault("cpu-limit = 20%")).isEqualTo(new ProcessFault.CpuLimit(0.2));
    }

    @ParameterizedTest
    @CsvSource({"kill = true", "terminate {}", "crash-loop = 2s"})
    void aFaultThatTakesAServiceDownNeedsNoLength(String kind) {
        assertThat(rule(kind + ", to = web, at = 10s").lasting()).isEqualTo(new Distribution.Constant(Duration.ZERO));
    }

    @Test
    void aFaultOfTheMachineNeedsNoTarget() {
        assertThat(rule("burn-cpu = 2, at = 10s, for = 5s").targets())
                .containsExactly(new FaultTarget(Optional.empty(), Optional.empty(), List.of()));
    }

    static List<Arguments> wrongEntries() {
        return List.of(
                Arguments.of("to = web, at = 1s", ": says nothing of what it is. Expected one of latency, bandwidth,"),
                Arguments.of("kill {}, pause {}, to = web, at = 1s", ".pause: `kill` and `pause` exclude each other"),
                Arguments.of("kil = true, to = web, at = 1s", ".kil: unknown key; did you mean `kill`?"),
                Arguments.of("kill = false, to = web, at = 1s", ".kill: `false`. Expected true or a section"),
                Arguments.of(
                        "kill { now = true }, to = web, at = 1s", ".kill: keys where none belong. Expected true or {}"),
                Arguments.of("pause {}, to = web, at = 1s", ".for: `for` is missing. Expected such as for = 10s"),
                Arguments.of("kill {}, to = web", ": says nothing of when. Expected one of at, every, cron, random"),
                Arguments.of(
                        "kill {}, to = web, at = 1s, random = 1/s",
                        ".random: `at` and `random` exclude each other. Expected one of at, cron, random"),
                Arguments.of("kill {}, to = web, every = 0s", ".every: every 0s. Expected a positive duration"),
                Arguments.of("kill {}, to = web, random = 0/s", ".random: a rate of 0. Expected such as 4/1h"),
                Arguments.of(
                        "latency = 200, to = web, at = 1s, for = 1s",
                        ".latency.delay: `200` has no unit. Expected a number and a unit"),
                Arguments.of(
                        "latency { delay = 1s, jitter = 2s }, to = web, at = 1s, for = 1s",
                        ".latency.jitter: jitter of 2s. Expected 0 up to the delay, 1s"),
                Arguments.of(
                        "latency { delay = 1s, direction = request }, to = web, at = 1s, for = 1s",
                        ".latency.direction: `request`; did you mean `requests`? Expected responses or requests or"
                                + " both"),
                Arguments.of(
                        "http-status = 200, to = web, at = 1s, for = 1s",
                        ".http-status.status: status 200. Expected 400 to 599"),
                Arguments.of(
                        "bandwidth = 1B/s, to = web, at = 1s, for = 1s",
                        ".bandwidth.rate: bandwidth of 1 B/s. Expected 1 kB/s or more"),
                Arguments.of(
                        "shape {}, to = web, at = 1s, for = 1s",
                        ".shape: shapes nothing. Expected delay, loss or rate"),
                Arguments.of(
                        "kill {}, to = web, at = 1s, severity = 50%..10%",
                        ".severity: a severity of 0.5..0.1. Expected above 0 % to 100 %"),
                Arguments.of(
                        "any-of = [ { kil {} } ], to = web, at = 1s",
                        ".any-of[0].kil: unknown key; did you mean `kill`?"));
    }

    static List<Arguments> wrongSchedules() {
        return List.of(
                Arguments.of("kill {}, at = 1s", ".to: kill needs a service. Expected to = NAME"),
                Arguments.of("kill {}, to = wep, at = 1s", ".to: no service is named `wep`; did you mean `web`?"),
                Arguments.of("kill {}, to = web, reaches = [ x ], at = 1s", ".reaches: no service is named `x`."),
                Arguments.of("reset {}, to = web, from = we, at = 1s, for = 1s", ".from: no service is named `we`;"),
                Arguments.of(
                        "partition = wringr, to = web, at = 1s, for = 1s", ".partition: no service is named `wringr`."),
                Arguments.of("kill {}, to = web, from = web, at = 1s", ".from: kill is not a fault of a link."),
                Arguments.of("pause {}, to = web, at = 1s, for = 2min", ".for: a fault of 2min in a run of 60s."),
                Arguments.of("pause {}, to = web, at = 59s, for = 2s", ".at: it would end 61s into a run of 60s."),
                Arguments.of("kill {}, to = web, cron = often", ".cron: `often` is not a crontab expression."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"wrongEntries", "wrongSchedules"})
    void aWrongEntryGetsAPreciseMessage(String entry, String message) {
        assertThat(reading.problemsWith(LAUNCHED, "simulation.faults.plan { one { " + entry + " } }"))
                .anySatisfy(problem -> assertThat(problem).startsWith("a.conf:7: faults.plan.one" + message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at-once = 0 | at-once: 0 faults at once. Expected 1 or more",
                "never = wbe | never: no service is named `wbe`; did you mean `web`? Expected one of web",
                "allow = [ data ] | allow: no service is named `data`. Expected one of web",
                "recovery { error-rate = 101% } | recovery.error-rate: error rate of 1.01. Expected 0 % to 100 %",
                "distanze = 1s | distanze: unknown key; did you mean `distance`?"
            })
    void aWrongBoundGetsAPreciseMessage(String line, String message) {
        assertThat(reading.problemsWith("simulation.faults { " + line + " }"))
                .first()
                .asString()
                .startsWith("a.conf:6: faults." + message);
    }

    @Test
    void problemsOfTheScheduleComeTogetherWithAllOthers() {
        assertThat(reading.problemsWith(
                        "simulation.wndow = 5s",
                        "simulation.faults.plan.one { kill {}, to = web, at = 1s }",
                        "simulation.faults.plan.two { pause {}, to = web, at = 1s, for = 2min }"))
                .extracting(problem -> problem.replaceFirst("^(a.conf:\\d+: [a-z][a-z.-]+): .*", "$1"))
                .containsExactly(
                        "a.conf:6: wndow",
                        "a.conf:7: faults.plan.one.to",
                        "a.conf:8: faults.plan.two.to",
                        "a.conf:8: faults.plan.two.for");
    }

    @Test
    void faultsThatExcludeEachOtherMustNotOverlap() {
        assertThat(reading.problemsWith(
                        LAUNCHED,
                        "simulation.faults.plan.one { pause {}, to = web, at = 1s, for = 5s }",
                        "simulation.faults.plan.two { kill {}, to = web, at = 3s }"))
                .first()
                .asString()
                .startsWith("a.conf:8: faults.plan.two: kill of web at 3s begins before one (pause) is over, at 6s");
    }

    @Test
    void thePlanShowsTheWholeScheduleAndTheRuleOfRecovery() {
        List<String> plan = plan("kill {}, to = web, at = 30s");
        assertThat(plan)
                .contains("  30s  one: killed (SIGKILL), web", "criteria    5")
                .anyMatch(line -> line.startsWith("faults      1, fixed by the seed; drawn ones at most 1 at once"))
                .anyMatch(line -> line.startsWith("recovered   from the first of 5 seconds in a row"));
    }

    @Test
    void whatDoesNotFitIntoThePlanIsCountedByKind() {
        List<String> plan = plan("latency = 200ms, to = web, every = 1s, for = 100ms");
        assertThat(FaultSchedule.of(
                        reading.with(LAUNCHED, entry("latency = 200ms, to = web, every = 1s, for = 100ms"))))
                .hasSize(59);
        assertThat(plan).contains("  and 19 more: 19 latency");
    }

    private List<String> plan(String entry) {
        return SimulationPlan.describe(reading.with(LAUNCHED, entry(entry)), ClockKind.VIRTUAL);
    }

    private Fault fault(String kind) {
        String entry = entry(kind + ", to = web, at = 1s, for = 1s");
        return reading.with(LAUNCHED, entry)
                .faults()
                .rules()
                .getFirst()
                .faults()
                .getFirst();
    }

    private FaultRule rule(String entry) {
        return reading.with(LAUNCHED, entry(entry)).faults().rules().getFirst();
    }

    private static String entry(String entry) {
        return "simulation.faults.plan { one { " + entry + " } }";
    }
}
