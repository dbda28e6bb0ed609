package dev.wringer.adapters.reports;

import dev.wringer.adapters.storage.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * Makes {@code report.html}: verdict and reasons first, then curves, findings and totals. One file that needs no network; its
 * policy lets nothing run but the two scripts it came with, and what a service or a simulation made up is only ever text.
 */
public final class ReportPage {
    /** Into the run folder itself. */
    public static void write(RunFolder folder) throws IOException {
        write(folder, folder.report());
    }

    public static void write(RunFolder folder, Path to) throws IOException {
        ReportData data = ReportData.of(folder);
        String charts = Assets.charts();
        String script = Assets.script() + Assets.read("report.js");
        Map<String, String> parts = Map.of(
                "policy", "'" + hash(charts) + "' '" + hash(script) + "'",
                "style", Assets.style(),
                "sections", Assets.sections(data.simulation(), data.state(), data.reasons()),
                "charts", charts,
                "script", script,
                "data", data.json().replace("<", "\\u003c"),
                "state", Template.escaped(data.state()),
                "simulation", Template.escaped(data.simulation()));
        Files.writeString(to, Template.filled(Assets.read("report.html"), parts), StandardCharsets.UTF_8);
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
