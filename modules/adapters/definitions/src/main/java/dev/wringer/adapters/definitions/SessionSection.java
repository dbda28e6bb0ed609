package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.FlowSection.FEEDER;
import static dev.wringer.adapters.definitions.FlowSection.TIMEOUT;
import static dev.wringer.adapters.definitions.FlowSection.TO;
import static dev.wringer.adapters.definitions.Templates.TEMPLATE;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Feeder;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.SessionFlow.Step;
import dev.wringer.core.model.Template;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads one flow of sessions. Its name is the last part of the path of its section. */
final class SessionSection {
    private static final Key<Template> SEND = Key.required("send", TEMPLATE, "\"ping ${step}\"", "a text to send");
    private static final Key<Template> EXPECT = Key.usual(
            "expect",
            TEMPLATE,
            "\"\"",
            "\"pong ${step}\"",
            "the step is done when a text that contains this comes back");
    private static final Key<String> MESSAGE_ENDPOINT =
            Key.usual("endpoint", Syntaxes.TEXT, "message", "audio", "the name it is measured under");
    static final SectionKeys MESSAGE_KEYS = SectionKeys.of(
            "message", "A step that sends a text over the session's WebSocket.", SEND, EXPECT, MESSAGE_ENDPOINT);
    private static final Syntax<Step> MESSAGE = Syntaxes.section(MESSAGE_KEYS, SessionSection::message);

    /** A section with {@code send} is a message, any other a request. */
    private static final Syntax<Step> STEP = new Syntaxes.Simple<>(
            MESSAGE.words() + " or " + RequestSection.REQUEST.words(),
            List.of(MESSAGE_KEYS, RequestSection.KEYS),
            node -> node.isObject() && node.object().containsKey("send")
                    ? MESSAGE.read(node)
                    : RequestSection.REQUEST.read(node).map(Step.Call::new));

    private static final Key<Request> START = Key.required(
            "start",
            RequestSection.REQUEST,
            "{ post = \"/session/start\", extract { id = { json = \"/id\" } } }",
            "opens the session, usually extracting its id");
    private static final Key<Optional<Request>> SOCKET = Key.optional(
            "socket",
            RequestSection.REQUEST,
            "\"/stream\"",
            "a WebSocket opened after the start and closed before the stop");
    private static final Key<List<Step>> STEPS = Key.usual(
            "steps", Syntaxes.list(STEP, true), "[]", "[ { send = \"ping\" } ]", "repeated in order, one per `every`");
    private static final Key<Distribution> EVERY =
            Key.usual("every", Distributions.DISTRIBUTION, "1s", "2s..4s", "from step to step");
    private static final Key<Request> STOP =
            Key.required("stop", RequestSection.REQUEST, "{ post = \"/session/stop\" }", "closes the session");
    private static final Key<Distribution> LENGTH = Key.required(
            "length", Distributions.DISTRIBUTION, "20s..60s", "from the end of the start to the beginning of the stop");
    private static final Key<Arrivals.Open> ARRIVALS =
            Key.required("arrivals", ArrivalsSection.OPEN, "{ rate = 5/60s }", "when sessions begin, by rate");
    private static final Key<Duration> GRACE = Key.usual(
            "grace", Syntaxes.DURATION, "10s", "30s", "a session not closed this long after its stop began is stuck");
    private static final Key<Integer> LIVE_MAX = Key.usual(
            "live-max",
            Syntaxes.WHOLE,
            "20000",
            "100",
            "arrivals that would exceed this many live sessions are counted as not sent; 1 to 1,000,000");

    static final SectionKeys KEYS = SectionKeys.of(
            "session",
            "Session churn: many sessions, each a start, steps at intervals, and a stop.",
            TO,
            FEEDER,
            START,
            SOCKET,
            STEPS,
            EVERY,
            STOP,
            LENGTH,
            ARRIVALS,
            TIMEOUT,
            GRACE,
            LIVE_MAX);

    static final Syntax<SessionFlow> SESSION = Syntaxes.section(KEYS, SessionSection::read);

    private SessionSection() {}

    private static Entry<SessionFlow> read(Section section) {
        Entry<String> to = section.read(TO);
        Entry<Optional<Feeder>> feeder = FlowSection.enterFlow(section);
        Entry<Request> start = section.read(START);
        Entry<Optional<Request>> socket = section.read(SOCKET);
        Entry<List<Step>> steps = section.read(STEPS);
        Entry<Distribution> every = section.read(EVERY);
        Entry<Request> stop = section.read(STOP);
        Entry<Distribution> length = section.read(LENGTH);
        Entry<Arrivals.Open> arrivals = section.read(ARRIVALS);
        Entry<Duration> timeout = section.read(TIMEOUT);
        Entry<Duration> grace = section.read(GRACE);
        Entry<Integer> liveMax = section.read(LIVE_MAX);
        return section.build(() -> new SessionFlow(
                section.name(),
                to.value(),
                start.value(),
                socket.value(),
                steps.value(),
                every.value(),
                stop.value(),
                length.value(),
                arrivals.value(),
                timeout.value(),
                grace.value(),
                liveMax.value(),
                feeder.value()));
    }

    private static Entry<Step> message(Section section) {
        Entry<Template> send = section.read(SEND);
        Entry<Template> expect = section.read(EXPECT);
        Entry<String> endpoint = section.read(MESSAGE_ENDPOINT);
        return section.build(() -> new Step.Message(endpoint.value(), send.value(), expect.value()));
    }
}
