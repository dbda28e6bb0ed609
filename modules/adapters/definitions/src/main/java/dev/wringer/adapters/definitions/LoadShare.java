package dev.wringer.adapters.definitions;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Profile;
import dev.wringer.core.model.Rate;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Simulation;

/** Scales the load of a simulation, as its key {@code load} does: rates by the share, users to a whole number of at least 1. */
public final class LoadShare {
    private final double share;

    private LoadShare(double share) {
        this.share = share;
    }

    /** @param share above 0; 1 leaves the load as it is */
    public static Simulation of(Simulation simulation, double share) {
        LoadShare load = new LoadShare(share);
        return simulation.variant(
                simulation.seed(),
                simulation.services(),
                simulation.traffic().stream().map(load::scaled).toList(),
                simulation.sessions().stream().map(load::scaled).toList(),
                simulation.faults());
    }

    private Flow scaled(Flow flow) {
        Arrivals arrivals =
                switch (flow.arrivals()) {
                    case Arrivals.Open open -> scaled(open);
                    case Arrivals.Closed closed ->
                        new Arrivals.Closed(
                                (int) Math.max(1, Math.round(closed.users() * share)),
                                closed.thinkTime(),
                                closed.rampUp());
                };
        return new Flow(
                flow.name(),
                flow.to(),
                flow.requests(),
                arrivals,
                flow.timeout(),
                flow.inFlightMax(),
                flow.feeder(),
                flow.readBack());
    }

    private SessionFlow scaled(SessionFlow flow) {
        return new SessionFlow(
                flow.name(),
                flow.to(),
                flow.start(),
                flow.socket(),
                flow.steps(),
                flow.every(),
                flow.stop(),
                flow.length(),
                scaled(flow.arrivals()),
                flow.timeout(),
                flow.grace(),
                flow.liveMax(),
                flow.feeder());
    }

    private Arrivals.Open scaled(Arrivals.Open open) {
        return new Arrivals.Open(
                open.phases().stream()
                        .map(phase -> new Arrivals.Phase(scaled(phase.profile()), phase.lasting()))
                        .toList(),
                open.poisson());
    }

    private Profile scaled(Profile profile) {
        return switch (profile) {
            case Profile.Constant constant -> new Profile.Constant(scaled(constant.rate()));
            case Profile.Ramp ramp -> new Profile.Ramp(scaled(ramp.from()), scaled(ramp.to()));
            case Profile.Steps steps -> new Profile.Steps(scaled(steps.from()), scaled(steps.to()), steps.steps());
            case Profile.Spike spike ->
                new Profile.Spike(scaled(spike.base()), scaled(spike.peak()), spike.at(), spike.lasting());
            case Profile.Sine sine -> new Profile.Sine(scaled(sine.mean()), scaled(sine.amplitude()), sine.period());
        };
    }

    private Rate scaled(Rate rate) {
        return new Rate(rate.events() * share, rate.per());
    }
}
