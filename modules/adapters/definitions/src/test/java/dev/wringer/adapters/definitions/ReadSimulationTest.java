package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Expectation;
import dev.wringer.core.model.Extraction;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Profile;
import dev.wringer.core.model.Rate;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.RestartPolicy;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.ServiceModel.Defect;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Simulation;
import dev.wringer.core.model.Template;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadSimulationTest {
    @TempDir
    Path folder;

    private Reading reading;

    @BeforeEach
    void readFromTheFolder() {
        reading = new Reading(folder);
    }

    private Service service(String... lines) {
        return reading.with(lines).services().getFirst();
    }

    private Request request(String... lines) {
        return reading.with(lines).traffic().getFirst().requests().getFirst();
    }

    private Arrivals arrivals(String text) {
        return reading.with("simulation.traffic.home.arrivals = null", "simulation.traffic.home.arrivals " + text)
                .traffic()
                .getFirst()
                .arrivals();
    }

    private static Arrivals.Phase phase(Profile profile, Duration lasting) {
        return new Arrivals.Phase(profile, Optional.of(lasting));
    }

    @Test
    void whatTheFileDoesNotSayHasDefaults() {
        Simulation small = reading.with();

        assertThat(small.name()).isEqualTo("a");
        assertThat(small.window()).isEqualTo(Duration.ofSeconds(60));
        assertThat(small.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(small.criteria())
                .extracting(Criterion::key)
                .containsExactly("error-rate", "unfinished-requests", "stuck-sessions", "restarts");
        assertThat(small.traffic().getFirst())
                .isEqualTo(new Flow(
                        "home",
                        "web",
                        List.of(Request.get("/")),
                        Arrivals.Open.constant(Rate.perSecond(1)),
                        Duration.ofSeconds(10),
                        10_000,
                        Optional.empty()));
    }

    @Test
    void unquotedAndQuotedValuesAreTheSame() {
        Simulation unquoted = reading.with(
                "simulation.criteria { error-rate.below = 0.5%, p99.9.below = 1.5ms }",
                "simulation.services.web { limit = 512MiB, model.latency = 20s..60s }",
                "simulation.traffic.home.arrivals.rate = 23/60s");
        Simulation quoted = reading.with(
                "simulation.criteria { error-rate.below = \"0.5%\", \"p99.9\".below = \"1.5ms\" }",
                "simulation.services.web { limit = \"512MiB\", model.latency = \"20s..60s\" }",
                "simulation.traffic.home.arrivals.rate = \"23/60s\"");

        assertThat(unquoted).isEqualTo(quoted);
        assertThat(unquoted.criteria()).extracting(Criterion::key).containsExactly("error-rate", "p99.9");
        assertThat(service("simulation.services.web.model.latency = exponential(3s)")
                        .model()
                        .orElseThrow()
                        .latency())
                .isEqualTo(new Distribution.Exponential(Duration.ofSeconds(3)));
    }

    @Test
    void aServiceIsLaunchedInTheFoldersOfItsFile() {
        Service service = service(
                "simulation.services.web {",
                "  attach = null, start { command = [ ./run, -p, 80 ], folder = server, env { A = 1 } }",
                "  stop { signal = INT, within = 3s }, restart { times = 2, back-off = 100ms }",
                "  ready { log = \"up .*\" }, health { http = /ok }, metrics.series = heap",
                "}");

        assertThat(service.runs())
                .contains(new Service.Launch(
                        List.of("./run", "-p", "80"),
                        folder.resolve("server"),
                        java.util.Map.of("A", "1"),
                        new Service.Stop("INT", Duration.ofSeconds(3))));
        assertThat(service.restart()).isEqualTo(new RestartPolicy.Times(2, Duration.ofMillis(100)));
        assertThat(service.ready().probe()).isInstanceOf(Probe.LogLine.class);
        assertThat(service.health().orElseThrow().probe()).isEqualTo(new Probe.Http("/ok"));
        assertThat(service.scrape()).contains(new Service.Scrape("/metrics", List.of("heap")));
    }

    @Test
    void aServiceThatRunsAlreadyMayHaveAProcess() {
        assertThat(service("simulation.services.web.attach { pid = 42 }").runs())
                .contains(new Service.Attach(OptionalLong.of(42)));
        assertThat(service("simulation.services.web.restart = always").restart())
                .isEqualTo(new RestartPolicy.Always(Duration.ofSeconds(1)));
    }

    @Test
    void everyArrivalProfileCanBeWritten() {
        Rate one = Rate.perSecond(1);
        Rate ten = Rate.perSecond(10);
        Duration minute = Duration.ofSeconds(60);
        assertThat(arrivals("{ users = 5, think = exponential(3s), ramp-up = 10s }"))
                .isEqualTo(new Arrivals.Closed(5, Distributions.text("exponential(3s)"), Duration.ofSeconds(10)));
        assertThat(arrivals("{ ramp { from = 1/s, to = 10/s } }"))
                .isEqualTo(new Arrivals.Open(List.of(phase(new Profile.Ramp(one, ten), minute)), false));
        assertThat(arrivals("{ sine { mean = 10/s, amplitude = 1/s, period = 5s }, poisson = true }"))
                .isEqualTo(new Arrivals.Open(
                        List.of(new Arrivals.Phase(
                                new Profile.Sine(ten, one, Duration.ofSeconds(5)), Optional.empty())),
                        true));
        assertThat(arrivals("{ phases = [ { rate = 1/s, for = 20s }"
                        + ", { spike { base = 1/s, peak = 10/s, at = 1s, for = 2s }, for = 10s }"
                        + ", { steps { from = 1/s, to = 10/s, steps = 3 } } ] }"))
                .isEqualTo(new Arrivals.Open(
                        List.of(
                                phase(new Profile.Constant(one), Duration.ofSeconds(20)),
                                phase(
                                        new Profile.Spike(one, ten, Duration.ofSeconds(1), Duration.ofSeconds(2)),
                                        Duration.ofSeconds(10)),
                                phase(new Profile.Steps(one, ten, 3), Duration.ofSeconds(30))),
                        false));
    }

    @Test
    void aRequestHasPlaceholdersExtractionsAndExpectations() {
        Request request = request(
                "simulation.traffic.home.request = null",
                "simulation.traffic.home.request {",
                "  post = \"/items/${seq}?q=${random:1..9}\", headers { X-A = \"${uuid}\" }",
                "  body { text = \"${choice:a|b} costs $${1}\" }, chunked = true",
                "  extract { id { json = /id }, at { header = Location }, n { regex = \"n=(.)\" } }",
                "  expect { status = 2xx, body = ok, json { \"/ok\" = true }, echo = true }",
                "}");

        assertThat(request.endpoint()).isEqualTo("/items");
        assertThat(request.path().parts())
                .containsExactly(
                        new Template.Literal("/items/"),
                        new Template.Sequence(),
                        new Template.Literal("?q="),
                        new Template.RandomNumber(1, 9));
        assertThat(request.headers()).extracting(Request.Header::name).containsExactly("X-A", "Content-Type");
        assertThat(request.body().orElseThrow().text().parts())
                .containsExactly(
                        new Template.Literal("{\"text\":\""),
                        new Template.Choice(List.of("a", "b")),
                        new Template.Literal(" costs ${1}\"}"));
        assertThat(request.extractions()).extracting(Extraction::name).containsExactly("at", "id", "n");
        assertThat(request.expectations())
                .containsExactly(
                        new Expectation.Status(200, 299),
                        new Expectation.BodyContains("ok"),
                        new Expectation.JsonEquals("/ok", "true"),
                        new Expectation.EchoesCorrelationId());
    }

    @Test
    void aFeederNamesItsColumns() {
        reading.write("users.csv", "name,age\nAda,36\nAlan,41\n");
        Flow flow = reading.with(
                        "simulation.traffic.home { feeder { csv = users.csv, order = random } }",
                        "simulation.traffic.home.request = \"/${feeder.age}\"")
                .traffic()
                .getFirst();

        assertThat(flow.feeder().orElseThrow().rows()).containsExactly(List.of("Ada", "36"), List.of("Alan", "41"));
        assertThat(flow.requests().getFirst().path().parts()).contains(new Template.Column(1));
        assertThat(reading.problemsWith(
                        "simulation.traffic.home { feeder { csv = users.csv } }",
                        "simulation.traffic.home.request = \"/${feeder.nam}\""))
                .first()
                .asString()
                .contains("did you mean `feeder.name`?");
    }

    @Test
    void aSessionUsesWhatItsStartExtracted() {
        String session = """
            simulation.sessions.voice {
              to = web, length = 20s..60s, arrivals { rate = 5/60s }
              start { post = /open, extract { id { json = /id } } }
              socket = "/${id}/stream"
              steps = [ { send = "hi ${step}", expect = "hi" }, { get = "/${id}" } ]
              stop { post = "/close", body { id = "${id}" } }
            }
            """;
        SessionFlow voice = reading.with(session).sessions().getFirst();

        assertThat(voice.socket().orElseThrow().path().parts()).contains(new Template.Variable("id"));
        assertThat(voice.steps()).extracting(SessionFlow.Step::endpoint).containsExactly("message", "/");
        assertThat(reading.problemsWith(session.replace("{ json = /id }", "{ json = id }")))
                .singleElement()
                .asString()
                .contains("sessions.voice.start.extract.id.json: pointer id. Expected a pointer such as /a/0");
        assertThat(reading.problemsWith(session.replace("extract { id ", "extract { ids ")))
                .hasSize(3)
                .allMatch(problem -> problem.contains("unknown placeholder ${id}; did you mean `ids`?"));
    }

    @Test
    void everyDefectCanBePlanted() {
        Duration hour = Duration.ofHours(1);
        assertThat(service(
                                "simulation.services.web.model.defects = [",
                                "  { leak = 60KiB/min, at = 1h }, { latency-creep = 1%/h }, { latency-step = 2, at ="
                                        + " 1h }",
                                "  { errors = 5%, for = 1h }, { stuck-sessions = 0.05% }, { crash = true }",
                                "  { restart = true }, { deadlock = true, at = 1h, for = 1h }, { outage = true, for ="
                                        + " 1h } ]")
                        .model()
                        .orElseThrow()
                        .defects())
                .containsExactly(
                        new Defect.MemoryLeak(hour, 1024),
                        new Defect.LatencyCreep(Duration.ZERO, 0.01),
                        new Defect.LatencyStep(hour, 2),
                        new Defect.ErrorBurst(Duration.ZERO, hour, 0.05),
                        new Defect.StuckSessions(Duration.ZERO, 0.0005),
                        new Defect.Crash(Duration.ZERO),
                        new Defect.Restart(Duration.ZERO),
                        new Defect.Deadlock(hour, hour),
                        new Defect.Outage(Duration.ZERO, hour));
    }

    @Test
    void anEmpiricalDistributionIsReadFromALog() throws IOException {
        Histogram micros = new Histogram(3);
        micros.recordValueWithCount(1_000, 99);
        micros.recordValueWithCount(50_000, 1);
        micros.setTag("web");
        try (PrintStream out = new PrintStream(folder.resolve("web.hlog").toFile(), StandardCharsets.UTF_8)) {
            new HistogramLogWriter(out).outputIntervalHistogram(0, 1, micros, 1.0);
        }
        String key = "simulation.services.web.model.latency ";
        var latency = (Distribution.Empirical) service(key + "{ hlog = web.hlog, tag = web }")
                .model()
                .orElseThrow()
                .latency();

        assertThat(latency.quantilesNanos().get(500)).isBetween(999_000L, 1_001_000L);
        assertThat(latency.quantilesNanos().getLast()).isBetween(49_900_000L, 50_100_000L);
        assertThat(reading.problemsWith(key + "= null", key + "{ hlog = web.hlog, tag = db }"))
                .first()
                .asString()
                .contains("has no values for this tag");
    }

    @Test
    void criteriaAreReadInOneOrder() {
        assertThat(reading.with(
                                "simulation.criteria {",
                                "  restarts {}, health-checks { failed-at-most = 2 }, memory {}, p50 { stable = true }",
                                "  p95 = [ { below = 1s, alert = 2s, endpoint = / }, { stable = true } ]",
                                "  error-rate { below = 1%, window-below = 50% }",
                                "}")
                        .criteria())
                .containsExactly(
                        new Criterion.ErrorRate(0.01, Optional.of(0.5)),
                        new Criterion.ResponseTimeStable(50),
                        new Criterion.ResponseTime(
                                95, Optional.of("/"), Duration.ofSeconds(1), Optional.of(Duration.ofSeconds(2))),
                        new Criterion.ResponseTimeStable(95),
                        new Criterion.MemoryStable(0.1),
                        new Criterion.Restarts(0),
                        new Criterion.HealthChecks(2));
    }

    @Test
    void overridesWinOverTheFile() {
        Overrides overrides = new Overrides(
                Reading.set("services.web.port", "9000", "traffic.home.arrivals", "{ poisson = true }")
                        .set(),
                Optional.of(7L),
                Optional.of(Duration.ofMinutes(5)),
                Optional.of(ClockKind.VIRTUAL));
        Read.Valid read = Reading.valid(reading.read(Reading.SMALL, overrides));

        assertThat(read.clock()).isEqualTo(ClockKind.VIRTUAL);
        assertThat(read.simulation().seed().value()).isEqualTo(7);
        assertThat(read.simulation().duration()).isEqualTo(Duration.ofMinutes(5));
        assertThat(read.simulation().services().getFirst().port()).isEqualTo(9000);
        assertThat(((Arrivals.Open) read.simulation().traffic().getFirst().arrivals()).poisson())
                .isTrue();
        assertThat(read.resolved())
                .contains("\"port\" : 9000", "\"duration\" : \"5min\"")
                .doesNotContain("folder");
    }

    @Test
    void theClockIsTheRealOneIfEveryServiceCan() {
        String noModel = "\nsimulation.services.web.model = null";
        assertThat(Reading.valid(reading.read(Reading.SMALL, Overrides.NONE)).clock())
                .isEqualTo(ClockKind.REAL);
        Read.Valid modelOnly =
                Reading.valid(reading.read(Reading.SMALL + "\nsimulation.services.web.attach = null", Overrides.NONE));

        assertThat(modelOnly.clock()).isEqualTo(ClockKind.VIRTUAL);
        assertThat(modelOnly.notes()).anyMatch(note -> note.startsWith("cannot run on the real clock: web without"));
        assertThat(reading.problems(reading.read(
                        Reading.SMALL + noModel,
                        new Overrides(
                                Reading.set().set(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(ClockKind.VIRTUAL)))))
                .singleElement()
                .asString()
                .startsWith("--clock: clock: it cannot run on the virtual clock: web without `model`");
    }

    @Test
    void aFileMayUseItsFolderTheInstallationAndTheJavaThatRunsIt() {
        Service service = service("simulation.services.web { attach = null, start = ["
                + "${wringer.java}, ${simulation.folder}/a.jar, ${wringer.home}/b, ${?NO_SUCH_VARIABLE} ] }");

        assertThat(((Service.Launch) service.runs().orElseThrow()).command())
                .containsExactly(
                        System.getProperty("java.home") + "/bin/java",
                        folder + "/a.jar",
                        System.getProperty("wringer.home") + "/b");
    }

    @Test
    void thePlanCountsWhatAProfileSends() {
        String phases = "simulation.traffic.home.arrivals = null, simulation.traffic.home.arrivals.phases = ["
                + " { ramp { from = 0/s, to = 10/s }, for = 20s }, { rate = 10/s, for = 20s }"
                + ", { spike { base = 1/s, peak = 11/s, at = 5s, for = 5s } } ]";

        assertThat(SimulationPlan.describe(reading.with(phases), ClockKind.REAL))
                .anyMatch(line -> line.contains("about 370 requests in total"));
    }
}
