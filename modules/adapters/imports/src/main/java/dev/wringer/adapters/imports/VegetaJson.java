package dev.wringer.adapters.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Lines of {@code vegeta encode}. */
record VegetaJson(Names names) implements LineFormat {
    @Override
    public Optional<Sample> sample(String line, Lines rest) {
        JsonNode object = JsonLine.of(line);
        return Optional.of(new VegetaResult(
                        Figures.microsOfTime(JsonLine.text(object, "timestamp")),
                        JsonLine.whole(object, "latency"),
                        Math.clamp(JsonLine.whole(object, "code"), 0, 999),
                        JsonLine.text(object, "error"),
                        JsonLine.text(object, "attack"),
                        JsonLine.text(object, "url"))
                .sample(names));
    }
}
