package dev.wringer.adapters.process;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.core.model.Service;
import dev.wringer.engine.run.Injection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plays a Wringer that is killed during a fault: opens a ledger in a folder, starts a reaper and a service that computes,
 * injects the fault, prints what the reaper must end, then waits for its end.
 */
final class FaultyWringer {
    /** A service of two processes, one of which computes. */
    static final List<String> COMPUTING = List.of("sh", "-c", "sleep 1000 & while :; do :; done");

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        PlannedFault planned = planned(fault(args[1]));
        Ledger ledger = Ledger.open(folder);
        Reaper reaper = Reaper.start(ledger);
        LaunchedServices services = new LaunchedServices();
        LimitGroups groups = LimitGroups.open(List.of(planned), ledger);
        launch(folder, reaper, services, groups.of("unit"), COMPUTING);
        Injection injection = new ProcessFaults(services, ledger, Fixture.realClock()).injection(planned);
        injection.apply();
        while (!injection.observe().confirmed()) {
            Thread.onSpinWait();
        }
        if (planned.fault().takesServiceDown()) {
            // As its supervisor would.
            launch(folder, reaper, services, groups.of("unit"), COMPUTING);
        }
        groups.of("unit").forEach(System.out::println);
        Incarnation last = services.running("unit").orElseThrow();
        System.out.println("/proc/" + last.id().pid());
        last.family().search().forEach(it -> System.out.println("/proc/" + it.pid()));
        System.out.println("end");
        System.exit(System.in.read());
    }

    static PlannedFault planned(Fault fault) {
        return new PlannedFault("it-1", fault, FaultTarget.of("unit"), Duration.ZERO, Duration.ofMinutes(1));
    }

    static Fault fault(String kind) {
        return switch (kind) {
            case "pause" -> new ProcessFault.Pause();
            case "cpu-limit" -> new ProcessFault.CpuLimit(0.1);
            case "memory-limit" -> new ProcessFault.MemoryLimit(64 << 20);
            case "file-limit" -> new ProcessFault.FileLimit(100);
            case "kill" -> new ProcessFault.Kill();
            case "terminate" -> new ProcessFault.Terminate();
            default -> new ProcessFault.CrashLoop(Duration.ofMillis(50));
        };
    }

    static Incarnation launch(
            Path folder, Reaper reaper, LaunchedServices services, List<Path> cgroups, List<String> command)
            throws CannotStart {
        var launch =
                new Service.Launch(command, Path.of("."), Map.of(), new Service.Stop("TERM", Duration.ofSeconds(1)));
        Surroundings surroundings =
                new Surroundings(List.of(), new TreeMap<>(), cgroups, Fixture.SURROUNDINGS.addresses());
        Incarnation incarnation = Incarnation.launch(
                Fixture.launched(Fixture.freePort(), launch),
                launch,
                folder.resolve("unit.log"),
                reaper,
                surroundings,
                Fixture.realClock());
        services.launched("unit", incarnation);
        while (command.equals(COMPUTING)
                && incarnation.process().isAlive()
                && incarnation.family().search().size() < 2) {
            Thread.onSpinWait();
        }
        return incarnation;
    }

    private FaultyWringer() {}
}
