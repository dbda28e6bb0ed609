package dev.wringer.adapters.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What each tool writes of requests, line by line. */
enum Tool {
    K6_JSON(ImportFormat.K6, "") {
        @Override
        String write(Instant start, int millis, boolean ok) {
            return "{\"metric\":\"http_req_duration\",\"type\":\"Point\",\"data\":{\"time\":\"%s\",\"value\":%d,"
                            .formatted(start.plusMillis(millis), millis)
                    + "\"tags\":{\"expected_response\":\"%s\",\"method\":\"GET\",\"status\":\"%d\","
                            .formatted(ok, status(ok))
                    + "\"name\":\"http://shop/cart\",\"url\":\"http://shop/cart\"}}}";
        }
    },
    K6_CSV(ImportFormat.K6, "metric_name,timestamp,metric_value,error,error_code,expected_response,name,status,url\n") {
        @Override
        String write(Instant start, int millis, boolean ok) {
            return "http_req_duration,%d,%d.000000,,,%s,http://shop/cart,%d,http://shop/cart"
                    .formatted(start.plusMillis(millis).toEpochMilli(), millis, ok, status(ok));
        }
    },
    JMETER_CSV(ImportFormat.JMETER, "timeStamp,elapsed,label,responseCode,responseMessage,success,URL\n") {
        @Override
        String write(Instant start, int millis, boolean ok) {
            return "%d,%d,/cart,%d,,%s,http://shop/cart".formatted(start.toEpochMilli(), millis, status(ok), ok);
        }
    },
    JMETER_XML(ImportFormat.JMETER, "<testResults version=\"1.2\">\n") {
        @Override
        String write(Instant start, int millis, boolean ok) {
            return "<httpSample t=\"%d\" ts=\"%d\" s=\"%s\" lb=\"/cart\" rc=\"%d\" rm=\"\">"
                            .formatted(millis, start.toEpochMilli(), ok, status(ok))
                    + "<java.net.URL>http://shop/cart</java.net.URL></httpSample>";
        }
    },
    VEGETA_JSON(ImportFormat.VEGETA, "") {
        @Override
        String write(Instant start, int millis, boolean ok) {
            return "{\"attack\":\"\",\"code\":%d,\"timestamp\":\"%s\",\"latency\":%d000000,"
                            .formatted(status(ok), start, millis)
                    + "\"error\":\"\",\"url\":\"http://shop/cart\"}";
        }
    },
    VEGETA_CSV(ImportFormat.VEGETA, "") {
        @Override
        String write(Instant start, int millis, boolean ok) {
            return "%d000000,%d,%d000000,0,0,,,,0,GET,http://shop/cart,"
                    .formatted(start.toEpochMilli(), status(ok), millis);
        }
    };

    private static final Instant START = Instant.parse("2026-02-08T00:00:00Z");
    private static final int EVERY_MILLIS = 500;

    final ImportFormat format;
    final String header;

    Tool(ImportFormat format, String header) {
        this.format = format;
        this.header = header;
    }

    abstract String write(Instant start, int millis, boolean ok);

    /** Two requests per second, of 10 to 30 ms; every so many fails. */
    String output(int requests, int failsEvery) {
        String lines = IntStream.range(0, requests)
                .mapToObj(i -> line(i, i % failsEvery != failsEvery - 1))
                .collect(Collectors.joining("\n", "", "\n"));
        return header + lines + (this == JMETER_XML ? "</testResults>\n" : "");
    }

    String line(int i, boolean ok) {
        return write(START.plus(Duration.ofMillis((long) EVERY_MILLIS * i)), 10 + i % 21, ok);
    }

    static int status(boolean ok) {
        return ok ? 200 : 503;
    }
}
