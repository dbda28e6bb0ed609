package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is secret in a simulation, or printed by a service, is in no file of the run and on no screen. */
class SecretsInEvidenceTest {
    private static final String SECRET = "P@ssw0rd123";

    @TempDir
    private Path folder;

    private static void assertNoSecret(Wringer.Ended ended) throws IOException {
        assertThat(ended.output()).doesNotContain(SECRET);
        try (Stream<Path> files = Files.walk(ended.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRET);
            }
        }
    }

    @Test
    void whatTheSimulationHasIsMaskedAndTheRunIsJudgedAgainWithoutIt() throws IOException {
        Path file = Files.writeString(folder.resolve("login.conf"), """
            simulation {
              duration = 1m, window = 10s
              services.web {
                port = 8080
                start {
                  command = [ run, --auth-token, "P@ssw0rd123", --db, "postgres://ann:P@ssw0rd123@db/x" ]
                  env { DB_PASSWORD = "P@ssw0rd123" }
                }
                model { latency { p50 = 12ms, p99 = 90ms } }
              }
              traffic.login {
                to = web, arrivals.rate = 50/s
                request {
                  post = "/login?api_key=P@ssw0rd123"
                  headers { Authorization = "Bearer P@ssw0rd123" }
                  body = "{\\"user\\":\\"ann\\",\\"password\\":\\"P@ssw0rd123\\"}"
                }
              }
            }
            """);

        Wringer.Ended ended = Wringer.execute("run", file, "--clock=virtual", "--results", folder.resolve("results"));

        assertThat(ended.code()).as(ended.output()).isZero();
        assertNoSecret(ended);
        assertThat(Files.readString(ended.folder().resolve("run.json"))).contains("***");
        assertThat(Wringer.execute("judge", ended.folder()).output()).contains("the run's own verdict, byte for byte");
        assertThat(Wringer.execute("check", file).output()).doesNotContain(SECRET);
    }

    @Test
    void whatAServicePrintsIsMasked() throws IOException {
        Path file = Files.writeString(folder.resolve("chatty.conf"), """
            simulation {
              duration = 5s, window = 1s, clock = real
              services.web {
                port = %d
                start = [ sh, -c, "echo 'login failed: password=P@ssw0rd123'; exit 3" ]
                ready { http = "/ready", within = 2s }
              }
              traffic.home { to = web, request = "/", arrivals.rate = 1/s }
            }
            """.formatted(ScriptedSystem.freePort()));

        Wringer.Ended ended = Wringer.execute("run", file, "--results", folder.resolve("results"));

        assertThat(ended.code()).as(ended.output()).isEqualTo(120);
        assertThat(ended.output()).contains("login failed: password=***");
        assertNoSecret(ended);
        assertThat(Files.readString(ended.folder().resolve("services/web.log")))
                .isEqualTo("login failed: password=***\n");
    }

    @Test
    void theLogIsMaskedWhereItIsWritten() {
        LoggerContext context = new LoggerContext();
        MaskingLayout layout = new MaskingLayout();
        layout.setContext(context);
        layout.setPattern("%logger %msg%n%ex{full}");
        layout.start();
        Throwable cause =
                new IllegalStateException("refused", new IOException("header Authorization: Bearer P@ssw0rd123"));
        LoggingEvent event =
                new LoggingEvent("caller", context.getLogger("x"), Level.WARN, "sent {}", cause, new Object[] {
                    List.of("token=P@ssw0rd123", "api_key: P@ssw0rd123")
                });

        assertThat(layout.doLayout(event))
                .doesNotContain(SECRET)
                .contains("token=***", "Authorization: ***", "refused");
    }
}
