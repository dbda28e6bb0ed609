package dev.wringer.adapters.http;

import dev.wringer.core.model.Request;
import dev.wringer.core.workload.Draw;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/** All about a kind of request that need not be found out anew for each one. */
final class CompiledRequest {
    /** RFC 9110, section 9.2.2. */
    private static final List<String> IDEMPOTENT = List.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

    private static final int OK_FROM = 200;
    private static final int OK_TO = 399;

    final boolean isHead;
    final boolean isIdempotent;
    final AnswerCheck check;
    private final RequestEncoder encoder;
    private int bytesExpected = 256;

    private CompiledRequest(String method, RequestEncoder encoder, AnswerCheck check) {
        this.isHead = method.equals("HEAD");
        this.isIdempotent = IDEMPOTENT.contains(method);
        this.encoder = encoder;
        this.check = check;
    }

    static CompiledRequest of(Request request, String authority) {
        return new CompiledRequest(
                request.method(), RequestEncoder.of(request, authority), AnswerCheck.of(request, OK_FROM, OK_TO));
    }

    static CompiledRequest webSocket(Request request, String authority) {
        int switching = WebSocketHandshake.SWITCHING_PROTOCOLS;
        return new CompiledRequest(
                "GET", RequestEncoder.webSocket(request, authority), AnswerCheck.of(request, switching, switching));
    }

    ByteBuf encode(ByteBufAllocator buffers, Draw draw) {
        ByteBuf out = buffers.ioBuffer(bytesExpected);
        boolean complete = false;
        try {
            encoder.encode(out, draw);
            complete = true;
        } finally {
            if (!complete) {
                out.release();
            }
        }
        bytesExpected = Math.max(bytesExpected, out.readableBytes());
        return out;
    }
}
