package dev.wringer.core.calibration;

import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.ServiceModel.Defect;
import dev.wringer.core.model.Simulation;
import java.util.List;

/** A defect in the model of one service, and what should find it. */
public record Plant(String service, Defect defect, Expected expected) {
    /** What is left in a pause of the load is a reason as good as any. */
    private static final String QUIESCE = "quiesce";

    static Plant of(Service service, Defect defect, String criterion) {
        return new Plant(service.name(), defect, new Expected(List.of(criterion, QUIESCE), service.name()));
    }

    /** The simulation with the defect. */
    public Simulation in(Simulation healthy, Seed seed) {
        List<Service> services = healthy.services().stream()
                .map(each -> each.name().equals(service) ? each.with(defect) : each)
                .toList();
        return healthy.variant(seed, services);
    }
}
