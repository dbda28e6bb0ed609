package dev.wringer.adapters.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Reads answers, each as the request before it demands. */
final class AnswerDecoder extends HttpResponseDecoder {
    private static final int LINE_BYTES_MAX = 8_192;
    private static final int HEADER_BYTES_MAX = 65_536;
    private static final int PART_BYTES_MAX = 65_536;

    private boolean answersHead;
    private boolean begun;

    AnswerDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LINE_BYTES_MAX)
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setMaxChunkSize(PART_BYTES_MAX)
                .setValidateHeaders(false));
    }

    /** The answer to HEAD has no body, whatever length its header gives. */
    void expectAnswer(boolean toHead) {
        answersHead = toHead;
        begun = false;
    }

    /** Whether any byte came since the latest request. */
    boolean hasBegun() {
        return begun;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        begun = true;
        super.channelRead(context, bytes);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage answer) {
        return answersHead || super.isContentAlwaysEmpty(answer);
    }
}
