package dev.wringer.apps.cli;

import dev.wringer.adapters.http.HttpTarget;
import dev.wringer.adapters.http.Trust;
import dev.wringer.adapters.process.AttachedHost;
import dev.wringer.adapters.process.OwnInstruments;
import dev.wringer.adapters.process.ProcessHost;
import dev.wringer.adapters.process.Reaper;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.core.judge.Baseline;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Service;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.run.Instruments;
import dev.wringer.engine.run.Progress;
import dev.wringer.engine.run.Recorder;
import dev.wringer.engine.run.Resumption;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.run.World;
import dev.wringer.engine.time.Clock;
import dev.wringer.engine.time.RealTime;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;

/** Real processes, real sockets, real time. */
record RealWorld(
        RealTime time,
        int loops,
        RunFolder folder,
        Reaper reaper,
        RealFaults faults,
        Behavior<Recorder.Command> recorder,
        Behavior<Progress> display,
        Optional<Resumption> resumption,
        Optional<Baseline> baseline)
        implements World {

    @Override
    public Clock clock() {
        return time.clock();
    }

    @Override
    public String runId() {
        return folder.path().getFileName().toString();
    }

    @Override
    public Props loop(int index) {
        return time.loop(index);
    }

    @Override
    public Behavior<Target.Command> target(Service service, int loop) {
        return HttpTarget.create(faults.driven(service), time.eventLoop(loop), clock(), trust(service));
    }

    /** A system on this machine usually has a certificate of its own making; anyone else has to prove who they are. */
    private static Trust trust(Service service) {
        return service.host().matches("localhost|127\\..*|::1") ? Trust.ANYONE : Trust.AUTHORITIES;
    }

    @Override
    public Behavior<Host.Command> host(Service service) {
        return switch (service.runs().orElseThrow()) {
            case Service.Launch ignored ->
                ProcessHost.create(
                        faults.probed(service),
                        folder.serviceLog(service.name()),
                        reaper,
                        faults.launched(),
                        faults.surroundings(service),
                        clock());
            case Service.Attach ignored -> AttachedHost.create(service, clock());
        };
    }

    @Override
    public Injection injection(PlannedFault fault) {
        return faults.injection(fault);
    }

    @Override
    public Optional<String> noFaultsNow() {
        return faults.noneNow();
    }

    @Override
    public Behavior<Instruments.Command> instruments() {
        return OwnInstruments.create(clock(), this::worstLag);
    }

    private double worstLag() {
        double worst = 0;
        for (int loop = 0; loop < loops; loop++) {
            worst = Math.max(worst, time.loopLag(loop).takeWorstMillis());
        }
        return worst;
    }
}
