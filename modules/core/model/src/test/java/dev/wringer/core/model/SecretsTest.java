package dev.wringer.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String SECRET = "P@ssw0rd123";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=P@ssw0rd123",
                "{\"password\":\"P@ssw0rd123\",\"user\":\"ann\"}",
                "{\"db\":{\"Password\" : \"P@ssw0rd123\"}}",
                "{\\\"api_key\\\":\\\"P@ssw0rd123\\\"}",
                "password = P@ssw0rd123",
                "auth { client-secret = \"P@ssw0rd123\" }",
                "GET /v1?user=ann&api_key=P@ssw0rd123&x=1",
                "X-Api-Key: P@ssw0rd123",
                "apiKey: 'P@ssw0rd123'",
                "Authorization: Bearer P@ssw0rd123",
                "authorization: Basic YW5uOg== P@ssw0rd123",
                "connect to postgres://ann:P@ssw0rd123@db:5432/x failed",
                "<token>P@ssw0rd123</token>",
                "run --auth-token P@ssw0rd123 --port 80",
                "[ run, --auth-token, \"P@ssw0rd123\", --port ]",
                "[\"run\",\"--auth-token\",\"P@ssw0rd123\"]",
                "DB_PASSWORD=P@ssw0rd123",
                "java.lang.IllegalStateException: login with password: P@ssw0rd123 was refused",
                "{\"credentials\":{\"user\":\"ann\",\"key\":\"P@ssw0rd123\"}}",
                "{\"secrets\":[\"P@ssw0rd123\",\"P@ssw0rd123\"]}",
                "-----BEGIN RSA PRIVATE KEY-----\nP@ssw0rd123\n-----END RSA PRIVATE KEY-----",
                "{\"token\":\"a\\\"P@ssw0rd123\"}",
            })
    void aSecretIsMasked(String text) {
        assertThat(Secrets.mask(text)).doesNotContain(SECRET).contains("***");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "password=abc, user=ann | password=***, user=ann",
                "GET /v1?token=abc&x=1 | GET /v1?token=***&x=1",
                "http://ann:abc@host:80/p?q=1 | http://ann:***@host:80/p?q=1",
                "Authorization: Bearer abc | Authorization: ***",
            })
    void whatIsAroundItStays(String text, String masked) {
        assertThat(Secrets.mask(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status 503",
                "the token bucket is empty",
                "max_tokens: 500, tokens = 12",
                "a secret garden",
                "--no-token",
                "GET http://host:8080/v1/chat?user=ann@example.org",
                "p99 = 12ms",
                "",
            })
    void whatIsNoSecretStays(String text) {
        assertThat(Secrets.mask(text)).isEqualTo(text);
    }

    @Test
    void nestedValuesAreMaskedByTheirKeys() {
        Object masked = Secrets.maskAll(Map.of("a", List.of(Map.of("api-key", 5, "b", "password=x"), 7)));
        assertThat(masked).isEqualTo(Map.of("a", List.of(Map.of("api-key", "***", "b", "password=***"), 7)));
    }

    @Property(tries = 500)
    void anyTextIsMaskedOnceAndForAll(@ForAll String text) {
        String masked = Secrets.mask(text + "password=" + text);
        assertThat(Secrets.mask(masked)).isEqualTo(masked);
    }

    /** A megabyte of each; what took more than time in proportion would not end. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "\"", "password", "password=", "{\"token\":{", "://a:", "-----BEGIN ", "--token ", "\\\""})
    void aMegabyteIsMaskedInNoTime(String piece) {
        String text = piece.repeat((1 << 20) / piece.length());
        assertThat(Secrets.mask(text)).isNotNull();
    }
}
