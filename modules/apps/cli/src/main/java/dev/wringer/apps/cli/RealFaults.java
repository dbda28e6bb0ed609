package dev.wringer.apps.cli;

import dev.wringer.adapters.process.Addresses;
import dev.wringer.adapters.process.LaunchedServices;
import dev.wringer.adapters.process.Ledger;
import dev.wringer.adapters.process.LimitGroups;
import dev.wringer.adapters.process.MachineFaults;
import dev.wringer.adapters.process.Namespaces;
import dev.wringer.adapters.process.ProcessFaults;
import dev.wringer.adapters.process.SkewedClocks;
import dev.wringer.adapters.process.Surroundings;
import dev.wringer.adapters.proxy.ProxyNetwork;
import dev.wringer.core.faults.FaultSchedule;
import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that injects the faults of a run on the real clock: what stands between the services, and what acts on their processes and
 * the machine. Opened before the services start, closed after they have ended.
 */
final class RealFaults implements AutoCloseable {
    private final Simulation simulation;
    private final LaunchedServices launched = new LaunchedServices();
    private final Closing closing = new Closing();
    private final LimitGroups limits;
    private final MachineFaults machine;
    private final SkewedClocks clocks;
    private final Optional<Namespaces> namespaces;
    private final ProxyNetwork proxies;
    private final ProcessFaults processes;

    /** @param folder of the run */
    RealFaults(Simulation simulation, Path folder, Ledger ledger, Clock clock) throws IOException {
        this.simulation = simulation;
        List<PlannedFault> schedule = FaultSchedule.of(simulation);
        try {
            machine = closing.add(new MachineFaults(Path.of("").toAbsolutePath(), ledger));
            machine.prepare(schedule);
            limits = closing.add(LimitGroups.open(schedule, ledger));
            clocks = closing.add(SkewedClocks.open(folder, schedule, launched, ledger, clock));
            boolean split = schedule.stream().anyMatch(planned -> planned.fault() instanceof NamespaceFault);
            namespaces = split
                    ? Optional.of(closing.add(Namespaces.open(launchedNames(), ledger, clock)))
                    : Optional.empty();
            proxies = closing.add(ProxyNetwork.open(simulation, schedule, this::own, clock));
            processes = new ProcessFaults(launched, ledger, clock);
        } catch (IOException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private List<String> launchedNames() {
        return simulation.services().stream()
                .filter(service -> service.runs().orElse(null) instanceof Service.Launch)
                .map(Service::name)
                .toList();
    }

    LaunchedServices launched() {
        return launched;
    }

    /** Where a service itself listens. */
    private InetSocketAddress own(String name) {
        Service service = simulation.service(name).orElseThrow();
        return namespaceOf(service)
                .map(address -> new InetSocketAddress(address, service.port()))
                .orElseGet(() -> InetSocketAddress.createUnresolved(service.host(), service.port()));
    }

    private Optional<InetAddress> namespaceOf(Service service) {
        return namespaces
                .filter(ignored -> service.runs().orElse(null) instanceof Service.Launch)
                .map(network -> network.address(service.name()));
    }

    /** As Wringer's probes find it: past all proxies. */
    Service probed(Service service) {
        return at(service, own(service.name()));
    }

    /** As Wringer's traffic finds it. */
    Service driven(Service service) {
        return at(service, address(Optional.empty(), service.name()));
    }

    private static Service at(Service service, InetSocketAddress address) {
        return service.at(address.getHostString(), address.getPort());
    }

    private InetSocketAddress address(Optional<String> from, String service) {
        return proxies.address(from, service).orElseGet(() -> own(service));
    }

    /** What a launched service finds around it. */
    Surroundings surroundings(Service service) {
        Addresses peers =
                other -> other.equals(service.name()) ? own(other) : address(Optional.of(service.name()), other);
        return new Surroundings(
                namespaces.map(network -> network.prefix(service.name())).orElse(List.of()),
                clocks.environment(service.name()),
                limits.of(service.name()),
                peers);
    }

    Injection injection(PlannedFault planned) {
        return switch (planned.fault()) {
            case ConnectionFault ignored -> proxies.injection(planned);
            case HttpFault ignored -> proxies.injection(planned);
            case ProcessFault.ClockSkew ignored -> clocks.injection(planned);
            case ProcessFault ignored -> processes.injection(planned);
            case NamespaceFault ignored -> namespaces.orElseThrow().injection(planned);
            case MachineFault ignored -> machine.injection(planned);
        };
    }

    /** Why no fault may start now. */
    Optional<String> noneNow() {
        Path stopFile = simulation.faults().stopFile();
        return Files.exists(stopFile, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(stopFile + " is there")
                : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        closing.close();
    }
}
