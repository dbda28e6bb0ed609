package dev.wringer.targets.sonia;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The six services. Each listens ten ports above the one before it, so that one base port places them all. */
enum ServiceName {
    API_GATEWAY("api-gateway", 0),
    MODEL_ROUTER("model-router", 10),
    MEMORY_ENGINE("memory-engine", 20),
    PIPECAT("pipecat", 30),
    OPENCLAW("openclaw", 40),
    EVA_OS("eva-os", 50);

    private final String text;
    private final int portOffset;

    ServiceName(String text, int portOffset) {
        this.text = text;
        this.portOffset = portOffset;
    }

    int port(int basePort) {
        return basePort + portOffset;
    }

    static Optional<ServiceName> named(String text) {
        return Arrays.stream(values()).filter(name -> name.text.equals(text)).findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(ServiceName::toString).collect(Collectors.joining(", "));
    }

    /** As the service is called everywhere outside this code. */
    @Override
    public String toString() {
        return text;
    }
}
