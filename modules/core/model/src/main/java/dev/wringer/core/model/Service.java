package dev.wringer.core.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One supervised part of the system under test.
 *
 * @param dependsOn services that must be ready before this one is started
 * @param runs how the real clock gets at it; absent: the file runs on the virtual clock only
 * @param model how the virtual clock stands in for it; absent: the file runs on the real clock only
 * @param memoryLimitBytes the limit that memory criteria measure growth against
 */
public record Service(
        String name,
        String host,
        int port,
        boolean tls,
        List<String> dependsOn,
        Optional<Runs> runs,
        Readiness ready,
        Optional<HealthCheck> health,
        RestartPolicy restart,
        OptionalLong memoryLimitBytes,
        Optional<Scrape> scrape,
        Optional<ServiceModel> model) {

    public Service {
        dependsOn = List.copyOf(dependsOn);
        InvalidValue.unless(
                name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
                "",
                "name " + name,
                "letters, digits, . _ -, at most 64");
        InvalidValue.unless(port >= 1 && port <= 65_535, "port", "port " + port, "1 to 65535");
    }

    /** The same service with one more defect in its model. */
    public Service with(ServiceModel.Defect defect) {
        return new Service(
                name,
                host,
                port,
                tls,
                dependsOn,
                runs,
                ready,
                health,
                restart,
                memoryLimitBytes,
                scrape,
                model.map(it -> it.with(defect)));
    }

    /** The same service at another address, such as that of a proxy before it. */
    public Service at(String otherHost, int otherPort) {
        return new Service(
                name,
                otherHost,
                otherPort,
                tls,
                dependsOn,
                runs,
                ready,
                health,
                restart,
                memoryLimitBytes,
                scrape,
                model);
    }

    /** How the real clock gets at a service. */
    public sealed interface Runs {}

    /**
     * Wringer starts it, as a process group of its own.
     *
     * @param stop how it is asked to end, and how long it may take before it is killed
     */
    public record Launch(List<String> command, Path folder, Map<String, String> environment, Stop stop)
            implements Runs {
        public Launch {
            command = List.copyOf(command);
            InvalidValue.unless(!command.isEmpty(), "start", "an empty command", "a program and its arguments");
        }
    }

    /** It runs already and is left running; without a pid its memory and restarts cannot be seen. */
    public record Attach(OptionalLong pid) implements Runs {}

    public record Stop(String signal, Duration within) {
        public Stop {
            InvalidValue.unless(signal.matches("TERM|INT|QUIT|HUP|KILL"), "signal", "signal " + signal, "TERM, INT, …");
            InvalidValue.unless(within.isPositive(), "within", "grace of " + within, "a positive duration");
        }
    }

    /** When a service counts as ready: the probe says yes within the deadline. */
    public record Readiness(Probe probe, Duration every, Duration within) {
        public Readiness {
            InvalidValue.unless(every.isPositive(), "every", "every " + every, "a positive duration");
            InvalidValue.unless(within.isPositive(), "within", "deadline of " + within, "a positive duration");
        }
    }

    /** A probe asked all through the run. */
    public record HealthCheck(Probe probe, Duration every, Duration timeout) {
        public HealthCheck {
            InvalidValue.unless(every.isPositive(), "every", "every " + every, "a positive duration");
            InvalidValue.unless(timeout.isPositive(), "timeout", "timeout of " + timeout, "a positive duration");
        }
    }

    /** Gauges read from the service's own Prometheus page. */
    public record Scrape(String path, List<String> series) {
        public Scrape {
            series = List.copyOf(series);
            InvalidValue.unless(path.startsWith("/"), "path", "path " + path, "a path that begins with /");
        }
    }
}
