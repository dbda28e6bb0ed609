package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptSimulationTest {
    private static final String RESOLVED = """
        {"services":{"web":{"env":{"DB_PASSWORD":"S3cr3t","HOME":"/x"},"start":["run","--auth-token","S3cr3t","--url","http://a:S3cr3t@db/x"]}},"traffic":{"login":{"request":{"body":{"password":"S3cr3t","user":"ann"},"extract":{"token":"$.access_token"},"headers":{"Authorization":"Bearer S3cr3t"},"post":"/login?api_key=S3cr3t"}}}}\
        """;

    @Test
    void isKeptWithoutItsSecrets() {
        assertThat(KeptSimulation.of(RESOLVED))
                .doesNotContain("S3cr3t")
                .contains("\"token\":\"$.access_token\"", "\"user\":\"ann\"", "\"HOME\":\"/x\"", "a:***@db/x");
        assertThat(KeptSimulation.lacksSecrets(KeptSimulation.of(RESOLVED))).isTrue();
    }

    @Test
    void isTheSameTextWhereThereIsNone() {
        String plain = "{\"seed\":1,\"traffic\":{\"chat\":{\"request\":\"/v1/chat\"}}}";
        assertThat(KeptSimulation.of(plain)).isSameAs(plain);
        assertThat(KeptSimulation.lacksSecrets(plain)).isFalse();
    }

    @Test
    void takesTheSecretsOfTheFileAgain() {
        String kept = KeptSimulation.of(RESOLVED);
        assertThat(KeptSimulation.withSecretsOf(RESOLVED, kept)).contains(RESOLVED);
        String rotated = RESOLVED.replace("S3cr3t", "n3w");
        assertThat(KeptSimulation.withSecretsOf(rotated, kept)).contains(rotated);
    }

    @Test
    void doesNotTakeThemFromAFileThatHasNoPlaceForThem() {
        String kept = KeptSimulation.of(RESOLVED);
        assertThat(KeptSimulation.withSecretsOf(RESOLVED.replace("DB_PASSWORD", "DB_PASSWORT"), kept))
                .isEmpty();
        assertThat(KeptSimulation.withSecretsOf(RESOLVED.replace("\"run\",", ""), kept))
                .isEmpty();
    }
}
