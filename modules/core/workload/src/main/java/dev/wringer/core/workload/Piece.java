package dev.wringer.core.workload;

import dev.wringer.core.model.Profile;
import java.util.ArrayList;
import java.util.List;

/** A stretch of an arrival rate simple enough to be integrated and inverted. Times are seconds from its begin. */
sealed interface Piece {
    double seconds();

    /** Expected arrivals of the whole piece. */
    double area();

    /** When the expected number of arrivals since the begin reaches {@code area}. */
    double when(double area);

    /** The first seconds of this piece. */
    Piece first(double seconds);

    /** The pieces of a profile that lasts this long. */
    static List<Piece> of(Profile profile, double seconds) {
        return switch (profile) {
            case Profile.Constant constant -> List.of(level(constant.rate().perSecond(), seconds));
            case Profile.Ramp ramp ->
                List.of(new Line(ramp.from().perSecond(), ramp.to().perSecond(), seconds));
            case Profile.Steps steps -> stairs(steps, seconds);
            case Profile.Spike spike -> spike(spike, seconds);
            case Profile.Sine sine ->
                List.of(new Wave(
                        sine.mean().perSecond(),
                        sine.amplitude().perSecond(),
                        sine.period().toNanos() / 1e9,
                        seconds));
        };
    }

    private static Line level(double rate, double seconds) {
        return new Line(rate, rate, seconds);
    }

    private static List<Piece> stairs(Profile.Steps steps, double seconds) {
        double from = steps.from().perSecond();
        double rise = (steps.to().perSecond() - from) / (steps.steps() - 1);
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < steps.steps(); i++) {
            pieces.add(level(from + rise * i, seconds / steps.steps()));
        }
        return pieces;
    }

    private static List<Piece> spike(Profile.Spike spike, double seconds) {
        double at = Math.min(spike.at().toNanos() / 1e9, seconds);
        double lasting = Math.min(spike.lasting().toNanos() / 1e9, seconds - at);
        double base = spike.base().perSecond();
        return List.of(level(base, at), level(spike.peak().perSecond(), lasting), level(base, seconds - at - lasting));
    }

    /** A rate that goes straight from one value to another. */
    record Line(double from, double to, double seconds) implements Piece {
        @Override
        public double area() {
            return (from + to) / 2 * seconds;
        }

        @Override
        public Piece first(double cut) {
            return new Line(from, from + (to - from) * cut / seconds, cut);
        }

        /** The root of {@code from t + (to - from) t^2 / 2 seconds = area}, in the form that does not cancel. */
        @Override
        public double when(double area) {
            double root = StrictMath.sqrt(Math.max(0, from * from + 2 * (to - from) * area / seconds));
            return Math.min(seconds, 2 * area / (from + root));
        }
    }

    /** A rate that swings around a mean. */
    record Wave(double mean, double amplitude, double period, double seconds) implements Piece {
        private static final int HALVINGS = 60;

        @Override
        public double area() {
            return until(seconds);
        }

        @Override
        public Piece first(double cut) {
            return new Wave(mean, amplitude, period, cut);
        }

        private double until(double t) {
            double turn = 2 * StrictMath.PI / period;
            return mean * t + amplitude / turn * (1 - StrictMath.cos(turn * t));
        }

        /** By bisection: the integral rises monotonically, since the amplitude is at most the mean. */
        @Override
        public double when(double area) {
            double slack = amplitude * period / StrictMath.PI / mean;
            double low = Math.max(0, area / mean - slack);
            double high = Math.min(seconds, area / mean);
            for (int i = 0; i < HALVINGS && high - low > 1e-10; i++) {
                double middle = (low + high) / 2;
                if (until(middle) < area) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }
    }
}
