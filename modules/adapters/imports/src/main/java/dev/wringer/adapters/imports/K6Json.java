package dev.wringer.adapters.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Lines of {@code k6 run --out json}: of its many metrics {@code http_req_duration} has one point for each request, at the
 * request's end, in milliseconds from the send.
 */
record K6Json(Names names) implements LineFormat {
    @Override
    public Optional<Sample> sample(String line, Lines rest) {
        JsonNode object = JsonLine.of(line);
        String type = JsonLine.text(object, "type");
        if (!type.equals("Point") && !type.equals("Metric")) {
            throw new BadLine("type is '" + type + "', expected Point or Metric");
        }
        if (type.equals("Metric") || !JsonLine.text(object, "metric").equals(K6Tags.METRIC)) {
            return Optional.empty();
        }
        JsonNode data = object.path("data");
        JsonNode tags = data.path("tags");
        return Optional.of(new K6Tags(
                        JsonLine.text(tags, "name"),
                        JsonLine.text(tags, "url"),
                        JsonLine.text(tags, "status"),
                        JsonLine.text(tags, "expected_response"),
                        JsonLine.text(tags, "error"),
                        JsonLine.text(tags, "error_code"))
                .sample(
                        names,
                        Figures.microsOfTime(JsonLine.text(data, "time")),
                        Figures.microsOfMillis(JsonLine.text(data, "value"), "value")));
    }
}
