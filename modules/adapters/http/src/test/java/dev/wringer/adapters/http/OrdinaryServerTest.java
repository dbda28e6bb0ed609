package dev.wringer.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.wringer.core.model.Expectation;
import dev.wringer.core.model.Extraction;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Template;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.run.Target.Answered;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdinaryServerTest {
    private static final String JSON = "{\"id\":\"a7\",\"count\":3,\"list\":[1,2],\"none\":null}";

    private final Rig rig = new Rig();
    private HttpServer server;
    private ActorRef<Target.Command> target;

    @BeforeAll
    void open() throws IOException {
        server = HttpServer.create(loopback(), 0);
        server.createContext("/json", exchange -> answer(exchange, 200, JSON));
        server.createContext(
                "/echo",
                exchange -> answer(
                        exchange, 200, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        server.createContext("/chunks", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int chunk = 0; chunk < 100; chunk++) {
                    body.write(("chunk " + chunk + " " + "x".repeat(5_000)).getBytes(StandardCharsets.UTF_8));
                }
            }
        });
        server.createContext("/status/", exchange -> {
            int status = Integer.parseInt(exchange.getRequestURI().getPath().substring("/status/".length()));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        target = rig.target(server.getAddress().getPort());
    }

    @AfterAll
    void close() {
        rig.close();
        server.stop(0);
    }

    @Test
    void anAnswerCarriesItsTimes() {
        long before = rig.time.clock().nanos();
        Answered answered = rig.ask(target, Request.get("/json"));

        assertThat(answered.outcome()).isEqualTo(Outcome.OK);
        assertThat(answered.detail()).isEmpty();
        assertThat(answered.sentNanos()).isGreaterThanOrEqualTo(before);
        assertThat(answered.doneNanos()).isGreaterThan(answered.sentNanos());
    }

    @Test
    void manyRequestsInFlightAreEachAnsweredOnce() {
        List<Long> ids = Stream.generate(() -> rig.send(target, Request.get("/json")))
                .limit(200)
                .toList();

        assertThat(rig.caller.receiveSeveralMessages(200))
                .extracting(event -> ((Answered) event).id())
                .containsExactlyInAnyOrderElementsOf(ids);
        rig.caller.expectNoMessage(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 304})
    void statusesBelow400AreExpectedUnlessSaidOtherwise(int status) {
        assertThat(rig.ask(target, Request.get("/status/" + status)).outcome()).isEqualTo(Outcome.OK);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 503})
    void otherStatusesAreUnexpectedUnlessSaidOtherwise(int status) {
        Answered answered = rig.ask(target, Request.get("/status/" + status));

        assertThat(answered.outcome()).isEqualTo(Outcome.UNEXPECTED_STATUS);
        assertThat(answered.detail()).isEqualTo("status " + status);
        assertThat(ask("/status/" + status, new Expectation.Status(400, 599)).outcome())
                .isEqualTo(Outcome.OK);
    }

    @Test
    void anExpectedStatusReplacesTheUsualOnes() {
        assertThat(ask("/json", new Expectation.Status(201, 201)).outcome()).isEqualTo(Outcome.UNEXPECTED_STATUS);
    }

    @Test
    void theAnswerToHeadHasNoBodyAndLeavesTheConnectionUsable() {
        Request head = new Request(
                "/json", "HEAD", Template.literal("/json"), List.of(), Optional.empty(), List.of(), List.of());

        assertThat(rig.ask(target, head).outcome()).isEqualTo(Outcome.OK);
        assertThat(rig.ask(target, Request.get("/json")).outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void aChunkedAnswerIsPutTogether() {
        assertThat(ask("/chunks", new Expectation.BodyContains("chunk 99 x")).outcome())
                .isEqualTo(Outcome.OK);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyOfManyChunksArrivesWhole(boolean chunked) {
        String text = "{\"text\":\"" + "x".repeat(200_000) + "ü\"}";
        Request request = new Request(
                "/echo",
                "POST",
                Template.literal("/echo"),
                List.of(),
                Optional.of(new Request.Body(Template.literal(text), chunked)),
                List.of(),
                List.of(new Expectation.BodyContains(text)));

        assertThat(rig.ask(target, request).outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void eachKindOfExpectationHoldsWhereItShould() {
        assertThat(ask(
                                "/json",
                                new Expectation.Header("x-tag", Pattern.compile("t[a-z]+")),
                                new Expectation.BodyContains("\"a7\""),
                                new Expectation.BodyMatches(Pattern.compile("count\":\\d")),
                                new Expectation.JsonEquals("/id", "a7"),
                                new Expectation.JsonEquals("/count", "3"),
                                new Expectation.JsonEquals("/list", "[1,2]"),
                                new Expectation.JsonEquals("/list/1", "2"),
                                new Expectation.EchoesCorrelationId())
                        .outcome())
                .isEqualTo(Outcome.OK);
    }

    @Test
    void eachKindOfExpectationFailsWhereItShouldAndSaysWhich() {
        Map<Expectation, String> broken = new LinkedHashMap<>();
        broken.put(new Expectation.Header("X-Tag", Pattern.compile("t")), "expected header X-Tag");
        broken.put(new Expectation.Header("X-Absent", Pattern.compile(".*")), "expected header X-Absent");
        broken.put(new Expectation.BodyContains("b8"), "expected body with b8");
        broken.put(new Expectation.BodyMatches(Pattern.compile("^x")), "expected body like ^x");
        broken.put(new Expectation.JsonEquals("/id", "b8"), "expected json /id");
        broken.put(new Expectation.JsonEquals("/absent", ""), "expected json /absent");

        broken.forEach((expectation, detail) -> {
            Answered answered = ask("/json", expectation);
            assertThat(answered.outcome()).isEqualTo(Outcome.FAILED_EXPECTATION);
            assertThat(answered.detail()).isEqualTo(detail);
        });
    }

    @Test
    void aBodyThatIsNotJsonFailsAnExpectationOfJson() {
        assertThat(ask("/chunks", new Expectation.JsonEquals("", "x")).outcome())
                .isEqualTo(Outcome.FAILED_EXPECTATION);
    }

    @Test
    void aCorrelationIdThatDoesNotComeBackFails() {
        Answered answered = ask("/chunks", new Expectation.EchoesCorrelationId());

        assertThat(answered.outcome()).isEqualTo(Outcome.FAILED_EXPECTATION);
        assertThat(answered.detail()).isEqualTo("expected its correlation id");
    }

    @Test
    void aPatternThatExhaustsTheStackFailsOneRequestAndNotTheLoop() {
        Answered answered = ask("/chunks", new Expectation.BodyMatches(Pattern.compile("(c|h|u|n|k|x| |[0-9])*y")));

        assertThat(answered.outcome()).isEqualTo(Outcome.MALFORMED);
        assertThat(answered.detail()).isEqualTo("StackOverflowError");
        assertThat(rig.ask(target, Request.get("/json")).outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void eachKindOfExtractionFindsItsValueAndWhatIsNotThereIsLeftOut() {
        Request request = new Request(
                "/json",
                "GET",
                Template.literal("/json"),
                List.of(),
                Optional.empty(),
                List.of(
                        new Extraction.JsonPointer("id", "/id"),
                        new Extraction.JsonPointer("absent", "/x/y"),
                        new Extraction.Header("tag", "X-TAG"),
                        new Extraction.Header("noHeader", "X-Absent"),
                        new Extraction.Regex("count", Pattern.compile("count\":(\\d+)")),
                        new Extraction.Regex("noMatch", Pattern.compile("(z)"))),
                List.of());

        assertThat(rig.ask(target, request).extracted())
                .containsExactly(Map.entry("id", "a7"), Map.entry("tag", "today"), Map.entry("count", "3"));
    }

    @Test
    void anExtractedValueFillsALaterRequest() {
        Request request = new Request(
                "/echo",
                "POST",
                Template.literal("/echo"),
                List.of(),
                Optional.of(new Request.Body(new Template(List.of(new Template.Variable("id"))), false)),
                List.of(),
                List.of(new Expectation.BodyContains("a7")));
        long id = rig.nextId();

        assertThat(rig.ask(target, request, rig.draw("id", "a7"), id).outcome()).isEqualTo(Outcome.OK);
        assertThat(rig.ask(target, request, rig.draw("id", "b8"), id + 1_000).outcome())
                .isEqualTo(Outcome.FAILED_EXPECTATION);
    }

    @Test
    void theFileServerOfTheJdkIsATarget(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("hello.txt"), "hello");
        HttpServer files = SimpleFileServer.createFileServer(loopback(), folder, SimpleFileServer.OutputLevel.NONE);
        files.start();
        ActorRef<Target.Command> fileTarget = rig.target(files.getAddress().getPort());
        Request hello = expecting("/hello.txt", new Expectation.BodyMatches(Pattern.compile("^hello$")));

        assertThat(rig.ask(fileTarget, hello).outcome()).isEqualTo(Outcome.OK);
        assertThat(rig.ask(fileTarget, Request.get("/absent")).detail()).isEqualTo("status 404");
        files.stop(0);
    }

    private Answered ask(String path, Expectation... expectations) {
        return rig.ask(target, expecting(path, expectations));
    }

    private static Request expecting(String path, Expectation... expectations) {
        return new Request(
                path, "GET", Template.literal(path), List.of(), Optional.empty(), List.of(), List.of(expectations));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("X-Tag", "today");
        exchange.getResponseHeaders()
                .add("X-Correlation-ID", exchange.getRequestHeaders().getFirst("X-Correlation-ID"));
        boolean noBody = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, noBody ? -1 : bytes.length);
        if (!noBody) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
