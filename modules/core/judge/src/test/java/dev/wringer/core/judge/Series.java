package dev.wringer.core.judge;

import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;

/** Made-up series of 2,880 minutes: the models that the rules of the judge were measured on. Same seed, same series. */
final class Series {
    static final int MINUTES = 2_880;

    private Series() {}

    /** What a service's memory does, in MiB and minutes. */
    record Memory(double sd, double correlation, double oldTeeth, double warmUp, double warmUpTau, double leak) {
        static final Memory B = new Memory(8, 0.9, 0, 0, 1, 0);
        static final Memory C = new Memory(8, 0.99, 0, 0, 1, 0);
        static final Memory D = new Memory(8, 0.9, 60, 0, 1, 0);
        static final Memory F = new Memory(8, 0.9, 0, 120, 360, 0);

        Memory leaking(double perMinute) {
            return new Memory(sd, correlation, oldTeeth, warmUp, warmUpTau, perMinute);
        }
    }

    static double[] memory(long seed, Memory model) {
        RandomStream random = new Seed(seed).stream("memory");
        double[] series = new double[MINUTES];
        double slow = model.sd * random.nextGaussian();
        double young = random.nextDouble();
        double youngPeriod = 7;
        double old = random.nextDouble();
        double oldPeriod = 180;
        for (int t = 0; t < MINUTES; t++) {
            slow = model.correlation * slow
                    + model.sd * Math.sqrt(1 - model.correlation * model.correlation) * random.nextGaussian();
            young += 1 / youngPeriod;
            if (young >= 1) {
                young -= 1;
                youngPeriod = 7 * (0.7 + 0.6 * random.nextDouble());
            }
            old += 1 / oldPeriod;
            if (old >= 1) {
                old -= 1;
                oldPeriod = 180 * (0.8 + 0.4 * random.nextDouble());
            }
            double warm = model.warmUp * (1 - StrictMath.exp(-t / model.warmUpTau));
            series[t] = 180 + slow + warm + model.leak * t + 150 * young + model.oldTeeth * old;
        }
        return series;
    }

    /** Autocorrelated noise around 0, with a standard deviation of its own. */
    static double[] noise(long seed, double sd, double correlation) {
        RandomStream random = new Seed(seed).stream("noise");
        double[] series = new double[MINUTES];
        double slow = sd * random.nextGaussian();
        for (int t = 0; t < MINUTES; t++) {
            slow = correlation * slow + sd * Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            series[t] = slow;
        }
        return series;
    }
}
