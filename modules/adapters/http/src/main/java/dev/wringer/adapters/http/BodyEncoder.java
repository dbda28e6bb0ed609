package dev.wringer.adapters.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wringer.core.model.Request;
import dev.wringer.core.model.Template;
import dev.wringer.core.workload.Draw;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;

/** Writes the last headers of a request, which depend on its body, and the body itself. */
final class BodyEncoder {
    /** A request of these methods says that it has no body, when it has none (RFC 9110, section 8.6). */
    private static final List<String> USUALLY_WITH_BODY = List.of("POST", "PUT", "PATCH");

    private static final int CHUNK_BYTES = 8_192;
    private static final byte[] CRLF = "\r\n".getBytes(UTF_8);
    private static final byte[] IS_JSON = "Content-Type: application/json\r\n".getBytes(UTF_8);
    private static final byte[] IS_CHUNKED = "Transfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8);
    private static final byte[] LENGTH_IS = "Content-Length: ".getBytes(UTF_8);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(UTF_8);

    private final Template text;
    private final boolean chunked;
    private final boolean typeGiven;

    /** All of it, when it is always the same. */
    private final byte[] fixed;

    private BodyEncoder(Template text, boolean chunked, boolean typeGiven) {
        this.text = text;
        this.chunked = chunked;
        this.typeGiven = typeGiven;
        this.fixed = RequestEncoder.isLiteral(text) ? bytesOf(RequestEncoder.literal(text)) : null;
    }

    private BodyEncoder(String noBody) {
        this.text = Template.literal("");
        this.chunked = false;
        this.typeGiven = true;
        this.fixed = noBody.getBytes(UTF_8);
    }

    static BodyEncoder of(Request request) {
        boolean typeGiven = request.headers().stream().anyMatch(h -> h.name().equalsIgnoreCase("Content-Type"));
        return request.body()
                .map(body -> new BodyEncoder(body.text(), body.chunked(), typeGiven))
                .orElseGet(() -> new BodyEncoder(
                        USUALLY_WITH_BODY.contains(request.method()) ? "Content-Length: 0\r\n\r\n" : "\r\n"));
    }

    void encode(ByteBuf out, Draw.Filler filler) {
        if (fixed != null) {
            out.writeBytes(fixed);
        } else {
            write(out, filler.fill(text));
        }
    }

    private byte[] bytesOf(String body) {
        ByteBuf out = Unpooled.buffer();
        write(out, body);
        return ByteBufUtil.getBytes(out);
    }

    private void write(ByteBuf out, String body) {
        if (!typeGiven && looksLikeJson(body)) {
            out.writeBytes(IS_JSON);
        }
        if (chunked) {
            out.writeBytes(IS_CHUNKED);
            writeChunks(out, body.getBytes(UTF_8));
        } else {
            out.writeBytes(LENGTH_IS);
            ByteBufUtil.writeAscii(out, Integer.toString(ByteBufUtil.utf8Bytes(body)));
            out.writeBytes(CRLF).writeBytes(CRLF);
            ByteBufUtil.writeUtf8(out, body);
        }
    }

    private static void writeChunks(ByteBuf out, byte[] body) {
        for (int from = 0; from < body.length; from += CHUNK_BYTES) {
            int length = Math.min(CHUNK_BYTES, body.length - from);
            ByteBufUtil.writeAscii(out, Integer.toHexString(length));
            out.writeBytes(CRLF).writeBytes(body, from, length).writeBytes(CRLF);
        }
        out.writeBytes(LAST_CHUNK);
    }

    private static boolean looksLikeJson(String body) {
        String text = body.stripLeading();
        return text.startsWith("{") || text.startsWith("[");
    }
}
