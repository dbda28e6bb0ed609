package dev.wringer.core.model;

/** What is measured of a service or of an endpoint, window by window. */
public sealed interface Figure {
    /** As a simulation file names it. */
    String text();

    Unit unit();

    /** What Wringer measures of every service. */
    enum OfService implements Figure {
        /** The largest sample of the window. */
        MEMORY("memory", Unit.MEBIBYTES),
        /** The smallest sample of the window; where only the largest is known, that one. */
        MEMORY_FLOOR("memory-floor", Unit.MEBIBYTES),
        /** Memory as a share of the service's limit. */
        MEMORY_USAGE("memory-usage", Unit.SHARE),
        CPU("cpu", Unit.SHARE),
        OPEN_FILES("open-files", Unit.COUNT),
        THREADS("threads", Unit.COUNT),
        SESSIONS_OPEN("sessions-open", Unit.COUNT),
        /** Since the start of the run. */
        RESTARTS("restarts", Unit.COUNT),
        /** Health checks that said yes, as a share of all. */
        AVAILABILITY("availability", Unit.SHARE);

        private final String text;
        private final Unit unit;

        OfService(String text, Unit unit) {
            this.text = text;
            this.unit = unit;
        }

        @Override
        public String text() {
            return text;
        }

        @Override
        public Unit unit() {
            return unit;
        }
    }

    /** What Wringer measures of every endpoint; times count from the intended start. */
    enum OfEndpoint implements Figure {
        /** Requests that came to their end, well or not. */
        RATE("rate", Unit.PER_SECOND),
        ERROR_RATE("error-rate", Unit.SHARE),
        SUCCESS_RATE("success-rate", Unit.SHARE),
        MEAN("mean", Unit.MICROSECONDS),
        MAX("max", Unit.MICROSECONDS),
        /** At the end of the window. */
        IN_FLIGHT("in-flight", Unit.COUNT);

        private final String text;
        private final Unit unit;

        OfEndpoint(String text, Unit unit) {
            this.text = text;
            this.unit = unit;
        }

        @Override
        public String text() {
            return text;
        }

        @Override
        public Unit unit() {
            return unit;
        }
    }

    /** A percentile of the response time, 0 to 100. */
    record Percentile(double percentile) implements Figure {
        @Override
        public String text() {
            return "p" + (percentile == Math.rint(percentile) ? Long.toString((long) percentile) : "" + percentile);
        }

        @Override
        public Unit unit() {
            return Unit.MICROSECONDS;
        }
    }

    /** A scraped gauge, named as in {@code metrics.series} of its service, labels included. */
    record Gauge(String text) implements Figure {
        @Override
        public Unit unit() {
            return Unit.COUNT;
        }
    }

    /** How fast a scraped counter counts; of one that counts seconds it is a share of time. */
    record CounterRate(String counter) implements Figure {
        @Override
        public String text() {
            return "rate(" + counter + ")";
        }

        @Override
        public Unit unit() {
            return Unit.PER_SECOND;
        }
    }
}
