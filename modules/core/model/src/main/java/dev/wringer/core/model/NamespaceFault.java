package dev.wringer.core.model;

import static dev.wringer.core.model.InWords.millis;
import static dev.wringer.core.model.InWords.percent;

import java.time.Duration;
import java.util.List;

/** A fault of the network namespace that the run made for a service. */
public sealed interface NamespaceFault extends Fault {
    /** What the service sends to these others does not arrive (blackhole routes): one way, so answers are lost too. */
    record Partition(List<String> others) implements NamespaceFault {
        /** Wringer itself, among the others. */
        public static final String WRINGER = "wringer";

        public Partition {
            others = List.copyOf(others);
            InvalidValue.unless(!others.isEmpty(), "", "cut off from nobody", "names of services, or `wringer`");
        }

        @Override
        public String kind() {
            return "partition";
        }

        @Override
        public String words() {
            return "cut off from " + String.join(", ", others);
        }
    }

    /**
     * What the service sends is shaped by the kernel (tc): netem for delay and loss, tbf for a rate.
     *
     * @param delay 0: none
     * @param loss share of packets, 0 to 1
     * @param bytesPerSecond 0: no limit
     */
    record Shape(Duration delay, double loss, long bytesPerSecond) implements NamespaceFault {
        public Shape {
            InvalidValue.unless(!delay.isNegative(), "delay", "delay of " + delay, "a duration of 0 or more");
            InvalidValue.unless(loss >= 0 && loss <= 1, "loss", "loss of " + loss, "0 % to 100 %");
            InvalidValue.unless(bytesPerSecond >= 0, "rate", "rate of " + bytesPerSecond, "0 or more");
            InvalidValue.unless(
                    !delay.isZero() || loss > 0 || bytesPerSecond > 0, "", "shapes nothing", "delay, loss or rate");
        }

        @Override
        public String kind() {
            return "shape";
        }

        @Override
        public String words() {
            return "packets shaped: delay " + millis(delay) + ", loss " + percent(loss)
                    + (bytesPerSecond > 0 ? ", " + bytesPerSecond + " B/s" : "");
        }
    }
}
