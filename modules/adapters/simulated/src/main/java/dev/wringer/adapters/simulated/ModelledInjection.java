package dev.wringer.adapters.simulated;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.core.model.RandomStream;
import dev.wringer.engine.run.Injection;
import java.util.List;
import java.util.Optional;

/**
 * A planned fault as acts on the models. To observe it is to ask the models for what it does: canary requests over its links, the
 * state of its process, the time that work takes. That it was asked for is no evidence.
 */
final class ModelledInjection implements Injection {
    private final PlannedFault planned;
    private final ModelledSystem system;
    private final RandomStream canaries;
    private String processBefore = "";

    ModelledInjection(PlannedFault planned, ModelledSystem system, RandomStream canaries) {
        this.planned = planned;
        this.system = system;
        this.canaries = canaries;
    }

    @Override
    public void apply() {
        processBefore = target().map(it -> it.process().identity()).orElse("");
        system.begin(planned);
    }

    @Override
    public void remove() {
        system.end(planned.id());
    }

    @Override
    public Observation observe() {
        Sight sight = look();
        return new Observation(sight.isThere(), sight.words());
    }

    @Override
    public Observation observeGone() {
        Sight sight = look();
        return new Observation(!sight.isThere(), sight.words());
    }

    private record Sight(boolean isThere, String words) {}

    private Sight look() {
        return switch (planned.fault()) {
            case ConnectionFault ignored -> canaries();
            case HttpFault ignored -> canaries();
            case NamespaceFault ignored -> canaries();
            case MachineFault fault -> machine(fault);
            case ProcessFault fault ->
                target().map(it -> process(fault, it)).orElse(new Sight(false, "no such service"));
        };
    }

    private Optional<ModelledService> target() {
        return planned.target().to().flatMap(system::service);
    }

    private Sight canaries() {
        Canaries sent = Canaries.send(planned.id(), system.links(planned), canaries);
        return new Sight(sent.touched() > 0, sent.words());
    }

    private Sight process(ProcessFault fault, ModelledService service) {
        ModelledProcess process = service.process();
        String state = process.isRunning() ? process.identity() + " runs" : process.identity() + " does not run";
        boolean under = service.exposure().isUnder(planned.id());
        return switch (fault) {
            case ProcessFault.Kill ignored -> new Sight(!process.isRunning(), state);
            case ProcessFault.Terminate ignored -> new Sight(!process.isRunning(), state);
            case ProcessFault.CrashLoop ignored -> {
                boolean killed = !process.isRunning() || !process.identity().equals(processBefore);
                yield new Sight(under && killed, state + ", before it was " + processBefore);
            }
            case ProcessFault.Pause ignored -> {
                boolean stopped = service.exposure().pausedBy().isPresent();
                yield new Sight(stopped, state + (stopped ? ", stopped (T)" : ", not stopped"));
            }
            case ProcessFault.CpuLimit ignored -> slowdown(service, under);
            case ProcessFault.MemoryLimit ignored -> {
                Sight slow = slowdown(service, under);
                yield new Sight(under, state + "; " + slow.words());
            }
            case ProcessFault.FileLimit ignored -> {
                long max = service.exposure().filesMax();
                yield new Sight(
                        under, max == Long.MAX_VALUE ? "no limit of open files" : "at most " + max + " open files");
            }
            case ProcessFault.ClockSkew ignored -> {
                long offset = service.exposure().clockOffset().toMillis();
                yield new Sight(offset != 0, "its clock is off by " + offset + " ms");
            }
        };
    }

    private Sight slowdown(ModelledService service, boolean under) {
        double times = under ? service.exposure().slowdown(planned.fault()) : 1;
        return new Sight(under, "a request to " + service.name() + " takes " + times + " times as long");
    }

    private Sight machine(MachineFault fault) {
        List<ModelledService> under = system.services().stream()
                .filter(service -> service.exposure().isUnder(planned.id()))
                .toList();
        String effect =
                switch (fault) {
                    case MachineFault.DiskFill fill -> "no space left on " + fill.folder();
                    case MachineFault.BurnCpu ignored -> slower(under);
                    case MachineFault.BurnMemory ignored -> slower(under);
                };
        String who = under.size() + " of " + system.services().size() + " services";
        return new Sight(!under.isEmpty(), who + (under.isEmpty() ? " see an effect" : ": " + effect));
    }

    private String slower(List<ModelledService> under) {
        return under.isEmpty() ? "" : slowdown(under.getFirst(), true).words();
    }
}
