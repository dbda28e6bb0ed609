package dev.wringer.targets.sonia;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** One JSON object per line with the six keys that every log line of SONIA has, known or null. */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
    static final String CORRELATION_ID = "correlation_id";
    static final String DURATION_MS = "duration_ms";

    private final String service;

    JsonLayout(String service) {
        this.service = service;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        ObjectNode line = Body.newObject()
                .put("timestamp", Instant.ofEpochMilli(event.getTimeStamp()).toString())
                .put("level", event.getLevel().toString())
                .put("service", service)
                .putNull(CORRELATION_ID)
                .putNull(DURATION_MS)
                .put("message", event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> put(line, pair));
        }
        if (event.getThrowableProxy() != null) {
            line.put("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return new String(Body.write(line), StandardCharsets.UTF_8) + "\n";
    }

    private static void put(ObjectNode line, KeyValuePair pair) {
        if (pair.value instanceof Double number) {
            line.put(pair.key, Math.round(number * 1000) / 1000.0);
        } else {
            line.put(pair.key, String.valueOf(pair.value));
        }
    }
}
