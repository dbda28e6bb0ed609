package dev.wringer.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A stream of requests with an arrival profile.
 *
 * @param to the service it drives
 * @param requests sent one after the other by each arrival; later ones may use what earlier answers gave
 * @param timeout from handing a request over to its whole answer; connecting counts
 * @param readBack asked after the faults for each arrival whose requests were all answered well, with the same draws; what it
 *     expects says whether the write is still there
 * @param inFlightMax arrivals that would exceed this many requests in flight are counted as not sent
 */
public record Flow(
        String name,
        String to,
        List<Request> requests,
        Arrivals arrivals,
        Duration timeout,
        int inFlightMax,
        Optional<Feeder> feeder,
        Optional<Request> readBack) {

    public Flow {
        requests = List.copyOf(requests);
        InvalidValue.unless(!requests.isEmpty(), "request", "a flow without a request", "request or requests");
        InvalidValue.unless(timeout.isPositive(), "timeout", "timeout of " + timeout, "a positive duration");
        InvalidValue.unless(
                inFlightMax >= 1 && inFlightMax <= 1_000_000,
                "in-flight-max",
                inFlightMax + " requests in flight",
                "1 to 1,000,000");
    }

    /** Of which nothing is read back. */
    public Flow(
            String name,
            String to,
            List<Request> requests,
            Arrivals arrivals,
            Duration timeout,
            int inFlightMax,
            Optional<Feeder> feeder) {
        this(name, to, requests, arrivals, timeout, inFlightMax, feeder, Optional.empty());
    }
}
