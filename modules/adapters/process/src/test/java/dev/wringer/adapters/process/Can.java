package dev.wringer.adapters.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wringer.core.model.Fault;
import java.util.Optional;

/** Skips a test where this host cannot inject the fault, with the reason. */
final class Can {
    static void inject(Fault fault) {
        Optional<String> missing = new Capabilities().missingFor(fault);
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    private Can() {}
}
