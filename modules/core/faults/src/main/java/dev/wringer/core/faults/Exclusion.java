package dev.wringer.core.faults;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;

/** Which faults cannot be there at the same time, because one would undo, hide or falsify the other. */
final class Exclusion {
    private Exclusion() {}

    static boolean between(PlannedFault a, PlannedFault b) {
        return a.overlaps(b) && wheneverTheyAre(a, b);
    }

    static boolean wheneverTheyAre(PlannedFault a, PlannedFault b) {
        return isSamePlace(a.target(), b.target()) && isExclusive(a.fault(), b.fault());
    }

    /** A fault of all links to a service is also one of each of them. */
    private static boolean isSamePlace(FaultTarget a, FaultTarget b) {
        return a.to().equals(b.to())
                && (a.from().isEmpty() || b.from().isEmpty() || a.from().equals(b.from()));
    }

    private static boolean isExclusive(Fault a, Fault b) {
        if (a.takesServiceDown() || b.takesServiceDown()) {
            return a instanceof ProcessFault && b instanceof ProcessFault;
        }
        boolean refused = a instanceof ConnectionFault.Refuse || b instanceof ConnectionFault.Refuse;
        return a.kind().equals(b.kind()) || (refused && isInPath(a) && isInPath(b));
    }

    private static boolean isInPath(Fault fault) {
        return fault instanceof ConnectionFault || fault instanceof HttpFault;
    }
}
