package dev.wringer.targets.sonia;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which tools may be used, as the policy file says; what it does not name is denied. {@code tool:program} goes first. */
record ToolPolicy(Map<String, Decision> tools) {

    /** What becomes of the request to use a tool. */
    enum Decision {
        /** Goes ahead. */
        ALLOW,
        /** Destructive, and approved by eva-os itself. */
        APPROVE,
        /** Destructive, and only with an approval that somebody asked eva-os for. */
        ASK,
        /** Never. */
        DENY
    }

    private static final Map<String, Decision> DEFAULTS = new LinkedHashMap<>();

    static {
        DEFAULTS.put("time.now", Decision.ALLOW);
        DEFAULTS.put("calc.add", Decision.ALLOW);
        DEFAULTS.put("file.list", Decision.ALLOW);
        DEFAULTS.put("file.read", Decision.ALLOW);
        DEFAULTS.put("file.write", Decision.APPROVE);
        DEFAULTS.put("shell.run", Decision.APPROVE);
        DEFAULTS.put("shell.run:rm", Decision.ASK);
    }

    Decision decide(String tool, Body args) {
        Decision forTool = tools.getOrDefault(tool, Decision.DENY);
        String program = args.json().path("command").asText("").strip().split("\\s+", -1)[0];
        return tools.getOrDefault(tool + ":" + program, forTool);
    }

    /** The policy of the file; a file that is missing is written with the defaults first, so that it can be edited. */
    static ToolPolicy in(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.createDirectories(file.getParent());
            Files.write(file, Body.write(new ToolPolicy(DEFAULTS).json()));
        }
        JsonNode tools = readTools(file);
        Map<String, Decision> decisions = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : tools.properties()) {
            decisions.put(
                    entry.getKey(),
                    decision(file, entry.getKey(), entry.getValue().asText()));
        }
        return new ToolPolicy(decisions);
    }

    private ObjectNode json() {
        ObjectNode json = Body.newObject();
        ObjectNode named = json.putObject("tools");
        tools.forEach((tool, decision) -> named.put(tool, decision.name()));
        return json;
    }

    private static JsonNode readTools(Path file) throws IOException {
        try {
            JsonNode tools = Body.read(Files.readAllBytes(file)).path("tools");
            if (tools.isObject()) {
                return tools;
            }
        } catch (JsonProcessingException notJson) {
            throw new InvalidSetting(file + ": not JSON, " + notJson.getOriginalMessage());
        }
        throw new InvalidSetting(file + ": has no object 'tools'");
    }

    private static Decision decision(Path file, String tool, String text) {
        try {
            return Decision.valueOf(text);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidSetting(file + ": " + tool + " is '" + text + "', expected ALLOW, APPROVE, ASK or DENY");
        }
    }
}
