package dev.wringer.adapters.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wringer.core.model.Request;
import dev.wringer.core.model.Template;
import dev.wringer.core.workload.Draw;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Writes requests of one kind as bytes: what is the same in each is written once, what differs is filled in, in the order
 * path, headers, body. How a message is framed is decided here, so the headers that say so cannot be given.
 */
final class RequestEncoder {
    static final String CORRELATION_ID = "X-Correlation-ID";

    private static final List<String> RESERVED = List.of("content-length", "transfer-encoding", "x-correlation-id");
    private static final List<String> RESERVED_FOR_WEB_SOCKETS =
            List.of("connection", "upgrade", "sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions");
    private static final byte[] CRLF = "\r\n".getBytes(UTF_8);
    private static final byte[] CORRELATION_ID_IS = (CORRELATION_ID + ": ").getBytes(UTF_8);
    private static final byte[] WEB_SOCKET_KEY_IS = "Sec-WebSocket-Key: ".getBytes(UTF_8);

    /** A part of the first line or of the headers, in order. */
    @FunctionalInterface
    private interface Piece {
        void write(ByteBuf out, Draw.Filler filler);
    }

    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder fixed = new StringBuilder();
    private final boolean webSocket;
    private final Optional<BodyEncoder> body;

    private RequestEncoder(Request request, String method, String authority, boolean webSocket) {
        this.webSocket = webSocket;
        fixed.append(method).append(' ');
        add(request.path(), HttpText::writeTarget);
        fixed.append(" HTTP/1.1\r\n");
        addUnlessGiven(request, "Host", authority);
        addUnlessGiven(request, "User-Agent", "wringer");
        if (webSocket) {
            fixed.append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
        }
        request.headers().stream().filter(this::isFree).forEach(this::addHeader);
        endFixed();
        this.body = webSocket ? Optional.empty() : Optional.of(BodyEncoder.of(request));
    }

    static RequestEncoder of(Request request, String authority) {
        return new RequestEncoder(request, request.method(), authority, false);
    }

    /** The opening handshake of RFC 6455, section 4.1. */
    static RequestEncoder webSocket(Request request, String authority) {
        return new RequestEncoder(request, "GET", authority, true);
    }

    void encode(ByteBuf out, Draw draw) {
        Draw.Filler filler = draw.filler();
        for (Piece piece : pieces) {
            piece.write(out, filler);
        }
        String correlationId = draw.correlationId();
        out.writeBytes(CORRELATION_ID_IS);
        HttpText.writeValue(out, correlationId);
        out.writeBytes(CRLF);
        if (webSocket) {
            out.writeBytes(WEB_SOCKET_KEY_IS);
            HttpText.writeValue(out, WebSocketHandshake.key(correlationId));
            out.writeBytes(CRLF);
        }
        body.ifPresentOrElse(b -> b.encode(out, filler), () -> out.writeBytes(CRLF));
    }

    private void addHeader(Request.Header header) {
        fixed.append(header.name()).append(": ");
        add(header.value(), HttpText::writeValue);
        fixed.append("\r\n");
    }

    private void add(Template template, BiConsumer<ByteBuf, String> writer) {
        if (isLiteral(template)) {
            ByteBuf text = Unpooled.buffer();
            writer.accept(text, literal(template));
            fixed.append(text.toString(UTF_8));
        } else {
            endFixed();
            pieces.add((out, filler) -> writer.accept(out, filler.fill(template)));
        }
    }

    private void addUnlessGiven(Request request, String name, String value) {
        if (request.headers().stream().noneMatch(header -> header.name().equalsIgnoreCase(name))) {
            fixed.append(name).append(": ").append(value).append("\r\n");
        }
    }

    private boolean isFree(Request.Header header) {
        String name = header.name().toLowerCase(Locale.ROOT);
        return !RESERVED.contains(name) && !(webSocket && RESERVED_FOR_WEB_SOCKETS.contains(name));
    }

    private void endFixed() {
        if (!fixed.isEmpty()) {
            byte[] bytes = fixed.toString().getBytes(UTF_8);
            pieces.add((out, filler) -> out.writeBytes(bytes));
            fixed.setLength(0);
        }
    }

    static boolean isLiteral(Template template) {
        return template.parts().stream().allMatch(Template.Literal.class::isInstance);
    }

    static String literal(Template template) {
        StringBuilder text = new StringBuilder();
        template.parts().forEach(part -> text.append(((Template.Literal) part).text()));
        return text.toString();
    }
}
