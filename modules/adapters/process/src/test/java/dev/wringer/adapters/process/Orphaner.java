package dev.wringer.adapters.process;

import dev.wringer.core.model.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Plays a Wringer that is killed: starts a reaper and a service with children, prints their pids, then waits for its
 * end.
 */
final class Orphaner {
    private static final String FAMILY = "trap '' TERM; sleep 1000 & setsid sleep 1000 & wait; wait";

    public static void main(String[] args) throws Exception {
        Reaper reaper = Reaper.start();
        var launch = new Service.Launch(
                List.of("sh", "-c", FAMILY), Path.of("."), Map.of(), new Service.Stop("TERM", Duration.ofSeconds(1)));
        String mark = reaper.mark("orphan");
        Launcher.Launched launched = new Launcher(launch, Fixture.SURROUNDINGS, Path.of(args[0]), reaper).launch(mark);
        Family family = new Family(launched.id(), mark);
        while (family.refresh().size() < 3) {
            Thread.onSpinWait();
        }
        System.out.println(reaper.id().pid());
        family.refresh().forEach(entry -> System.out.println(entry.pid()));
        System.out.println("end");
        System.exit(System.in.read());
    }

    private Orphaner() {}
}
