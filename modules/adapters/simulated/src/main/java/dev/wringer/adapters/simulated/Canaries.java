package dev.wringer.adapters.simulated;

import dev.wringer.core.model.RandomStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Requests sent over links for nothing but to see what a fault does to them.
 *
 * @param touched those that the fault had to do with
 * @param laterNanos on average, of these
 * @param closedLaterNanos on average, of the connections of these
 * @param endings how those ended that were not answered well, and how many each
 */
record Canaries(int sent, int touched, long laterNanos, long closedLaterNanos, SortedMap<String, Integer> endings) {
    private static final int PER_LINK = 200;
    private static final double NANOS_PER_MILLI = 1e6;

    static Canaries send(String fault, List<Link> links, RandomStream random) {
        int touched = 0;
        long later = 0;
        long closedLater = 0;
        SortedMap<String, Integer> endings = new TreeMap<>();
        for (Link link : links) {
            for (int i = 0; i < PER_LINK && link.isUnder(fault); i++) {
                Passage passage = link.pass(fault, random);
                touched += passage.touched() ? 1 : 0;
                later += passage.laterNanos();
                closedLater += passage.closesLaterNanos();
                passage.lostTo().ifPresent(ignored -> endings.merge("no answer", 1, Integer::sum));
                passage.instead().or(passage::spoilt).ifPresent(it -> endings.merge(it.detail(), 1, Integer::sum));
            }
        }
        int some = Math.max(1, touched);
        return new Canaries(PER_LINK * links.size(), touched, later / some, closedLater / some, endings);
    }

    String words() {
        String all = touched + " of " + sent + " canary requests touched";
        String late = laterNanos > 0 ? ", " + millis(laterNanos) + " later" : "";
        String closed = closedLaterNanos > 0 ? ", closed " + millis(closedLaterNanos) + " later" : "";
        String ends = endings.entrySet().stream()
                .map(ending -> ", " + ending.getValue() + " " + ending.getKey())
                .collect(Collectors.joining());
        return all + late + closed + ends;
    }

    private static String millis(long nanos) {
        return StrictMath.round(nanos / NANOS_PER_MILLI) + " ms";
    }
}
