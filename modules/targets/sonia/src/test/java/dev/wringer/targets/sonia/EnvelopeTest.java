package dev.wringer.targets.sonia;

import static dev.wringer.targets.sonia.ServiceName.API_GATEWAY;
import static dev.wringer.targets.sonia.ServiceName.MEMORY_ENGINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.targets.sonia.SoniaInProcess.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    @TempDir
    static Path data;

    private static SoniaInProcess sonia;

    @BeforeAll
    static void start() {
        sonia = SoniaInProcess.healthy(data);
    }

    @AfterAll
    static void stop() {
        sonia.close();
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void everyServiceSaysThatItIsUp(ServiceName service) {
        Reply reply = sonia.get(service, "/healthz");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("ok").booleanValue()).isTrue();
        assertThat(reply.json().path("service").asText()).isEqualTo(service.toString());
        assertThat(reply.json().path("correlation_id").asText()).isNotBlank();
        assertThat(reply.json().path("duration_ms").isNumber()).isTrue();
        assertThat(reply.data().path("status").asText()).isEqualTo("up");
        assertThat(reply.data().path("uptime_s").isNumber()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void everyServiceGivesItsFigures(ServiceName service) {
        sonia.get(service, "/healthz");

        assertThat(sonia.metric(service, "process_resident_memory_bytes")).isPositive();
        assertThat(sonia.metric(service, "jvm_memory_used_bytes{area=\"heap\"}"))
                .isPositive();
        assertThat(sonia.metric(service, "sonia_requests_in_flight")).isEqualTo(1);
        assertThat(sonia.metric(service, "sonia_requests_total{endpoint=\"/healthz\",status=\"200\"}"))
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void anUnknownPathIsRefusedInTheEnvelope(ServiceName service) {
        Reply reply = sonia.get(service, "/nowhere");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("NOT_FOUND");
        assertThat(reply.json().path("ok").booleanValue()).isFalse();
        assertThat(reply.json().path("error").path("details").isObject()).isTrue();
    }

    @Test
    void theCorrelationIdOfTheRequestComesBack() {
        Reply reply =
                sonia.post(API_GATEWAY, "/v1/chat", "{\"message\":\"hello\"}", Peers.CORRELATION_HEADER, "run-1/42");

        assertThat(reply.json().path("correlation_id").asText()).isEqualTo("run-1/42");
        assertThat(reply.http().headers().firstValue(Peers.CORRELATION_HEADER)).contains("run-1/42");
    }

    @Test
    void aRequestWithoutCorrelationIdGetsOne() {
        Reply first = sonia.get(API_GATEWAY, "/healthz");
        Reply second = sonia.get(API_GATEWAY, "/healthz");

        assertThat(first.json().path("correlation_id").asText())
                .isNotEqualTo(second.json().path("correlation_id").asText());
    }

    @Test
    void aChatIsRoutedRememberedAndAnswered() {
        String chat = "{\"message\":\"remember the lighthouse\",\"session_id\":\"keeper\"}";

        Reply first = sonia.post(API_GATEWAY, "/v1/chat", chat);
        Reply second = sonia.post(API_GATEWAY, "/v1/chat", chat);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.data().path("reply").asText()).contains("lighthouse");
        assertThat(first.data().path("model").asText()).isEqualTo("sonia-small");
        assertThat(first.data().path("memories").intValue()).isZero();
        assertThat(second.data().path("memories").intValue()).isEqualTo(1);
    }

    @Test
    void aMemoryIsFoundAgainByAnyWordAndOnlyForItsUser() {
        sonia.postAsService(MEMORY_ENGINE, "/store", "{\"user\":\"ada\",\"text\":\"the Analytical engine\"}");

        Reply found = sonia.postAsService(MEMORY_ENGINE, "/search", "{\"query\":\"analytical x\",\"user\":\"ada\"}");
        Reply other = sonia.postAsService(MEMORY_ENGINE, "/search", "{\"query\":\"analytical x\",\"user\":\"bob\"}");

        assertThat(found.data().path("memories").path(0).path("text").asText()).isEqualTo("the Analytical engine");
        assertThat(other.data().path("memories")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "{\"message\":", "{\"message\":7}", "{\"message\":\" \"}"})
    void aChatWithoutMessageIsAnInvalidArgument(String body) {
        Reply reply = sonia.post(API_GATEWAY, "/v1/chat", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void aBodyThatIsTooLongIsAnInvalidArgument() {
        Reply reply = sonia.post(API_GATEWAY, "/v1/chat", "{\"message\":\"" + "x".repeat(300_000) + "\"}");

        assertThat(reply.code()).isEqualTo("INVALID_ARGUMENT");
    }
}
