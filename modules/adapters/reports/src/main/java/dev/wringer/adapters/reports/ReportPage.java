package dev.wringer.adapters.reports;

import dev.wringer.adapters.storage.RunFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes {@code report.html}: verdict and reasons first, then curves, findings and totals. One file that needs no network; its
 * policy lets nothing run but the two scripts it came with, and what a service or a simulation made up is only ever text.
 */
public final class ReportPage {
    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

    /** Into the run folder itself. */
    public static void write(RunFolder folder) throws IOException {
        write(folder, folder.report());
    }

    public static void write(RunFolder folder, Path to) throws IOException {
        ReportData data = ReportData.of(folder);
        String charts = resource(CHARTS);
        String script = resource("report.js");
        Map<String, String> parts = Map.of(
                "policy", "'" + hash(charts) + "' '" + hash(script) + "'",
                "style", resource("report.css"),
                "charts", charts,
                "script", script,
                "data", data.json().replace("<", "\\u003c"),
                "state", escaped(data.state()),
                "simulation", escaped(data.simulation()),
                "reasons", escaped(String.join("\n", data.reasons())));
        Files.writeString(to, filled(resource("report.html"), parts), StandardCharsets.UTF_8);
    }

    /** In one pass, so that a text that looks like a place stays a text. */
    private static String filled(String template, Map<String, String> parts) {
        return PLACE.matcher(template).replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** As a content security policy names a script. */
    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private ReportPage() {}
}
