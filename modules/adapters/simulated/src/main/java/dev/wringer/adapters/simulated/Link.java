package dev.wringer.adapters.simulated;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.core.model.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The modelled network from one to another. What passes meets the faults that are in force on it, in the order in which they came;
 * a link without any does nothing.
 */
final class Link {
    /** The name of the one who drives the load. */
    static final String WRINGER = "wringer";

    private final String from;
    private final String to;
    private final List<ActiveFault> faults = new ArrayList<>();

    Link(String from, String to) {
        this.from = from;
        this.to = to;
    }

    boolean isClear() {
        return faults.isEmpty();
    }

    boolean isMeant(PlannedFault planned) {
        FaultTarget target = planned.target();
        boolean ends = target.to().filter(to::equals).isPresent();
        boolean begins = target.to().filter(from::equals).isPresent();
        return switch (planned.fault()) {
            case ConnectionFault ignored -> ends && isFrom(target);
            case HttpFault ignored -> ends && isFrom(target);
            case NamespaceFault.Partition cut ->
                (begins && cut.others().contains(to)) || (ends && cut.others().contains(from));
            case NamespaceFault.Shape ignored -> begins || ends;
            case ProcessFault ignored -> false;
            case MachineFault ignored -> false;
        };
    }

    private boolean isFrom(FaultTarget target) {
        return target.from().isEmpty() || target.from().get().equals(from);
    }

    void begin(ActiveFault fault) {
        faults.add(fault);
    }

    void end(String fault) {
        faults.removeIf(it -> it.id().equals(fault));
    }

    boolean isUnder(String fault) {
        return faults.stream().anyMatch(it -> it.id().equals(fault));
    }

    /** No packet comes through, whatever it belongs to. */
    boolean isCut() {
        return faults.stream()
                .map(ActiveFault::fault)
                .anyMatch(fault -> fault instanceof NamespaceFault.Partition
                        || (fault instanceof NamespaceFault.Shape it && it.loss() == 1));
    }

    Passage pass(Message message) {
        Passage passage = Passage.CLEAR;
        for (int i = 0; i < faults.size() && !passage.isOver(); i++) {
            passage = LinkEffects.of(faults.get(i), from, message, faults.get(i).random())
                    .on(passage);
        }
        return passage;
    }

    /** As a call would pass if there were no other fault; what it draws is not drawn from the fault's own numbers. */
    Passage pass(String onlyFault, RandomStream random) {
        Passage passage = Passage.CLEAR;
        for (ActiveFault fault : faults) {
            if (fault.id().equals(onlyFault)) {
                passage = LinkEffects.of(fault, from, Message.CALL, random).on(passage);
            }
        }
        return passage;
    }

    String words() {
        return from + " -> " + to;
    }
}
