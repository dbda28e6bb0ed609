package dev.wringer.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Expectation;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Template;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.run.Target.Answered;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileServerTest {
    private static final Request GET = Request.get("/");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final Rig rig = new Rig();

    @AfterAll
    void close() {
        rig.close();
    }

    @Test
    void aPortWhereNobodyListensRefuses() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        Answered answered = rig.ask(rig.target(port), GET);

        assertThat(answered.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(answered.detail()).isEqualTo("connection refused");
        assertThat(answered.sentNanos()).isLessThanOrEqualTo(answered.doneNanos());
    }

    @Test
    void aHostThatNobodyKnowsRefuses() {
        var target = rig.target(AttachedService.at("host.invalid", 80, false), Trust.AUTHORITIES, Limits.DEFAULT);
        Answered answered = rig.ask(target, GET);

        assertThat(answered.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(answered.detail()).isEqualTo("unknown host");
    }

    @Test
    void garbageIsMalformed() throws IOException {
        assertOutcome(Outcome.MALFORMED, "not an HTTP answer", c -> {
            c.read();
            c.say("garbage, and not even a status line\r\n\r\n");
            c.awaitEnd();
        });
    }

    @Test
    void aStatusThatIsNoNumberIsMalformed() throws IOException {
        assertOutcome(Outcome.MALFORMED, "not an HTTP answer", c -> {
            c.read();
            c.say("HTTP/1.1 two hundred\r\nContent-Length: 0\r\n\r\n");
            c.awaitEnd();
        });
    }

    @Test
    void aChunkWithoutALengthIsMalformed() throws IOException {
        assertOutcome(Outcome.MALFORMED, "not an HTTP answer", c -> {
            c.read();
            c.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");
            c.awaitEnd();
        });
    }

    @Test
    void headersWithoutEndAreMalformed() throws IOException {
        assertOutcome(Outcome.MALFORMED, "not an HTTP answer", c -> {
            c.read();
            c.say("HTTP/1.1 200 OK\r\nX: " + "x".repeat(70_000));
            c.awaitEnd();
        });
    }

    @Test
    void aConnectionClosedBeforeTheAnswerIsReset() throws IOException {
        assertOutcome(Outcome.RESET, "connection closed", RawServer.Connection::read);
    }

    @Test
    void aConnectionResetBeforeTheAnswerIsReset() throws IOException {
        assertOutcome(Outcome.RESET, "connection reset", c -> {
            c.read();
            c.breakOff();
        });
    }

    @Test
    void halfAnAnswerIsReset() throws IOException {
        List<String> halves = List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 2");
        for (String half : halves) {
            assertOutcome(Outcome.RESET, "connection closed inside the answer", c -> {
                c.read();
                c.say(half);
            });
        }
    }

    @Test
    void anAnswerWhoseEndIsTheEndOfTheConnectionIsWhole() throws IOException {
        assertOutcome(Outcome.OK, "", c -> {
            c.read();
            c.say("HTTP/1.1 200 OK\r\n\r\nuntil the end");
        });
    }

    @Test
    void interimAnswersAreNotTheAnswer() throws IOException {
        assertOutcome(Outcome.OK, "", c -> {
            c.read();
            c.say("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK);
            c.awaitEnd();
        });
    }

    @Test
    void aSwitchOfProtocolsThatNobodyAskedForIsAnUnexpectedStatus() throws IOException {
        assertOutcome(Outcome.UNEXPECTED_STATUS, "status 101", c -> {
            c.read();
            c.say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n");
            c.awaitEnd();
        });
    }

    @Test
    void anAnswerBeyondTheLimitIsMalformedOnlyWhereItsBodyIsNeeded() throws IOException {
        Limits small = new Limits(10, Duration.ofSeconds(20), 1_000);
        Request needsBody = expecting(GET, new Expectation.BodyContains("x"));
        try (RawServer server =
                new RawServer(answering("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" + "x".repeat(1_001)))) {
            var target = rig.target(AttachedService.at("127.0.0.1", server.port(), false), Trust.AUTHORITIES, small);

            assertThat(rig.ask(target, GET).outcome()).isEqualTo(Outcome.OK);
            Answered answered = rig.ask(target, needsBody);
            assertThat(answered.outcome()).isEqualTo(Outcome.MALFORMED);
            assertThat(answered.detail()).isEqualTo("answer too long");
        }
    }

    @Test
    void aConnectionClosedWhileIdleIsReplacedWithoutTelling() throws Exception {
        try (RawServer server = new RawServer(
                c -> {
                    c.read();
                    c.say(OK);
                    c.read();
                    c.breakOff();
                },
                answering(OK))) {
            var target = rig.target(server.port());
            assertThat(rig.ask(target, GET).outcome()).isEqualTo(Outcome.OK);

            assertThat(rig.ask(target, GET).outcome()).isEqualTo(Outcome.OK);
            for (int requests = 0; requests < 3; requests++) {
                assertThat(server.request()).startsWith("GET / HTTP/1.1\r\n");
            }
        }
    }

    @Test
    void aRequestThatMayHaveBeenActedOnIsNotRepeated() throws Exception {
        Request post =
                new Request("/", "POST", Template.literal("/"), List.of(), Optional.empty(), List.of(), List.of());
        try (RawServer server = new RawServer(
                c -> {
                    c.read();
                    c.say(OK);
                    c.read();
                },
                answering(OK))) {
            var target = rig.target(server.port());
            assertThat(rig.ask(target, post).outcome()).isEqualTo(Outcome.OK);

            assertThat(rig.ask(target, post).outcome()).isEqualTo(Outcome.RESET);
        }
    }

    @Test
    void aRequestIsRepeatedOnlyOnce() throws Exception {
        try (RawServer server = new RawServer(
                c -> {
                    c.read();
                    c.say(OK);
                    c.read();
                },
                RawServer.Connection::read)) {
            var target = rig.target(server.port());
            assertThat(rig.ask(target, GET).outcome()).isEqualTo(Outcome.OK);

            assertThat(rig.ask(target, GET).outcome()).isEqualTo(Outcome.RESET);
        }
    }

    @Test
    void anIdleConnectionThatTheServiceClosesIsNotUsedAgain() throws Exception {
        try (RawServer server = new RawServer(
                c -> {
                    c.read();
                    c.say(OK + "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
                    c.awaitEnd();
                },
                answering(OK))) {
            var target = rig.target(server.port());
            assertThat(rig.ask(target, GET).outcome()).isEqualTo(Outcome.OK);
            assertThat(server.seesEnd()).isTrue();

            assertThat(rig.ask(target, GET).outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void aConnectionIsClosedWhenTheAnswerSaysSo() throws Exception {
        try (RawServer server =
                new RawServer(answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"))) {
            assertThat(rig.ask(rig.target(server.port()), GET).outcome()).isEqualTo(Outcome.OK);
            assertThat(server.seesEnd()).isTrue();
        }
    }

    @Test
    void idleConnectionsAreClosedAfterTheirTimeAndBeyondTheirNumber() throws Exception {
        for (Limits limits :
                List.of(new Limits(10, Duration.ofMillis(20), 1_000), new Limits(0, Duration.ofMinutes(5), 1_000))) {
            try (RawServer server = new RawServer(answering(OK))) {
                var target =
                        rig.target(AttachedService.at("127.0.0.1", server.port(), false), Trust.AUTHORITIES, limits);
                assertThat(rig.ask(target, GET).outcome()).isEqualTo(Outcome.OK);
                assertThat(server.seesEnd()).isTrue();
            }
        }
    }

    @Test
    void aRequestThatIsGivenUpFreesItsConnectionAndIsNotAnswered() throws Exception {
        List<String> answersSoFar = List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it");
        for (String soFar : answersSoFar) {
            try (RawServer server = new RawServer(
                    c -> {
                        c.read();
                        c.say(soFar);
                        c.awaitEnd();
                    },
                    answering(OK))) {
                var target = rig.target(server.port());
                long id = rig.send(target, GET);
                server.request();
                target.tell(new Target.Cancel(id));

                assertThat(server.seesEnd()).isTrue();
                assertThat(rig.ask(target, GET).id()).isNotEqualTo(id);
            }
        }
    }

    @Test
    void aRequestThatIsGivenUpWhileItsConnectionIsMadeIsNotAnswered() throws Exception {
        try (RawServer server = new RawServer(answering(OK))) {
            var target = rig.target(server.port());
            long id = rig.send(target, GET);
            target.tell(new Target.Cancel(id));
            target.tell(new Target.Cancel(id));
            target.tell(new Target.Cancel(123_456));

            assertThat(rig.ask(target, GET).id()).isNotEqualTo(id);
        }
    }

    @Test
    void aTargetThatStopsClosesAllItsConnections() throws Exception {
        RawServer.Script holding = c -> {
            c.read();
            c.awaitEnd();
        };
        RawServer.Script idling = c -> {
            c.read();
            c.say(OK);
            c.awaitEnd();
        };
        try (RawServer server = new RawServer(idling, holding)) {
            var target = rig.target(server.port());
            assertThat(rig.ask(target, GET).outcome()).isEqualTo(Outcome.OK);
            rig.send(target, GET);
            rig.send(target, GET);
            server.request();
            server.request();
            rig.kit.stop(target);

            for (int connection = 0; connection < 2; connection++) {
                assertThat(server.seesEnd()).isTrue();
            }
        }
    }

    private void assertOutcome(Outcome outcome, String detail, RawServer.Script script) throws IOException {
        try (RawServer server = new RawServer(script)) {
            Answered answered = rig.ask(rig.target(server.port()), GET);

            assertThat(answered.outcome()).isEqualTo(outcome);
            assertThat(answered.detail()).isEqualTo(detail);
            assertThat(answered.doneNanos()).isGreaterThanOrEqualTo(answered.sentNanos());
        }
    }

    /** Answers each request with the same text, until the client closes. */
    private static RawServer.Script answering(String text) {
        return connection -> {
            while (true) {
                connection.read();
                connection.say(text);
            }
        };
    }

    private static Request expecting(Request request, Expectation... expectations) {
        return new Request(
                request.endpoint(),
                request.method(),
                request.path(),
                request.headers(),
                request.body(),
                request.extractions(),
                List.of(expectations));
    }
}
