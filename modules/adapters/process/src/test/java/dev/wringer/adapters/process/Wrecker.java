package dev.wringer.adapters.process;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.time.Clock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Plays a Wringer that is killed while faults of machine, network and clocks are there: prints a line when they are, then waits
 * for its end.
 */
final class Wrecker {
    private static final Path DATA = Path.of("data");
    private static final long MIB = 1 << 20;

    /** @param arguments a folder to work in; then {@code network}, {@code mount} and {@code clocks}, as the host can */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<String> kinds = List.of(arguments).subList(1, arguments.length);
        Ledger ledger = Ledger.open(folder.resolve("ledgers"));
        Reaper.start(ledger);
        Clock clock = Clock.machine();
        MachineFaults machine = new MachineFaults(folder, ledger);
        apply(machine.injection(planned(new MachineFault.BurnCpu(2), "burn")));
        apply(machine.injection(planned(new MachineFault.BurnMemory(16 * MIB), "hold")));
        if (kinds.contains("mount")) {
            PlannedFault fill = planned(new MachineFault.DiskFill(DATA, 0, 4 * MIB), "fill");
            machine.prepare(List.of(fill));
            apply(machine.injection(fill));
        }
        if (kinds.contains("network")) {
            Namespaces network = Namespaces.open(List.of("a", "b"), ledger, clock);
            apply(network.injection(planned(new NamespaceFault.Partition(List.of("b")), "partition")));
        }
        if (kinds.contains("clocks")) {
            PlannedFault skew = planned(new ProcessFault.ClockSkew(Duration.ofHours(1)), "skew");
            apply(SkewedClocks.open(folder, List.of(skew), new LaunchedServices(), ledger, clock)
                    .injection(skew));
        }
        System.out.println("wrecked");
        System.exit(System.in.read());
    }

    private static void apply(Injection injection) throws Injection.Failed {
        injection.apply();
    }

    private static PlannedFault planned(Fault fault, String id) {
        boolean ofMachine = fault instanceof MachineFault;
        FaultTarget target =
                ofMachine ? new FaultTarget(Optional.empty(), Optional.empty(), List.of()) : FaultTarget.of("a");
        return new PlannedFault(id, fault, target, Duration.ZERO, Duration.ofSeconds(60));
    }

    private Wrecker() {}
}
