package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.TEXT;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.HttpEffect;
import dev.wringer.core.model.HttpFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the faults of single HTTP requests. */
final class HttpFaults {
    private static final Key<Duration> DELAY =
            Key.required("delay", Syntaxes.DURATION, "500ms", "responses come so much later");
    private static final Key<Integer> STATUS =
            Key.required("status", Syntaxes.WHOLE, "503", "the answer instead of the service's own; 400 to 599");
    private static final Key<String> NAME = Key.required("name", TEXT, "Cache-Control", "the name of the header");
    private static final Key<String> VALUE = Key.required("value", TEXT, "no-store", "its value");

    private static final Key<String> METHOD = Key.usual("method", TEXT, "\"\"", "POST", "requests of this method only");
    private static final Key<String> PATH =
            Key.usual("path", TEXT, "\"\"", "/v1/chat", "requests whose path begins like this only");
    private static final Key<Double> SHARE = Key.usual(
            "share", Syntaxes.PERCENTAGE, "100%", "25%", "of these requests, drawn for each; above 0% to 100%");

    private static final SectionKeys DELAY_KEYS =
            SectionKeys.of("http-delay", "Late responses.", DELAY, METHOD, PATH, SHARE);
    private static final SectionKeys STATUS_KEYS = SectionKeys.of(
            "http-status",
            "Requests do not reach the service and are answered with a status.",
            STATUS,
            METHOD,
            PATH,
            SHARE);
    private static final SectionKeys HEADER_KEYS =
            SectionKeys.of("http-header", "Responses have another header.", NAME, VALUE, METHOD, PATH, SHARE);
    private static final SectionKeys KEYS_OF_OTHERS =
            SectionKeys.of("http fault", "Which requests a fault happens to.", METHOD, PATH, SHARE);

    static final List<Key<Optional<Fault>>> KEYS = List.of(
            FaultKind.section("http-delay", DELAY_KEYS, HttpFaults::delay, "500ms", "responses come later"),
            FaultKind.section("http-status", STATUS_KEYS, HttpFaults::status, "503", "an error instead of an answer"),
            other("http-abort", new HttpEffect.Abort(), "the connection is reset instead of an answer"),
            FaultKind.section(
                    "http-header",
                    HEADER_KEYS,
                    HttpFaults::header,
                    "{ name = Cache-Control, value = no-store }",
                    "another header in the response"),
            other("http-corrupt", new HttpEffect.Corrupt(), "some bytes of the body are flipped"),
            other("http-truncate", new HttpEffect.Truncate(), "the body ends after half of its length"));

    private HttpFaults() {}

    private static Key<Optional<Fault>> other(String name, HttpEffect effect, String meaning) {
        return FaultKind.usual(
                name, KEYS_OF_OTHERS, section -> matching(section, () -> effect), "{ share = 10% }", meaning);
    }

    private static Entry<Fault> delay(Section section) {
        Entry<Duration> delay = section.read(DELAY);
        return matching(section, () -> new HttpEffect.Delay(delay.value()));
    }

    private static Entry<Fault> status(Section section) {
        Entry<Integer> status = section.read(STATUS);
        return matching(section, () -> new HttpEffect.Status(status.value()));
    }

    private static Entry<Fault> header(Section section) {
        Entry<String> name = section.read(NAME);
        Entry<String> value = section.read(VALUE);
        return matching(section, () -> new HttpEffect.Header(name.value(), value.value()));
    }

    private static Entry<Fault> matching(Section section, Supplier<HttpEffect> effect) {
        Entry<String> method = section.read(METHOD);
        Entry<String> path = section.read(PATH);
        Entry<Double> share = section.read(SHARE);
        return section.build(() -> new HttpFault(effect.get(), method.value(), path.value(), share.value()));
    }
}
