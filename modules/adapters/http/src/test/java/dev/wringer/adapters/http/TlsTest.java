package dev.wringer.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Service;
import dev.wringer.engine.run.Target.Answered;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    private static final String PASSWORD = "changeit";
    private static final Request GET = Request.get("/");

    private final Rig rig = new Rig();
    private HttpsServer server;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder.resolve("keys.p12"))));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterAll
    void close() {
        rig.close();
        server.stop(0);
    }

    @Test
    void aCertificateOfItsOwnMakingIsAcceptedByWhoTrustsAnyone() {
        var target = rig.target(service(server), Trust.ANYONE, Limits.DEFAULT);

        assertThat(rig.ask(target, GET).outcome()).isEqualTo(Outcome.OK);
        assertThat(rig.ask(target, GET).outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void aCertificateOfItsOwnMakingIsRefusedByWhoTrustsAuthorities() {
        Answered answered = rig.ask(rig.target(service(server), Trust.AUTHORITIES, Limits.DEFAULT), GET);

        assertThat(answered.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(answered.detail()).isEqualTo("TLS handshake failed");
    }

    @Test
    void aServiceWithoutTlsRefuses() throws Exception {
        try (RawServer plain = new RawServer(c -> {
            c.say("HTTP/1.1 400 Bad Request\r\n\r\n");
            c.awaitEnd();
        })) {
            var target = rig.target(AttachedService.at("127.0.0.1", plain.port(), true), Trust.ANYONE, Limits.DEFAULT);

            assertThat(rig.ask(target, GET).outcome()).isEqualTo(Outcome.REFUSED);
        }
    }

    private static Service service(HttpServer server) {
        return AttachedService.at("127.0.0.1", server.getAddress().getPort(), true);
    }

    private static SSLContext selfSigned(Path keys) throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "test",
                        "-dname",
                        "CN=test",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
