package dev.wringer.targets.sonia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The one form of every answer, so that a caller can tell success, origin and correlation without knowing the call. */
record Envelope(ServiceName service, String correlationId, double durationMillis) {

    byte[] ok(JsonNode data) {
        ObjectNode envelope = open(true);
        envelope.set("data", data);
        return Body.write(envelope);
    }

    byte[] refused(Refusal refusal) {
        ObjectNode envelope = open(false);
        ObjectNode error = envelope.putObject("error");
        error.put("code", refusal.code().name());
        error.put("message", refusal.getMessage());
        ObjectNode details = error.putObject("details");
        refusal.details().forEach(details::put);
        return Body.write(envelope);
    }

    private ObjectNode open(boolean ok) {
        return Body.newObject()
                .put("ok", ok)
                .put("service", service.toString())
                .put("correlation_id", correlationId)
                .put("duration_ms", Math.round(durationMillis * 1000) / 1000.0);
    }
}
