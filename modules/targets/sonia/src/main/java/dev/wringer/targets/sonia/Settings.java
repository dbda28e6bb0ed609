package dev.wringer.targets.sonia;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one process is started with: arguments first, then the environment, then defaults.
 *
 * @param host the address to listen on
 * @param elsewhere {@code host:port} of the peers that are not found at their port of {@code basePort} on {@code host}
 */
record Settings(
        ServiceName service,
        String host,
        int basePort,
        Map<ServiceName, String> elsewhere,
        Path data,
        Duration sessionIdle,
        Optional<String> serviceToken,
        Defects defects) {

    static final String LOOPBACK = "127.0.0.1";
    static final int BASE_PORT = 7000;
    static final Duration SESSION_IDLE = Duration.ofMinutes(2);

    static final int BASE_PORT_MAX = 65_535 - 50;
    private static final String USAGE =
            "usage: sonia SERVICE [--base-port N] [--data DIR], SERVICE one of " + ServiceName.all();

    /** A process of a system that is all on this machine. */
    static Settings usual(ServiceName service, int basePort, Path data, Duration sessionIdle, Defects defects) {
        return new Settings(service, LOOPBACK, basePort, Map.of(), data, sessionIdle, Optional.empty(), defects);
    }

    static Settings read(List<String> arguments, Map<String, String> environment) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        ServiceName service = service(rest.poll());
        Optional<Integer> basePort = InvalidSetting.read(environment, "SONIA_BASE_PORT", Settings::port);
        Optional<Path> data = InvalidSetting.read(environment, "SONIA_DATA", Path::of);
        while (!rest.isEmpty()) {
            String option = rest.poll();
            switch (option) {
                case "--base-port" -> basePort = option(option, rest, Settings::port);
                case "--data" -> data = option(option, rest, Path::of);
                default -> throw new InvalidSetting("unknown option '" + option + "'; " + USAGE);
            }
        }
        int chosenPort = basePort.orElse(BASE_PORT);
        return new Settings(
                service,
                InvalidSetting.read(environment, "SONIA_HOST", Function.identity())
                        .orElse(LOOPBACK),
                chosenPort,
                elsewhere(environment),
                data.orElseGet(() -> dataOf(chosenPort)).toAbsolutePath().normalize(),
                InvalidSetting.read(environment, "SONIA_SESSION_IDLE", Quantities::duration)
                        .orElse(SESSION_IDLE),
                InvalidSetting.read(environment, "SONIA_SERVICE_TOKEN", ServiceToken::wellFormed),
                Defects.read(environment));
    }

    int port() {
        return service.port(basePort);
    }

    /** {@code host:port} under which this process calls another. */
    String addressOf(ServiceName peer) {
        return elsewhere.getOrDefault(peer, host + ":" + peer.port(basePort));
    }

    private static Map<ServiceName, String> elsewhere(Map<String, String> environment) {
        Map<ServiceName, String> elsewhere = new EnumMap<>(ServiceName.class);
        for (ServiceName peer : ServiceName.values()) {
            InvalidSetting.read(environment, "SONIA_" + peer.name() + "_ADDRESS", Settings::address)
                    .ifPresent(address -> elsewhere.put(peer, address));
        }
        return elsewhere;
    }

    private static String address(String text) {
        if (text.matches("[^\\s/:]+:\\d{1,5}")) {
            return text;
        }
        throw new IllegalArgumentException("'" + text + "' is not HOST:PORT");
    }

    private static ServiceName service(String text) {
        if (text == null) {
            throw new InvalidSetting("no service named; " + USAGE);
        }
        return ServiceName.named(text)
                .orElseThrow(() -> new InvalidSetting("unknown service '" + text + "'; " + USAGE));
    }

    private static <T> Optional<T> option(String option, Deque<String> rest, Function<String, T> meaning) {
        if (rest.isEmpty()) {
            throw new InvalidSetting(option + " needs a value; " + USAGE);
        }
        return InvalidSetting.read(Map.of(option, rest.poll()), option, meaning);
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= BASE_PORT_MAX) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("'" + text + "' is not a base port from 1 to " + BASE_PORT_MAX);
    }

    /** Two systems on different base ports must not share a database. */
    private static Path dataOf(int basePort) {
        Path home = Path.of(System.getProperty("sonia.home", System.getProperty("java.io.tmpdir")));
        return home.resolve("data").resolve(Integer.toString(basePort));
    }
}
