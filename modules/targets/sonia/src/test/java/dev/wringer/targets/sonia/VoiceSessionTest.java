package dev.wringer.targets.sonia;

import static dev.wringer.targets.sonia.ServiceName.PIPECAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.targets.sonia.SoniaInProcess.Reply;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoiceSessionTest {
    private static final Duration IDLE = Duration.ofMinutes(2);

    @TempDir
    static Path data;

    private static SoniaInProcess sonia;

    @BeforeAll
    static void start() {
        sonia = SoniaInProcess.start(data, SoniaInProcess.ALL, Map.of(), IDLE);
    }

    @AfterAll
    static void stop() {
        sonia.close();
    }

    /** The user's end of a stream. */
    private static final class Ear implements WebSocket.Listener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
            heard.add(text.toString());
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            closed.complete(statusCode);
            return CompletableFuture.completedFuture(null);
        }

        String next() throws InterruptedException {
            return heard.poll(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void audioIsAnsweredWithATranscriptOfTheSameNumber() throws InterruptedException {
        String session = started(sonia, "ada");
        Ear ear = new Ear();
        WebSocket socket = stream(sonia, session, ear);
        for (int seq = 1; seq <= 3; seq++) {
            socket.sendText("{\"type\":\"audio\",\"seq\":" + seq + ",\"payload\":\"AAAA\"}", true)
                    .join();

            assertThat(ear.next()).contains("\"type\":\"transcript\"").contains("\"seq\":" + seq);
        }
        socket.abort();
        stopped(sonia, session);
    }

    @Test
    void whatTheUserSaysIsAnsweredByTheAssistant() throws InterruptedException {
        String session = started(sonia, "bob");
        Ear ear = new Ear();
        WebSocket socket = stream(sonia, session, ear);
        socket.sendText("{\"type\":\"say\",\"seq\":1,\"text\":\"good morning\"}", true)
                .join();

        assertThat(ear.next()).contains("\"type\":\"reply\"").contains("good morning");
        socket.abort();
        stopped(sonia, session);
    }

    @Test
    void aMessageThatIsNotUnderstoodIsAnErrorAndTheStreamGoesOn() throws InterruptedException {
        String session = started(sonia, "cid");
        Ear ear = new Ear();
        WebSocket socket = stream(sonia, session, ear);

        socket.sendText("hello", true).join();
        assertThat(ear.next()).contains("INVALID_ARGUMENT");
        socket.sendText("{\"type\":\"audio\",\"seq\":0}", true).join();
        assertThat(ear.next()).contains("\"seq\":0").contains("transcript");
        socket.abort();
        stopped(sonia, session);
    }

    @Test
    void stoppingASessionClosesItsStream() {
        String session = started(sonia, "dora");
        Ear ear = new Ear();
        stream(sonia, session, ear);
        assertThat(statusOf(sonia, session)).isEqualTo("open");
        assertThat(sonia.metric(PIPECAT, "sonia_sessions_open")).isPositive();

        Reply stop = stopped(sonia, session);

        assertThat(stop.data().path("status").asText()).isEqualTo("closed");
        assertThat(ear.closed.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo(WebSocket.NORMAL_CLOSURE);
        assertThat(statusOf(sonia, session)).isEqualTo("closed");
    }

    @Test
    void aSessionMayBeStoppedTwiceButMustHaveBeenStarted() {
        String session = started(sonia, "eva");

        assertThat(stopped(sonia, session).status()).isEqualTo(200);
        assertThat(stopped(sonia, session).status()).isEqualTo(200);
        assertThat(stopped(sonia, "never-started").code()).isEqualTo("NOT_FOUND");
        assertThat(sonia.get(PIPECAT, "/session/never-started").status()).isEqualTo(404);
    }

    @Test
    void onlyAnOpenSessionHasAStream() {
        String session = started(sonia, "finn");
        stopped(sonia, session);

        assertThat(CompletableFuture.supplyAsync(() -> stream(sonia, session, new Ear())))
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(WebSocketHandshakeException.class);
        assertThat(sonia.get(PIPECAT, "/session/x/stream").code()).isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void aSessionNeedsAUser() {
        assertThat(sonia.post(PIPECAT, "/session/start", "{}").code()).isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void aSessionWithoutStreamIsClosedAfterTheIdleTime(@TempDir Path own) {
        try (SoniaInProcess hasty = SoniaInProcess.defective(own, PIPECAT, Map.of())) {
            String session = started(hasty, "gil");
            assertThat(hasty.get(PIPECAT, "/sessions").data().path("count").intValue())
                    .isEqualTo(1);

            assertThat(SoniaInProcess.eventually(() -> statusOf(hasty, session).equals("closed")))
                    .isTrue();
            assertThat(hasty.get(PIPECAT, "/sessions").data().path("count").intValue())
                    .isZero();
        }
    }

    @Test
    void aSessionWithAStreamIsNotIdle(@TempDir Path own) throws InterruptedException {
        try (SoniaInProcess hasty = SoniaInProcess.defective(own, PIPECAT, Map.of())) {
            String silent = started(hasty, "hal");
            String session = started(hasty, "hal");
            WebSocket socket = stream(hasty, session, new Ear());
            assertThat(SoniaInProcess.eventually(() -> statusOf(hasty, silent).equals("closed")))
                    .isTrue();
            assertThat(statusOf(hasty, session)).isEqualTo("open");

            socket.abort();
            assertThat(SoniaInProcess.eventually(() -> statusOf(hasty, session).equals("closed")))
                    .isTrue();
        }
    }

    @Test
    void aStuckSessionAcceptsItsStopAndStaysOpen(@TempDir Path own) throws InterruptedException {
        Map<String, String> defect = Map.of("SONIA_DEFECT_STUCK_SESSIONS", "100%");
        try (SoniaInProcess stuck = SoniaInProcess.defective(own, PIPECAT, defect)) {
            String session = started(stuck, "ida");
            Ear ear = new Ear();
            WebSocket socket = stream(stuck, session, ear);

            Reply stop = stopped(stuck, session);
            socket.sendText("{\"type\":\"audio\",\"seq\":7}", true).join();

            assertThat(stop.status()).isEqualTo(200);
            assertThat(statusOf(stuck, session)).isEqualTo("open");
            assertThat(stuck.metric(PIPECAT, "sonia_sessions_open")).isEqualTo(1);
            assertThat(ear.next()).contains("\"seq\":7");
            assertThat(ear.closed).isNotDone();
        }
    }

    private static String started(SoniaInProcess sonia, String user) {
        return sonia.post(PIPECAT, "/session/start", "{\"user\":\"" + user + "\"}")
                .data()
                .path("session_id")
                .asText();
    }

    private static Reply stopped(SoniaInProcess sonia, String session) {
        return sonia.post(PIPECAT, "/session/stop", "{\"session_id\":\"" + session + "\"}");
    }

    private static String statusOf(SoniaInProcess sonia, String session) {
        return sonia.get(PIPECAT, "/session/" + session).data().path("status").asText();
    }

    private static WebSocket stream(SoniaInProcess sonia, String session, Ear ear) {
        URI uri = URI.create("ws://127.0.0.1:" + sonia.portOf(PIPECAT) + "/session/" + session + "/stream");
        return SoniaInProcess.client()
                .newWebSocketBuilder()
                .buildAsync(uri, ear)
                .join();
    }
}
