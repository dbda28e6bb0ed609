package dev.wringer.adapters.definitions;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Pauses;
import dev.wringer.core.model.Profile;
import dev.wringer.core.model.Rate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** How many arrivals an open profile makes on average: its rate, integrated. */
final class ExpectedArrivals {
    private ExpectedArrivals() {}

    /** Those in pauses of the load are left out. */
    static double of(Arrivals.Open open, Duration duration, Pauses pauses) {
        double sum = of(open, duration);
        for (long pause = 0; pause < pauses.count(); pause++) {
            sum -= of(open, Duration.ofNanos(pauses.end(pause))) - of(open, Duration.ofNanos(pauses.begin(pause)));
        }
        return sum;
    }

    private static double of(Arrivals.Open open, Duration duration) {
        double sum = 0;
        double left = seconds(duration);
        for (Arrivals.Phase phase : open.phases()) {
            double planned = phase.lasting().map(ExpectedArrivals::seconds).orElse(left);
            sum += of(phase.profile(), planned, Math.min(planned, left));
            left = Math.max(0, left - planned);
        }
        return sum;
    }

    /** @param seconds the part of the planned phase that the run has time for */
    private static double of(Profile profile, double planned, double seconds) {
        return switch (profile) {
            case Profile.Constant constant -> constant.rate().perSecond() * seconds;
            case Profile.Ramp ramp -> straight(ramp.from(), ramp.to(), planned, seconds);
            case Profile.Steps steps -> stairs(steps, planned, seconds);
            case Profile.Spike spike -> {
                double burst = Math.min(seconds, seconds(spike.at()) + seconds(spike.lasting())) - seconds(spike.at());
                double extra = spike.peak().perSecond() - spike.base().perSecond();
                yield spike.base().perSecond() * seconds + extra * Math.max(0, burst);
            }
            case Profile.Sine sine -> {
                double turn = 2 * StrictMath.PI / seconds(sine.period());
                double wave = (1 - StrictMath.cos(turn * seconds)) / turn;
                yield sine.mean().perSecond() * seconds + sine.amplitude().perSecond() * wave;
            }
        };
    }

    private static double straight(Rate from, Rate to, double planned, double seconds) {
        double slope = (to.perSecond() - from.perSecond()) / planned;
        return (from.perSecond() + slope * seconds / 2) * seconds;
    }

    private static double stairs(Profile.Steps steps, double planned, double seconds) {
        double from = steps.from().perSecond();
        double rise = (steps.to().perSecond() - from) / (steps.steps() - 1);
        double width = planned / steps.steps();
        double sum = 0;
        for (int i = 0; i < steps.steps(); i++) {
            sum += (from + i * rise) * Math.clamp(seconds - i * width, 0.0, width);
        }
        return sum;
    }

    static String words(Arrivals.Open open) {
        List<String> phases = open.phases().stream()
                .map(phase -> words(phase.profile())
                        + phase.lasting()
                                .map(d -> " for " + Quantities.written(d))
                                .orElse(""))
                .toList();
        return phases.stream().collect(Collectors.joining(", then ")) + (open.poisson() ? ", Poisson" : "");
    }

    private static String words(Profile profile) {
        return switch (profile) {
            case Profile.Constant constant -> words(constant.rate());
            case Profile.Ramp ramp -> "from " + words(ramp.from()) + " to " + words(ramp.to());
            case Profile.Steps steps ->
                "from " + words(steps.from()) + " to " + words(steps.to()) + " in " + steps.steps() + " steps";
            case Profile.Spike spike ->
                words(spike.base()) + " with a burst of " + words(spike.peak()) + " at "
                        + Quantities.written(spike.at());
            case Profile.Sine sine -> words(sine.mean()) + " +- " + words(sine.amplitude());
        };
    }

    private static String words(Rate rate) {
        String per = Quantities.written(rate.per());
        return Quantities.plain(rate.events()) + "/"
                + (per.startsWith("1") && !per.matches("1\\d.*") ? per.substring(1) : per);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
