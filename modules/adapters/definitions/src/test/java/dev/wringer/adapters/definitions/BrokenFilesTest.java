package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The small file of {@link Reading} has five lines; each case adds a sixth. */
class BrokenFilesTest {
    @TempDir
    Path folder;

    static List<Arguments> brokenKeysAndUnits() {
        return List.of(
                Arguments.of(
                        "simulation.traffic.home.arivals { rate = 1/s }",
                        "a.conf:6: traffic.home.arivals: unknown key; did you mean `arrivals`? Expected one of to,"),
                Arguments.of(
                        "simulation.services.web.dependsOn = []",
                        "a.conf:6: services.web.dependsOn: unknown key; did you mean `depends-on`?"),
                Arguments.of(
                        "simulation.duration = 60",
                        "a.conf:6: duration: `60` has no unit. Expected a number and a unit: ns, us, ms, s, min"),
                Arguments.of(
                        "simulation.window = 5 parsecs",
                        "a.conf:6: window: `parsecs` is not a unit of a duration. Expected a number and a unit"),
                Arguments.of(
                        "simulation.traffic.home.arrivals.rate = 5",
                        "a.conf:6: traffic.home.arrivals.rate: `5` has no `/` and time. Expected events per time"),
                Arguments.of(
                        "simulation.services.web.limit = 512",
                        "a.conf:6: services.web.limit: `512` has no unit. Expected a number and a unit: B, kB, MB"),
                Arguments.of(
                        "simulation.criteria.error-rate.below = 0.005",
                        "a.conf:6: criteria.error-rate.below: `0.005` is not a percentage. Expected a percentage such"),
                Arguments.of(
                        "simulation.criteria.error-rate.below = 0%",
                        "a.conf:6: criteria.error-rate.below: error rate of 0.0. Expected above 0 % to 100 %"),
                Arguments.of(
                        "simulation.services.web.port = 70000",
                        "a.conf:6: services.web.port: port 70000. Expected 1 to 65535"),
                Arguments.of(
                        "simulation.traffic.home.to = wep",
                        "a.conf:6: traffic.home.to: no service is named `wep`; did you mean `web`? Expected one of"
                                + " web"));
    }

    static List<Arguments> brokenTraffic() {
        return List.of(
                Arguments.of(
                        "simulation.services.web.depends-on = [ data ]",
                        "a.conf:6: services.web.depends-on: no service is named `data`. Expected one of web"),
                Arguments.of(
                        "simulation.warm-up = 2min",
                        "a.conf:6: warm-up: warm-up of 2min. Expected shorter than the run (60s)"),
                Arguments.of(
                        "simulation.window = 90s",
                        "a.conf:2: duration: duration of 60s. Expected at least one window (90s), at most 366 days"),
                Arguments.of(
                        "simulation.clock = virtuel",
                        "a.conf:6: clock: `virtuel`; did you mean `virtual`? Expected virtual or real"),
                Arguments.of(
                        "simulation.traffic.home.request = \"/a/${seqq}\"",
                        "a.conf:6: traffic.home.request: unknown placeholder ${seqq}; did you mean `seq`?"),
                Arguments.of(
                        "simulation.traffic.home.request = \"/a/${seq\"",
                        "a.conf:6: traffic.home.request: a placeholder without its closing brace"),
                Arguments.of(
                        "simulation.traffic.home.request = home",
                        "a.conf:6: traffic.home.request: `home` is not a path. Expected a path that begins with /"),
                Arguments.of(
                        "simulation.traffic.home.requests = [ \"/a\" ]",
                        "a.conf:6: traffic.home.requests: `request` and `requests` exclude each other"),
                Arguments.of(
                        "simulation.traffic.home.arrivals.users = 5",
                        "a.conf:6: traffic.home.arrivals.users: `rate` and `users` exclude each other"),
                Arguments.of(
                        "simulation.services.web.model.latency = 60s..20s",
                        "a.conf:6: services.web.model.latency: range 60s..20s ends before it begins. Expected"
                                + " low..high"));
    }

    static List<Arguments> brokenStructure() {
        return List.of(
                Arguments.of(
                        "simulation.services.web.model.defects = [ { at = 5s } ]",
                        "a.conf:6: services.web.model.defects[0]: says nothing of what it is. Expected one of leak"),
                Arguments.of(
                        "simulation.criteria.p95 { below = 1s, endpoint = \"/hom\" }",
                        "a.conf:6: criteria.p95: no endpoint is named `/hom`"),
                Arguments.of(
                        "simulation.services.db { port = 8080, attach = true, depends-on = [ web ], model.latency = 1s"
                                + " }",
                        "a.conf:3: services.web.port: 127.0.0.1:8080 is also the address of db"),
                Arguments.of(
                        "simulation.traffic.home = 5",
                        "a.conf:6: traffic.home: a value where a section belongs. Expected { … } with to, feeder"),
                Arguments.of(
                        "simulation.traffic.home.request { }",
                        "a.conf:6: traffic.home.request: says nothing of what it is. Expected one of get, head"),
                Arguments.of(
                        "simulation.services.db { attach = true, model.latency = 1s }",
                        "a.conf:6: services.db: `port` is missing. Expected such as port = 7000"),
                Arguments.of(
                        "simulation.services.web { attach = null, start = [] }",
                        "a.conf:6: services.web.start: an empty command. Expected a program and its arguments"),
                Arguments.of(
                        "simulation.name = ${nobody}",
                        "a.conf:6: ${nobody} has no value. Expected a key of this file, ${wringer.home}"),
                Arguments.of("simulation.seed = {", "a.conf:6: a section is not closed with }. Expected HOCON"),
                Arguments.of("include \"absent.conf\"", "a.conf:6: include of \"absent.conf\": there is no such file"),
                Arguments.of("simulatoin { }", "a.conf:6: simulatoin: unknown key; did you mean `simulation`?"),
                Arguments.of(
                        "simulation.services.web.model = null, simulation.services.web.attach = null",
                        "a.conf:3: services: neither clock can run it: web without `start` or `attach`; web without"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"brokenKeysAndUnits", "brokenTraffic", "brokenStructure"})
    void aBrokenFileGetsAPreciseMessage(String line, String message) {
        assertThat(new Reading(folder).problemsWith(line)).first().asString().startsWith(message);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(new Reading(folder)
                        .problemsWith(
                                "simulation.wndow = 5s",
                                "simulation.services.web.port = 0",
                                "simulation.traffic.home.to = x",
                                "simulation.traffic.home.timeout = soon",
                                "simulation.criteria.p95.below = 5",
                                "simulation.name = ${a}, simulation.seed = ${b}"))
                .extracting(problem -> problem.replaceFirst("^(a.conf:\\d+(: [a-z][a-z0-9.-]+)?): .*", "$1"))
                .containsExactly(
                        "a.conf:6: wndow",
                        "a.conf:7: services.web.port",
                        "a.conf:8: traffic.home.to",
                        "a.conf:9: traffic.home.timeout",
                        "a.conf:10: criteria.p95.below",
                        "a.conf:11",
                        "a.conf:11");
    }

    @Test
    void servicesThatWaitForEachOtherAreAProblem() {
        assertThat(new Reading(folder)
                        .problemsWith(
                                "simulation.services.db { port = 1, attach = true, depends-on = web }",
                                "simulation.services.web.depends-on = db"))
                .containsExactly("a.conf:6: services.db.depends-on: services that wait for each other: db -> web -> db."
                        + " Expected dependencies without a circle");
    }

    @Test
    void aProblemInAnIncludedFileNamesThatFile() {
        Reading reading = new Reading(folder);
        reading.write("parts/web.conf", "\nprot = 80\n");

        assertThat(reading.problemsWith("simulation.services.web { include \"parts/web.conf\" }"))
                .first()
                .asString()
                .startsWith("parts/web.conf:2: services.web.prot: unknown key; did you mean `port`?");
    }

    @Test
    void aWrongOverrideNamesTheOption() {
        Reading reading = new Reading(folder);
        Overrides wrong = Reading.set(
                "services.web.prot", "80",
                "traffic.home.timeout", "soon",
                "seed", "[",
                "a..b", "1");

        assertThat(reading.problems(reading.read(Reading.SMALL, wrong)))
                .anyMatch(problem -> problem.startsWith("--set: services.web.prot: unknown key; did you mean `port`?"))
                .anyMatch(problem -> problem.startsWith("--set: traffic.home.timeout: `soon` is not a duration"))
                .anyMatch(problem -> problem.startsWith("--set: "))
                .anyMatch(problem -> problem.startsWith("--set: a..b: not a key"))
                .allMatch(problem -> problem.startsWith("--set: "));
    }
}
