package dev.wringer.apps.cli;

import dev.wringer.core.calibration.Scenario;
import dev.wringer.core.calibration.StandardDefects;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Simulation;
import java.util.ArrayList;
import java.util.List;

/** Whole virtual runs of a simulation: healthy ones, and ones with each of the standard defects. */
final class VirtualCalibration {
    private VirtualCalibration() {}

    static List<Scenario> scenarios(Simulation simulation, int healthyRuns, int defectRuns) {
        List<Scenario> scenarios = new ArrayList<>();
        RandomStream healthy = simulation.seed().stream("calibrate/healthy");
        scenarios.add(new Scenario(
                "healthy", false, healthyRuns, run -> VirtualTrial.healthy(simulation, seed(healthy.at(run)))));
        for (StandardDefects.Kind kind :
                defectRuns == 0 ? List.<StandardDefects.Kind>of() : StandardDefects.of(simulation)) {
            RandomStream planted = simulation.seed().stream("calibrate/" + kind.name());
            scenarios.add(new Scenario(kind.name(), true, defectRuns, run -> {
                RandomStream random = planted.at(run);
                Seed seed = seed(random);
                return VirtualTrial.planted(simulation, seed, kind.plant(run, random));
            }));
        }
        return scenarios;
    }

    private static Seed seed(RandomStream random) {
        return new Seed(random.nextLong());
    }
}
