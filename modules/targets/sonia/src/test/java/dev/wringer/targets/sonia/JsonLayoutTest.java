package dev.wringer.targets.sonia;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLayoutTest {
    private final LoggingEvent event = new LoggingEvent(
            "test", new LoggerContext().getLogger("test"), Level.WARN, "said \"{}\"", null, new Object[] {"no"});

    @Test
    void aLineHasTheSixKeysAndNoOthers() {
        assertThat(line().fieldNames())
                .toIterable()
                .containsExactly("timestamp", "level", "service", "correlation_id", "duration_ms", "message");
    }

    @Test
    void aLineSaysWhoDidWhatForWhomInWhichTime() {
        event.addKeyValuePair(new KeyValuePair(JsonLayout.CORRELATION_ID, "c-1"));
        event.addKeyValuePair(new KeyValuePair(JsonLayout.DURATION_MS, 1.23456));

        assertThat(line().path("level").asText()).isEqualTo("WARN");
        assertThat(line().path("service").asText()).isEqualTo("pipecat");
        assertThat(line().path("message").asText()).isEqualTo("said \"no\"");
        assertThat(line().path("correlation_id").asText()).isEqualTo("c-1");
        assertThat(line().path("duration_ms").doubleValue()).isEqualTo(1.235);
    }

    private JsonNode line() {
        String line = new JsonLayout("pipecat").doLayout(event);
        assertThat(line).endsWith("}\n").hasLineCount(1);
        return Body.parse(line.getBytes(StandardCharsets.UTF_8)).json();
    }
}
