package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.TEXT;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Feeder;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads one flow of requests. Its name is the last part of the path of its section. */
final class FlowSection {
    static final Key<String> TO = Key.required("to", TEXT, "gateway", "the service it drives");
    static final Key<Optional<Feeder>> FEEDER =
            Key.optional("feeder", FeederSection.FEEDER, "{ csv = \"users.csv\" }", "test data for its requests");
    private static final Key<Optional<Request>> REQUEST = Key.optional(
            "request", RequestSection.REQUEST, "{ post = \"/v1/chat\", body = \"hi\" }", "what each arrival sends");
    private static final Key<Optional<List<Request>>> REQUESTS = Key.optional(
            "requests",
            Syntaxes.list(RequestSection.REQUEST, false),
            "[ \"/login\", \"/home\" ]",
            "instead of `request`: what each arrival sends, one after the other");
    private static final Key<Arrivals> ARRIVALS =
            Key.required("arrivals", ArrivalsSection.ARRIVALS, "{ rate = 1/s }", "when it sends");
    static final Key<Duration> TIMEOUT = Key.usual(
            "timeout", DURATION, "10s", "2s", "from the send of a request to its whole answer; later is an error");
    private static final Key<Integer> IN_FLIGHT_MAX = Key.usual(
            "in-flight-max",
            Syntaxes.WHOLE,
            "10000",
            "500",
            "arrivals that would exceed this many requests in flight are counted as not sent; 1 to 1,000,000");

    private static final Key<Optional<Request>> READ_BACK = Key.optional(
            "read-back",
            RequestSection.REQUEST,
            "{ get = \"/v1/items/${seq}\", expect { status = 200 } }",
            "asked after the faults for each arrival that was answered well, with the same `${seq}` and draws; what it"
                    + " expects says whether the write is still there");

    static final SectionKeys KEYS = SectionKeys.of(
            "flow",
            "A stream of requests.",
            TO,
            FEEDER,
            REQUEST,
            REQUESTS,
            ARRIVALS,
            TIMEOUT,
            IN_FLIGHT_MAX,
            READ_BACK);

    static final Syntax<Flow> FLOW = Syntaxes.section(KEYS, FlowSection::read);

    private FlowSection() {}

    private static Entry<Flow> read(Section section) {
        Entry<String> to = section.read(TO);
        Entry<Optional<Feeder>> feeder = enterFlow(section);
        Entry<Optional<Request>> request = section.read(REQUEST);
        Entry<Optional<List<Request>>> requests = section.read(REQUESTS);
        Entry<Arrivals> arrivals = section.read(ARRIVALS);
        Entry<Duration> timeout = section.read(TIMEOUT);
        Entry<Integer> inFlightMax = section.read(IN_FLIGHT_MAX);
        enterFlow(section, feeder);
        Entry<Optional<Request>> readBack = section.read(READ_BACK);
        if (!section.usesOne(true, REQUEST, REQUESTS)) {
            return Entry.unread();
        }
        return section.build(() -> new Flow(
                section.name(),
                to.value(),
                request.value().map(List::of).or(requests::value).orElseThrow(),
                arrivals.value(),
                timeout.value(),
                inFlightMax.value(),
                feeder.value(),
                readBack.value()));
    }

    /** Reads the feeder first: the requests may name its columns. */
    static Entry<Optional<Feeder>> enterFlow(Section section) {
        Entry<Optional<Feeder>> feeder = section.read(FEEDER);
        enterFlow(section, feeder);
        return feeder;
    }

    /** Requests from here on know the columns of the feeder, and nothing that others extracted. */
    private static void enterFlow(Section section, Entry<Optional<Feeder>> feeder) {
        section.enter(section.context()
                .flow(feeder.or(Optional.empty()).map(Feeder::columns).orElse(List.of())));
    }
}
