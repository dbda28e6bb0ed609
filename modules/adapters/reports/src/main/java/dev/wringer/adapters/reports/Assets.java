package dev.wringer.adapters.reports;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What pages are made of: the charts' library, our scripts and style. */
public final class Assets {
    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";
    private static final List<String> SCRIPTS =
            List.of("text.js", "run.js", "tables.js", "curves.js", "views.js", "drawing.js");

    private Assets() {}

    /** ECharts, whole. */
    public static String charts() throws IOException {
        return read(CHARTS);
    }

    /** What draws a run; it waits to be told of one. */
    public static String script() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : SCRIPTS) {
            all.append(read(name).replace("\"use strict\";\n", ""));
        }
        return "\"use strict\";\n" + all;
    }

    public static String style() throws IOException {
        return read("report.css");
    }

    /** The body of a page that shows a run, before its scripts. */
    public static String sections(String simulation, String state, List<String> reasons) throws IOException {
        return Template.filled(
                read("sections.html"),
                Map.of(
                        "state", Template.escaped(state),
                        "simulation", Template.escaped(simulation),
                        "reasons", Template.escaped(String.join("\n", reasons))));
    }

    static String read(String name) throws IOException {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
