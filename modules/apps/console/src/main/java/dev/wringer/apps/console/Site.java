package dev.wringer.apps.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wringer.adapters.reports.Assets;
import dev.wringer.adapters.reports.Template;
import dev.wringer.adapters.storage.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** The addresses of the console. A subclass of AllDirectives would be shorter, but takes Error Prone four minutes to check. */
final class Site {
    /** The report brings a policy of its own, for the two scripts within it. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ContentType.WithCharset SCRIPT =
            ContentTypes.create(MediaTypes.APPLICATION_JAVASCRIPT, HttpCharsets.UTF_8);
    private static final ContentType.WithCharset STYLE = ContentTypes.create(MediaTypes.TEXT_CSS, HttpCharsets.UTF_8);
    /** Of a run folder, what people and machines want of a browser. */
    private static final Map<String, ContentType.NonBinary> FILES = Map.of(
            "report.html", ContentTypes.TEXT_HTML_UTF8,
            "summary.json", ContentTypes.APPLICATION_JSON,
            "verdict.json", ContentTypes.APPLICATION_JSON,
            "MANIFEST.json", ContentTypes.APPLICATION_JSON,
            "junit.xml", ContentTypes.TEXT_XML_UTF8,
            "windows.csv", ContentTypes.TEXT_CSV_UTF8);

    private final Guard guard;
    private final RunList runs;
    private final Optional<LiveRun> live;
    private final RunMetrics metrics;
    private final Controls controls;

    Site(Console.Settings settings, RunList runs, Optional<LiveRun> live, RunMetrics metrics) {
        this.guard = new Guard(settings.host(), settings.token());
        this.runs = runs;
        this.live = live;
        this.metrics = metrics;
        this.controls = new Controls(guard, live);
    }

    Route route() {
        return Directives.extractHost(this::guarded);
    }

    private Route guarded(String host) {
        if (!guard.mayBeCalled(host)) {
            return Directives.complete(StatusCodes.MISDIRECTED_REQUEST, "not a name of this server; use localhost");
        }
        List<HttpHeader> headers = List.of(
                RawHeader.create("X-Content-Type-Options", "nosniff"),
                RawHeader.create("Referrer-Policy", "no-referrer"),
                RawHeader.create("Cache-Control", "no-store"));
        return Directives.respondWithDefaultHeaders(headers, this::routes);
    }

    private Route routes() {
        Route gets = Directives.concat(
                Directives.pathSingleSlash(this::list),
                Directives.path("healthz", () -> Directives.complete("ok")),
                Directives.path("metrics", this::metrics),
                Directives.pathPrefix("assets", () -> Directives.path(PathMatchers.segment(), this::asset)),
                Directives.pathPrefix("api", () -> Directives.path("runs", this::listed)));
        return Directives.concat(
                Directives.get(() -> gets),
                Directives.pathPrefix("runs", () -> Directives.pathPrefix(PathMatchers.segment(), this::run)));
    }

    private Route list() {
        return page("runs.html", Map.of("command", "wringer run FILE --console"));
    }

    private Route listed() {
        return text(ContentTypes.APPLICATION_JSON, json(runs.all()));
    }

    private Route run(String name) {
        Optional<RunFolder> found = runs.find(name);
        if (found.isEmpty()) {
            return Directives.complete(StatusCodes.NOT_FOUND, "there is no such run");
        }
        RunFolder folder = found.get();
        Route page = Directives.pathEndOrSingleSlash(() -> runPage(folder));
        Route file = Directives.path(PathMatchers.segment(), it -> file(folder, it));
        Route steering = Directives.pathPrefix("control", () -> controls.route(folder));
        return Directives.concat(
                Directives.get(() -> page),
                new FeedRoutes(folder).route(),
                Directives.post(() -> steering),
                Directives.get(() -> file));
    }

    private Route runPage(RunFolder folder) {
        boolean steerable =
                live.filter(it -> Controls.isSame(it.folder(), folder.path())).isPresent();
        try {
            String simulation = folder.facts().simulation();
            return page(
                    "live.html",
                    Map.of(
                            "title", Template.escaped(simulation),
                            "steerable", Boolean.toString(steerable),
                            "sections", Assets.sections(simulation, "…", List.of("waiting for the first window"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Route page(String name, Map<String, String> parts) {
        return Directives.respondWithHeader(
                RawHeader.create("Content-Security-Policy", POLICY),
                () -> text(ContentTypes.TEXT_HTML_UTF8, Template.filled(resource(name), parts)));
    }

    private Route asset(String name) {
        try {
            return switch (name) {
                case "charts.js" -> text(SCRIPT, Assets.charts());
                case "run.js" -> text(SCRIPT, Assets.script());
                case "live.js", "runs.js" -> text(SCRIPT, resource(name));
                case "style.css" -> text(STYLE, Assets.style() + resource("console.css"));
                default -> Directives.complete(StatusCodes.NOT_FOUND);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Route file(RunFolder folder, String name) {
        Path file = folder.path().resolve(name);
        if (!FILES.containsKey(name) || !Files.isRegularFile(file)) {
            return Directives.complete(StatusCodes.NOT_FOUND, "there is no such file in this run, or not yet");
        }
        return Directives.complete(HttpResponse.create().withEntity(HttpEntities.create(FILES.get(name), file)));
    }

    private Route metrics() {
        return Directives.optionalHeaderValueByName("Accept", this::metrics);
    }

    private Route metrics(Optional<String> accept) {
        RunMetrics.Exposition exposition = metrics.exposition(accept.orElse(""));
        return Directives.complete(HttpResponse.create()
                .withEntity(HttpEntities.create(
                        ContentTypes.parse(exposition.contentType()),
                        exposition.text().getBytes(StandardCharsets.UTF_8))));
    }

    private Route text(ContentType.NonBinary type, String text) {
        return Directives.complete(HttpResponse.create().withEntity(HttpEntities.create(type, text)));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Site.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, name + " is missing in this build")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
