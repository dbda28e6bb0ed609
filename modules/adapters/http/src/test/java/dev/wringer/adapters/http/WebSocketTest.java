package dev.wringer.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Template;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.run.Target.Answered;
import dev.wringer.engine.run.Target.SocketClosed;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebSocketTest {
    private static final String AGREED = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
            + WebSocketHandshake.accept(WebSocketHandshake.key("run-flow-1-0")) + "\r\n\r\n";

    private final Rig rig = new Rig();
    private final SocketServer server = new SocketServer();
    private final ActorRef<Target.Command> target = rig.target(server.port());

    @AfterEach
    void close() {
        server.close();
        rig.close();
    }

    @Test
    void aTextIsAnsweredByTheTextThatContainsWhatIsExpected() {
        long socket = opened();
        long text = sendText(socket, "hello", "echo hello");

        assertThat(answer()).extracting(Answered::id, Answered::outcome).containsExactly(text, Outcome.OK);
    }

    @Test
    void anyTextAnswersWhereNoneIsExpected() {
        long socket = opened();
        long text = sendText(socket, "hello", "");

        assertThat(answer()).extracting(Answered::id, Answered::outcome).containsExactly(text, Outcome.OK);
    }

    @Test
    void textsAreAnsweredInTheirOrderAndEachIncomingTextAnswersOne() {
        long socket = opened();
        sendText(socket, "silence", "echo never");
        long first = sendText(socket, "same", "same");
        long second = sendText(socket, "same", "same");

        assertThat(answer().id()).isEqualTo(first);
        assertThat(answer().id()).isEqualTo(second);
    }

    @Test
    void aTextInPiecesIsPutTogether() {
        long text = sendText(opened(), "pieces", "pieces");

        assertThat(answer().id()).isEqualTo(text);
    }

    @Test
    void aPingIsAnsweredByAPong() throws Exception {
        sendText(opened(), "ping", "never");

        assertThat(server.event()).isEqualTo("open");
        assertThat(server.event()).isEqualTo("pong");
    }

    @Test
    void aSocketThatTheServiceClosesResetsItsTextsAndTellsItsOpener() {
        long socket = opened();
        long text = sendText(socket, "close", "never");

        assertThat(answer()).extracting(Answered::id, Answered::outcome).containsExactly(text, Outcome.RESET);
        assertThat(rig.caller.receiveMessage()).isEqualTo(new SocketClosed(socket, "closed by the service with 1001"));
    }

    @Test
    void aSocketThatTheServiceCutsResetsItsTextsAndTellsItsOpener() {
        long socket = opened();
        long text = sendText(socket, "cut", "never");

        assertThat(answer()).extracting(Answered::id, Answered::outcome).containsExactly(text, Outcome.RESET);
        assertThat(rig.caller.receiveMessage()).isEqualTo(new SocketClosed(socket, "connection closed"));
    }

    @Test
    void aSocketThatIsClosedByItsOpenerSaysGoodByeAndNothingFollows() throws Exception {
        long socket = opened();
        target.tell(new Target.CloseSocket(socket));
        target.tell(new Target.CloseSocket(socket));
        long late = sendText(socket, "hello", "");

        assertThat(answer()).extracting(Answered::id, Answered::outcome).containsExactly(late, Outcome.RESET);
        assertThat(server.event()).isEqualTo("open");
        assertThat(server.event()).isEqualTo("close 1000");
        assertThat(server.event()).isEqualTo("gone");
        rig.kit.stop(target);
        rig.caller.expectNoMessage(Duration.ZERO);
    }

    @Test
    void aTextThatIsGivenUpIsNotAnsweredAndTheSocketStaysOpen() throws Exception {
        long socket = opened();
        long given = sendText(socket, "silence", "");
        assertThat(server.event()).isEqualTo("open");
        assertThat(server.event()).isEqualTo("text silence");
        target.tell(new Target.Cancel(given));
        long next = sendText(socket, "hello", "");

        assertThat(answer().id()).isEqualTo(next);
    }

    @Test
    void anOpenSocketWhoseOpeningIsGivenUpIsClosed() throws Exception {
        long socket = opened();
        target.tell(new Target.Cancel(socket));

        assertThat(server.event()).isEqualTo("open");
        assertThat(server.event()).isEqualTo("close 1000");
    }

    @Test
    void aServiceThatDoesNotSwitchIsAnUnexpectedStatus() throws Exception {
        try (RawServer raw = new RawServer(c -> {
            c.read();
            c.say("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone");
            c.awaitEnd();
        })) {
            Answered answered = open(rig.target(raw.port()), "/ws");

            assertThat(answered.outcome()).isEqualTo(Outcome.UNEXPECTED_STATUS);
            assertThat(answered.detail()).isEqualTo("status 404");
            assertThat(raw.seesEnd()).isTrue();
        }
    }

    @Test
    void aHandshakeWithAWrongKeyIsMalformed() throws Exception {
        try (RawServer raw = new RawServer(c -> {
            c.read();
            c.say(AGREED.replace("Accept: ", "Accept: wrong"));
            c.awaitEnd();
        })) {
            assertThat(open(rig.target(raw.port()), "/ws").outcome()).isEqualTo(Outcome.MALFORMED);
            assertThat(raw.seesEnd()).isTrue();
        }
    }

    @Test
    void aHandshakeThatIsGivenUpFreesItsConnection() throws Exception {
        try (RawServer raw = new RawServer(c -> {
            c.read();
            c.awaitEnd();
        })) {
            var silent = rig.target(raw.port());
            long id = rig.nextId();
            silent.tell(new Target.OpenSocket(id, Request.get("/ws"), rig.draw(id), rig.caller.ref()));
            raw.request();
            silent.tell(new Target.Cancel(id));

            assertThat(raw.seesEnd()).isTrue();
        }
    }

    @Test
    void aHandshakeThatIsCutIsReset() throws Exception {
        try (RawServer raw = new RawServer(RawServer.Connection::read)) {
            assertThat(open(rig.target(raw.port()), "/ws").outcome()).isEqualTo(Outcome.RESET);
        }
    }

    @Test
    void aFrameThatNoProtocolKnowsEndsTheSocket() throws Exception {
        try (RawServer raw = new RawServer(c -> {
            c.read();
            c.say(AGREED + "\u007f\u0001garbage");
            c.awaitEnd();
        })) {
            assertThat(open(rig.target(raw.port()), "/ws").outcome()).isEqualTo(Outcome.OK);
            assertThat(rig.caller.expectMessageClass(SocketClosed.class).reason())
                    .isEqualTo("CorruptedWebSocketFrameException");
            assertThat(raw.seesEnd()).isTrue();
        }
    }

    @Test
    void aServiceThatDoesNotReadItsSocketCannotFillTheMemory() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer raw = new RawServer(c -> {
            c.read();
            c.say(AGREED);
            c.hold(over);
        })) {
            var deaf = rig.target(raw.port());
            long socket = open(deaf, "/ws").id();
            int texts = 20;
            for (int text = 0; text < texts; text++) {
                sendText(deaf, socket, "x".repeat(1_000_000), "never");
            }

            assertThat(answer().outcome()).isEqualTo(Outcome.NOT_SENT);
            over.countDown();
        }
    }

    private long opened() {
        Answered answered = open("/ws");
        assertThat(answered.outcome()).isEqualTo(Outcome.OK);
        return answered.id();
    }

    private Answered open(String path) {
        return open(target, path);
    }

    private Answered open(ActorRef<Target.Command> to, String path) {
        long id = rig.nextId();
        to.tell(new Target.OpenSocket(id, Request.get(path), rig.draw(id), rig.caller.ref()));
        return answer();
    }

    private long sendText(long socket, String text, String expect) {
        return sendText(target, socket, text, expect);
    }

    private long sendText(ActorRef<Target.Command> to, long socket, String text, String expect) {
        long id = rig.nextId();
        var message = new SessionFlow.Step.Message("talk", Template.literal(text), Template.literal(expect));
        to.tell(new Target.SendText(id, socket, message, rig.draw(id), rig.caller.ref()));
        return id;
    }

    private Answered answer() {
        return rig.caller.expectMessageClass(Answered.class);
    }
}
