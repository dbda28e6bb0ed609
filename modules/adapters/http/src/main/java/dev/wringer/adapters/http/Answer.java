package dev.wringer.adapters.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An answer as it comes in, and what can be asked of it when it is whole. */
final class Answer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] EMPTY = new byte[0];

    private final HttpResponse head;
    private byte[] body = EMPTY;
    private int length;
    private String text;
    private JsonNode json;

    Answer(HttpResponse head) {
        this.head = head;
    }

    int status() {
        return head.status().code();
    }

    /** Keeps a part of the body; false when it got longer than is kept. */
    boolean append(ByteBuf part, int bytesMax) {
        int bytes = part.readableBytes();
        if (bytes > bytesMax - length) {
            return false;
        }
        if (length + bytes > body.length) {
            body = Arrays.copyOf(body, length == 0 ? bytes : Math.max(length + bytes, 2 * body.length));
        }
        part.readBytes(body, length, bytes);
        length += bytes;
        return true;
    }

    HttpHeaders headers() {
        return head.headers();
    }

    List<String> headers(String name) {
        return head.headers().getAll(name);
    }

    /** In the character set that the answer names; UTF-8 when it names none. */
    String text() {
        if (text == null) {
            text = new String(body, 0, length, HttpUtil.getCharset(head, StandardCharsets.UTF_8));
        }
        return text;
    }

    /** A value of a JSON body, an object or a list as JSON; empty when there is none there. */
    Optional<String> json(JsonPointer pointer) {
        if (json == null) {
            json = parse();
        }
        JsonNode found = json.at(pointer);
        return found.isMissingNode()
                ? Optional.empty()
                : Optional.of(found.isContainerNode() ? found.toString() : found.asText());
    }

    private JsonNode parse() {
        try {
            return JSON.readTree(body, 0, length);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
