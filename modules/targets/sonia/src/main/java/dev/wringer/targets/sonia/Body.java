package dev.wringer.targets.sonia;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The JSON object of a request, read field by field so that a refusal can name the field that is wrong. */
record Body(JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int TEXT_LENGTH_MAX = 64 * 1024;

    static Body parse(byte[] bytes) {
        if (bytes.length == 0) {
            return new Body(newObject());
        }
        try {
            JsonNode json = MAPPER.readTree(bytes);
            if (json.isObject()) {
                return new Body(json);
            }
        } catch (IOException notJson) {
            // told to the caller below, together with JSON that is no object
        }
        throw new Refusal(Code.INVALID_ARGUMENT, "the body is not a JSON object");
    }

    static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    static JsonNode read(byte[] bytes) throws IOException {
        JsonNode json = MAPPER.readTree(bytes);
        return json == null ? MissingNode.getInstance() : json;
    }

    static byte[] write(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree that cannot be written", impossible);
        }
    }

    String text(String field) {
        return optionalText(field).orElseThrow(() -> wrong(field, "is required"));
    }

    Optional<String> optionalText(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw wrong(field, "must be a text that is not empty");
        }
        if (value.textValue().length() > TEXT_LENGTH_MAX) {
            throw wrong(field, "is longer than " + TEXT_LENGTH_MAX + " characters");
        }
        return Optional.of(value.textValue());
    }

    double number(String field) {
        JsonNode value = json.path(field);
        if (!value.isNumber()) {
            throw wrong(field, "must be a number");
        }
        return value.doubleValue();
    }

    long wholeNumber(String field) {
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(field, "must be a whole number");
        }
        return value.longValue();
    }

    int count(String field, int otherwise, int max) {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > max) {
            throw wrong(field, "must be a whole number from 1 to " + max);
        }
        return value.intValue();
    }

    Body object(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return new Body(newObject());
        }
        if (!value.isObject()) {
            throw wrong(field, "must be an object");
        }
        return new Body(value);
    }

    private static Refusal wrong(String field, String problem) {
        return new Refusal(Code.INVALID_ARGUMENT, field + " " + problem, Map.of("field", field));
    }
}
