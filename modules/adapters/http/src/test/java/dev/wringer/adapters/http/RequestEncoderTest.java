package dev.wringer.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Request;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Template;
import dev.wringer.core.workload.Draw;
import dev.wringer.core.workload.Placeholders;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestEncoderTest {
    private static final Template VARIABLE = new Template(List.of(new Template.Variable("v")));

    @Test
    void aPlainRequestHasHostAgentAndCorrelationId() {
        assertThat(encoded(Request.get("/a?b=c"), "")).isEqualTo("""
            GET /a?b=c HTTP/1.1
            Host: web:7000
            User-Agent: wringer
            X-Correlation-ID: run-flow-7-2

            """.replace("\n", "\r\n"));
    }

    @Test
    void headersThatAreGivenReplaceTheUsualOnes() {
        Request request = request("GET", header("host", "other"), header("User-Agent", "mine"));

        assertThat(encoded(request, ""))
                .contains("host: other\r\n", "User-Agent: mine\r\n")
                .doesNotContain("web:7000", "wringer");
    }

    @Test
    void headersThatDecideHowAMessageIsFramedCannotBeGiven() {
        Request request = request(
                "POST",
                header("Content-Length", "5"),
                header("transfer-encoding", "chunked"),
                header("X-Correlation-Id", "mine"));

        assertThat(encoded(request, ""))
                .contains("Content-Length: 0\r\n", "X-Correlation-ID: run-flow-7-2\r\n")
                .doesNotContain("Content-Length: 5", "chunked", "mine");
    }

    @Test
    void aBodyWithPlaceholdersHasItsLengthInBytes() {
        assertThat(encoded(post(VARIABLE, false), "grün")).endsWith("Content-Length: 5\r\n\r\ngrün");
    }

    @Test
    void aBodyWithoutPlaceholdersHasItsLengthInBytes() {
        assertThat(encoded(post(Template.literal("grün"), false), "")).endsWith("Content-Length: 5\r\n\r\ngrün");
    }

    @Test
    void aChunkedBodyIsCutIntoChunks() {
        String text = "x".repeat(8_192) + "yz";
        String expected = "2000\r\n" + "x".repeat(8_192) + "\r\n2\r\nyz\r\n0\r\n\r\n";

        assertThat(encoded(post(VARIABLE, true), text))
                .endsWith("Transfer-Encoding: chunked\r\n\r\n" + expected)
                .doesNotContain("Content-Length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", " [1]"})
    void aBodyThatBeginsLikeJsonIsCalledJson(String body) {
        assertThat(encoded(post(VARIABLE, false), body)).contains("Content-Type: application/json\r\n");
    }

    @Test
    void aBodyOfAnotherKindOrWithATypeOfItsOwnIsNotCalledJson() {
        assertThat(encoded(post(VARIABLE, false), "a=b")).doesNotContain("Content-Type");
        assertThat(encoded(post(VARIABLE, false, header("content-type", "text/x")), "{}"))
                .contains("content-type: text/x\r\n")
                .doesNotContain("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nEvil: 1", "a\nEvil: 1", "a\r\n\r\nGET /evil HTTP/1.1\r\n", "a\0b"})
    void whatAPlaceholderIsFilledWithCannotEndALine(String evil) {
        Request inHeader = new Request(
                "/",
                "GET",
                Template.literal("/"),
                List.of(new Request.Header("X", VARIABLE)),
                Optional.empty(),
                List.of(),
                List.of());
        Request inPath = new Request("/", "GET", VARIABLE, List.of(), Optional.empty(), List.of(), List.of());
        int lines = encoded(Request.get("/"), "").split("\r\n", -1).length;

        assertThat(encoded(inHeader, evil).split("[\r\n]+", -1)).hasSize(lines);
        assertThat(encoded(inPath, evil).split("[\r\n]+", -1)).hasSize(lines - 1);
        assertThat(encoded(inHeader, evil)).doesNotContain("\nEvil", "\0");
    }

    @Test
    void aPathIsEncodedWhereItMustBe() {
        Request request = new Request("/", "GET", VARIABLE, List.of(), Optional.empty(), List.of(), List.of());

        assertThat(encoded(request, "a b/ü#c%20?d=e&f")).startsWith("GET /a%20b/%C3%BC%23c%20?d=e&f HTTP/1.1\r\n");
        assertThat(encoded(request, "")).startsWith("GET / HTTP/1.1\r\n");
        assertThat(encoded(request, "http://web/x")).startsWith("GET http://web/x HTTP/1.1\r\n");
    }

    @Test
    void placeholdersAreDrawnInTheOrderPathHeadersBody() {
        Template uuid = new Template(List.of(new Template.Literal("/"), new Template.Uuid()));
        Request request = new Request(
                "/",
                "POST",
                uuid,
                List.of(new Request.Header("X", uuid)),
                Optional.of(new Request.Body(uuid, false)),
                List.of(),
                List.of());
        Draw.Filler filler = draw("").filler();
        String path = filler.fill(uuid);
        String header = filler.fill(uuid);
        String body = filler.fill(uuid);

        assertThat(encoded(request, "")).containsSubsequence("POST " + path, "X: " + header, "\r\n\r\n" + body);
    }

    @Test
    void aWebSocketHandshakeCarriesTheKeyOfItsCorrelationIdAndNothingThatContradictsIt() {
        Request request = request("GET", header("Connection", "close"), header("Sec-WebSocket-Protocol", "chat"));
        ByteBuf out = UnpooledByteBufAllocator.DEFAULT.heapBuffer();
        RequestEncoder.webSocket(request, "web").encode(out, draw(""));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "Connection: Upgrade\r\n",
                        "Upgrade: websocket\r\n",
                        "Sec-WebSocket-Version: 13\r\n",
                        "Sec-WebSocket-Protocol: chat\r\n",
                        "Sec-WebSocket-Key: " + WebSocketHandshake.key("run-flow-7-2") + "\r\n")
                .doesNotContain("close");
    }

    /** The example of RFC 6455, section 1.3. */
    @Test
    void aHandshakeIsAcceptedAsTheStandardSays() {
        assertThat(WebSocketHandshake.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    private static String encoded(Request request, String variable) {
        ByteBuf bytes =
                CompiledRequest.of(request, "web:7000").encode(UnpooledByteBufAllocator.DEFAULT, draw(variable));
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.release();
        return text;
    }

    private static Draw draw(String variable) {
        Placeholders placeholders = new Placeholders("run", "flow", new Seed(1), Optional.empty());
        return new Draw(placeholders, 7, 2, Map.of("v", variable));
    }

    private static Request request(String method, Request.Header... headers) {
        return new Request(
                "/", method, Template.literal("/"), List.of(headers), Optional.empty(), List.of(), List.of());
    }

    private static Request post(Template body, boolean chunked, Request.Header... headers) {
        return new Request(
                "/",
                "POST",
                Template.literal("/"),
                List.of(headers),
                Optional.of(new Request.Body(body, chunked)),
                List.of(),
                List.of());
    }

    private static Request.Header header(String name, String value) {
        return new Request.Header(name, Template.literal(value));
    }
}
