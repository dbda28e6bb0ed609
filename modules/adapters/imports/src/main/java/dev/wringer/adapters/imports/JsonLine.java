package dev.wringer.adapters.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A line that is a JSON object. */
final class JsonLine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonLine() {}

    static JsonNode of(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new BadLine("not JSON: " + e.getOriginalMessage());
        }
        throw new BadLine("not a JSON object");
    }

    /** Empty where there is no such text. */
    static String text(JsonNode object, String key) {
        return object.path(key).asText("");
    }

    static long whole(JsonNode object, String key) {
        JsonNode value = object.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new BadLine(key + " is '" + value.asText("") + "', expected a whole number");
        }
        return value.longValue();
    }
}
