package dev.wringer.adapters.definitions;

import dev.wringer.core.model.Fault;
import java.util.Optional;

/** What the host that a file is read on cannot do. */
public interface HostLimits {
    /** A host that can do everything. */
    HostLimits NONE = fault -> Optional.empty();

    /** Why a fault cannot be injected here on the real clock, and what would change that; empty: it can. */
    Optional<String> missingFor(Fault fault);
}
