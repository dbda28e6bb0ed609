package dev.wringer.targets.sonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The start script and what it starts, as real processes. It also makes the class archive that later starts use. */
class StartScriptIT {
    private static final Path SCRIPT = Path.of("sonia").toAbsolutePath();
    private static final long WAIT_SECONDS_MAX = 60;
    private static final long STOP_SECONDS_MAX = 3;
    private static final long RESIDENT_BYTES_MAX = 150L << 20;

    @TempDir
    Path folder;

    private final int basePort = SoniaInProcess.freeBasePort();
    private final List<Process> processes = new ArrayList<>();

    @BeforeAll
    static void archive() throws IOException, InterruptedException {
        Process archiving = new ProcessBuilder(SCRIPT.toString(), "--archive").start();
        assertThat(archiving.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(archiving.exitValue()).isZero();
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void allSixGetUpStaySmallAndStopInTime() throws IOException, InterruptedException {
        for (ServiceName service : ServiceName.values()) {
            start(Map.of(), service.toString());
        }
        for (ServiceName service : ServiceName.values()) {
            assertThat(SoniaInProcess.eventually(() -> statusOf(service, "/healthz") == 200))
                    .isTrue();
        }
        assertThat(processes)
                .allSatisfy(process -> assertThat(residentBytes(process)).isLessThan(RESIDENT_BYTES_MAX));

        processes.forEach(process -> process.toHandle().destroy());
        for (Process process : processes) {
            assertThat(process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isIn(0, 143);
            assertThat(process.errorReader().lines()).isEmpty();
        }
    }

    @Test
    void everyLineOfItsOutputIsJson() throws IOException {
        Process process = start(Map.of(), "model-router");

        assertThat(process.inputReader().readLine())
                .startsWith("{\"timestamp\":")
                .contains("\"service\":\"model-router\"")
                .endsWith("}");
    }

    @ParameterizedTest
    @CsvSource({"gateway, unknown service 'gateway'", "--help, unknown service '--help'"})
    void anUnknownServiceIsOneLineAndAnExitCode(String service, String message) throws Exception {
        assertThat(failed(start(Map.of(), service), 2)).contains(message);
    }

    @Test
    void aDefectThatCannotBeMeantIsOneLineAndExitCodeTwo() throws Exception {
        Process process = start(Map.of("SONIA_DEFECT_ERRORS", "many"), "eva-os");

        assertThat(failed(process, 2)).contains("SONIA_DEFECT_ERRORS", "'many'", "5%");
    }

    @Test
    void aPortThatIsTakenIsOneLineAndAnExitCode() throws Exception {
        try (ServerSocket taken = new ServerSocket(basePort, 1, InetAddress.getLoopbackAddress())) {
            assertThat(failed(start(Map.of(), "api-gateway"), 1)).contains("port " + taken.getLocalPort());
        }
    }

    @Test
    void aPolicyThatCannotBeReadIsOneLineAndAnExitCode() throws Exception {
        Path policies = Files.createDirectories(folder.resolve("data/config/policies"));
        Files.writeString(policies.resolve("tools.json"), "{\"tools\":{\"file.read\":\"MAYBE\"}}");

        assertThat(failed(start(Map.of(), "eva-os"), 2)).contains("tools.json", "file.read", "MAYBE");
    }

    @Test
    void aPlantedCrashEndsTheProcessAsAnAbortWould() throws Exception {
        Process process = start(Map.of("SONIA_DEFECT_CRASH", "@100ms"), "model-router");

        assertThat(process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(134);
    }

    @Test
    void aDeadlockDoesNotKeepAProcessFromStopping() throws Exception {
        Process process = start(Map.of("SONIA_DEFECT_DEADLOCK", "@0s"), "model-router");
        assertThat(SoniaInProcess.eventually(() -> statusOf(ServiceName.MODEL_ROUTER, "/healthz") == 200))
                .isTrue();
        var request = SoniaInProcess.client()
                .sendAsync(request(ServiceName.MODEL_ROUTER, "/nowhere"), HttpResponse.BodyHandlers.ofString());
        assertThat(SoniaInProcess.eventually(() -> statusOf(ServiceName.MODEL_ROUTER, "/healthz") == 200))
                .isTrue();

        process.toHandle().destroy();

        assertThat(process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(request).failsWithin(Duration.ofSeconds(1));
    }

    @Test
    void aRequestInFlightIsFinishedBeforeTheProcessStops() throws Exception {
        Process process = start(Map.of("SONIA_DEFECT_LATENCY", "step:800ms@0s"), "model-router");
        assertThat(SoniaInProcess.eventually(() -> statusOf(ServiceName.MODEL_ROUTER, "/healthz") == 200))
                .isTrue();
        var answer = SoniaInProcess.client()
                .sendAsync(request(ServiceName.MODEL_ROUTER, "/nowhere"), HttpResponse.BodyHandlers.ofString());
        assertThat(SoniaInProcess.eventually(this::isRequestInFlight)).isTrue();

        process.toHandle().destroy();

        assertThat(answer).succeedsWithin(Duration.ofSeconds(3));
        assertThat(answer.join().statusCode()).isEqualTo(404);
        assertThat(process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    }

    /** Besides the one that asks. */
    private boolean isRequestInFlight() {
        return SoniaInProcess.client()
                .sendAsync(request(ServiceName.MODEL_ROUTER, "/metrics"), HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> response.body().contains("sonia_requests_in_flight 2"))
                .join();
    }

    private Process start(Map<String, String> environment, String service) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                SCRIPT.toString(), service, "--base-port", Integer.toString(basePort), "--data", "data");
        builder.directory(folder.toFile()).environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** The one line that says why. */
    private static String failed(Process process, int exitCode) throws InterruptedException {
        assertThat(process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(exitCode);
        List<String> lines = process.errorReader().lines().toList();
        assertThat(lines).hasSize(1);
        assertThat(process.inputReader().lines()).noneMatch(line -> line.contains("Exception"));
        return lines.getFirst();
    }

    private int statusOf(ServiceName service, String path) {
        return SoniaInProcess.client()
                .sendAsync(request(service, path), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::statusCode)
                .exceptionally(notUp -> 0)
                .join();
    }

    private HttpRequest request(ServiceName service, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port(basePort) + path))
                .build();
    }

    private static long residentBytes(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
