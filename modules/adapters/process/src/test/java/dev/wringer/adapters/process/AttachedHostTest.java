package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Service;
import dev.wringer.engine.run.Host;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachedHostTest {
    private static final long OWN_PID = ProcessHandle.current().pid();

    private static ActorTestKit kit;

    @TempDir
    private Path folder;

    private HttpServer server;

    @BeforeAll
    static void begin() {
        kit = ActorTestKit.create();
    }

    @AfterAll
    static void end() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/healthz", exchange -> answer(exchange, 200, "fine"));
        server.createContext(
                "/metrics", exchange -> answer(exchange, 200, "queue 7\nopen{to=\"a\"} 1\nopen{to=\"b\"} 2\n"));
        server.createContext("/broken", exchange -> answer(exchange, 500, "queue 7\n"));
        server.createContext("/silent", exchange -> {});
        server.createContext("/endless", AttachedHostTest::answerForever);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void theProcessIsTheOneThatListens() {
        HostDriver host = attach(OptionalLong.empty());
        assertThat(host.start()).isEqualTo(OWN_PID);
        assertThat(host.ask(new Probe.Http("/healthz"))).isEqualTo(new Host.Asked(1, true, "200"));
        assertThat(host.ask(new Probe.Tcp()).yes()).isTrue();
        assertThat(host.ask(new Probe.LogLine(Pattern.compile("up"))).yes()).isFalse();
        Host.Sampled sampled = host.sample();
        assertThat(sampled.memoryMb().orElseThrow()).isGreaterThan(10);
        assertThat(sampled.gauges()).isEmpty();
        assertThat(host.stop().left()).isEmpty();
        assertThat(host.start()).as("left alone").isEqualTo(OWN_PID);
    }

    @Test
    void anExitIsSeenAndWhoTookThePlace() throws IOException {
        Process service = new ProcessBuilder("sleep", "1000").start();
        HostDriver host = attach(OptionalLong.of(service.pid()));
        assertThat(host.start()).isEqualTo(service.pid());
        service.destroyForcibly();
        assertThat(host.awaitExit().how())
                .isEqualTo("pid %d is gone, in its place is pid %d (java)", service.pid(), OWN_PID);
        host.expectNothingMore();
    }

    @Test
    void whatIsNotThereCannotBeAttachedTo() {
        int free = Fixture.freePort();
        assertThat(driver(Fixture.attached(free, OptionalLong.empty()))
                        .startInVain()
                        .reason())
                .isEqualTo(
                        "nothing to attach to at 127.0.0.1:%d (connection refused); expected a service that runs"
                                + " already",
                        free);
        assertThat(attach(OptionalLong.of(Integer.MAX_VALUE)).startInVain().reason())
                .isEqualTo("no process with pid 2147483647");
    }

    @Test
    void gaugesAreReadFromItsPage() {
        HostDriver host = scrape("/metrics", "queue", "open", "open{to=\"b\"}", "absent");
        host.start();
        assertThat(host.sample().gauges())
                .containsOnlyKeys("queue", "open", "open{to=\"b\"}")
                .containsEntry("queue", 7.0)
                .containsEntry("open", 3.0)
                .containsEntry("open{to=\"b\"}", 2.0);
    }

    @Test
    void aPageThatIsNotAnsweredLeavesTheGaugesOutAndTheFiguresIn() {
        for (String path : List.of("/broken", "/nothing", "/silent", "/endless", "/not a path")) {
            HostDriver host = scrape(path, "queue");
            host.start();
            Host.Sampled sampled = host.sample();
            assertThat(sampled.gauges()).as(path).isEmpty();
            assertThat(sampled.memoryMb()).as(path).isNotEqualTo(OptionalDouble.empty());
        }
    }

    @Test
    void probesWorkOverTls() throws Exception {
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        secure.createContext("/healthz", exchange -> answer(exchange, 204, ""));
        secure.start();
        try {
            int port = secure.getAddress().getPort();
            var attach = new Service.Attach(OptionalLong.empty());
            HostDriver host = driver(Fixture.service(port, true, attach, Optional.empty()));
            host.start();
            assertThat(host.ask(new Probe.Http("/healthz")).detail()).isEqualTo("204");
            HostDriver plain = driver(Fixture.service(port, false, attach, Optional.empty()));
            plain.start();
            assertThat(plain.ask(new Probe.Http("/healthz")).yes()).isFalse();
        } finally {
            secure.stop(0);
        }
    }

    private HostDriver attach(OptionalLong pid) {
        return driver(Fixture.attached(server.getAddress().getPort(), pid));
    }

    private HostDriver scrape(String path, String... series) {
        return driver(Fixture.service(
                server.getAddress().getPort(),
                false,
                new Service.Attach(OptionalLong.empty()),
                Optional.of(new Service.Scrape(path, List.of(series)))));
    }

    private static HostDriver driver(Service service) {
        return new HostDriver(kit, AttachedHost.create(service, Fixture.realClock()));
    }

    private SSLContext selfSigned() throws Exception {
        Path file = folder.resolve("keys.p12");
        char[] password = "password".toCharArray();
        Process keytool = new ProcessBuilder((Fixture.java("keytool")
                                + " -genkeypair -alias unit -keyalg EC -dname CN=elsewhere -storetype PKCS12"
                                + " -storepass password -keystore " + file)
                        .split(" "))
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void answerForever(HttpExchange exchange) throws IOException {
        byte[] block = new byte[64 * 1024];
        Arrays.fill(block, (byte) '#');
        exchange.sendResponseHeaders(200, 0);
        try {
            while (true) {
                exchange.getResponseBody().write(block);
            }
        } catch (IOException hungUp) {
            exchange.close();
        }
    }
}
