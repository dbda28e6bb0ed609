package dev.wringer.adapters.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each tool writes of requests, line by line. */
enum Tool {
    K6_JSON(
            ImportFormat.K6,
            "",
            r -> "{\"metric\":\"http_req_duration\",\"type\":\"Point\",\"data\":{\"time\":\"%s\",\"value\":%d,"
                            .formatted(r.start().plusMillis(r.millis()), r.millis())
                    + "\"tags\":{\"expected_response\":\"%s\",\"method\":\"GET\",\"status\":\"%d\","
                            .formatted(r.ok(), r.ok() ? 200 : 503)
                    + "\"name\":\"http://shop/cart\",\"url\":\"http://shop/cart\"}}}"),
    K6_CSV(
            ImportFormat.K6,
            "metric_name,timestamp,metric_value,error,error_code,expected_response,name,status,url\n",
            r -> "http_req_duration,%d,%d.000000,,,%s,http://shop/cart,%d,http://shop/cart"
                    .formatted(
                            r.start().plusMillis(r.millis()).toEpochMilli(), r.millis(), r.ok(), r.ok() ? 200 : 503)),
    JMETER_CSV(
            ImportFormat.JMETER,
            "timeStamp,elapsed,label,responseCode,responseMessage,success,URL\n",
            r -> "%d,%d,/cart,%d,,%s,http://shop/cart"
                    .formatted(r.start().toEpochMilli(), r.millis(), r.ok() ? 200 : 503, r.ok())),
    JMETER_XML(
            ImportFormat.JMETER,
            "<testResults version=\"1.2\">\n",
            r -> "<httpSample t=\"%d\" ts=\"%d\" s=\"%s\" lb=\"/cart\" rc=\"%d\" rm=\"\">"
                            .formatted(r.millis(), r.start().toEpochMilli(), r.ok(), r.ok() ? 200 : 503)
                    + "<java.net.URL>http://shop/cart</java.net.URL></httpSample>"),
    VEGETA_JSON(
            ImportFormat.VEGETA,
            "",
            r ->
                    "{\"attack\":\"\",\"code\":%d,\"timestamp\":\"%s\",\"latency\":%d,\"error\":\"\",\"url\":\"http://shop/cart\"}"
                            .formatted(r.ok() ? 200 : 503, r.start(), r.millis() * 1_000_000L)),
    VEGETA_CSV(
            ImportFormat.VEGETA,
            "",
            r -> "%d000000,%d,%d000000,0,0,,,,0,GET,http://shop/cart,"
                    .formatted(r.start().toEpochMilli(), r.ok() ? 200 : 503, r.millis()));

    private static final Instant START = Instant.parse("2026-02-08T00:00:00Z");
    private static final int EVERY_MILLIS = 500;

    final ImportFormat format;
    final String header;
    private final Function<Request, String> line;

    Tool(ImportFormat format, String header, Function<Request, String> line) {
        this.format = format;
        this.header = header;
        this.line = line;
    }

    record Request(Instant start, int millis, boolean ok) {}

    /** Two requests per second, of 10 to 30 ms; every so many fails. */
    String output(int requests, int failsEvery) {
        String lines = Stream.iterate(0, i -> i + 1)
                .limit(requests)
                .map(i -> line(i, i % failsEvery != failsEvery - 1))
                .collect(Collectors.joining("\n", "", "\n"));
        return header + lines + (this == JMETER_XML ? "</testResults>\n" : "");
    }

    String line(int i, boolean ok) {
        Instant start = START.plus(Duration.ofMillis((long) EVERY_MILLIS * i));
        return line.apply(new Request(start, 10 + i % 21, ok));
    }
}
