package dev.wringer.core.workload;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Pauses;
import dev.wringer.core.model.RandomStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When the arrivals of an open model come, one after the other, without a list of them. The rate is integrated: arrival k
 * comes when the expected number of arrivals reaches k + 1/2, which spaces them evenly and puts exactly the planned number
 * into each window; or, for Poisson arrivals, when it reaches a sum of k + 1 exponential draws (the time change of an
 * inhomogeneous Poisson process, Çınlar 1975, section 4.7).
 *
 * <p>Arrivals that fall into a pause of the load are left out, not put off; the others keep their time and their number.
 */
public final class ArrivalSequence {
    /** No further arrival. */
    public static final long END = Long.MAX_VALUE;

    private static final double NANOS = 1e9;

    private final List<Piece> pieces;
    private final RandomStream random;
    private final boolean poisson;
    private final Pauses pauses;
    private int piece;
    private double pieceStart;
    private double areaBefore;
    private double area;
    private long number = -1;

    private ArrivalSequence(
            List<Piece> pieces, boolean poisson, RandomStream random, Pauses pauses, double areaBeforeFirst) {
        this.pieces = pieces;
        this.poisson = poisson;
        this.random = random;
        this.pauses = pauses;
        this.area = areaBeforeFirst;
    }

    /** @param run where an open-ended last phase ends, and what lies beyond is cut */
    public static ArrivalSequence of(Arrivals.Open arrivals, Duration run, RandomStream random, Pauses pauses) {
        double before = arrivals.poisson() ? 0 : -0.5;
        return new ArrivalSequence(pieces(arrivals, run), arrivals.poisson(), random, pauses, before);
    }

    /** Arrivals to be expected in a run outside of its pauses; exact when they are not Poisson. */
    public static long expected(Arrivals.Open arrivals, Duration run, Pauses pauses) {
        long expected = before(END, arrivals, run);
        for (long pause = 0; pause < pauses.count(); pause++) {
            expected -= before(pauses.end(pause), arrivals, run) - before(pauses.begin(pause), arrivals, run);
        }
        return expected;
    }

    /** Evenly spaced arrivals before an offset: as many as the integral says, and by their own offsets at its edge. */
    private static long before(long offset, Arrivals.Open arrivals, Duration run) {
        double area = pieces(arrivals, Duration.ofNanos(Math.min(offset, run.toNanos()))).stream()
                .mapToDouble(Piece::area)
                .sum();
        long count = Math.max(0, Math.round(area) - 2);
        List<Piece> pieces = pieces(arrivals, run);
        while (evenly(pieces, count) < offset) {
            count++;
        }
        return count;
    }

    /** Offset of the arrival of that number when arrivals are evenly spaced. */
    private static long evenly(List<Piece> pieces, long number) {
        return new ArrivalSequence(pieces, false, null, Pauses.NONE, number - 0.5).following();
    }

    /** Offset of the next arrival from the start of the load, in nanoseconds, or {@link #END}; never decreases. */
    public long next() {
        long offset;
        do {
            offset = following();
        } while (offset != END && pauses.contains(offset));
        return offset;
    }

    /** The number of the arrival that {@link #next} gave last, from 0; those in pauses have numbers too. */
    public long number() {
        return number;
    }

    private long following() {
        number++;
        area += poisson ? random.nextExponential() : 1;
        while (piece < pieces.size()) {
            Piece current = pieces.get(piece);
            double within = area - areaBefore;
            if (within < current.area()) {
                return (long) ((pieceStart + current.when(within)) * NANOS);
            }
            areaBefore += current.area();
            pieceStart += current.seconds();
            piece++;
        }
        return END;
    }

    private static List<Piece> pieces(Arrivals.Open arrivals, Duration run) {
        List<Piece> pieces = new ArrayList<>();
        double left = run.toNanos() / NANOS;
        for (Arrivals.Phase phase : arrivals.phases()) {
            double rest = Math.max(left, 0);
            double lasting = phase.lasting().map(d -> d.toNanos() / NANOS).orElse(rest);
            pieces.addAll(Piece.of(phase.profile(), lasting));
            left -= lasting;
        }
        return cut(pieces, run.toNanos() / NANOS);
    }

    /** What lies beyond the end of the run never arrives. */
    private static List<Piece> cut(List<Piece> pieces, double end) {
        List<Piece> kept = new ArrayList<>();
        double start = 0;
        for (Piece next : pieces) {
            if (start < end) {
                kept.add(start + next.seconds() <= end ? next : next.first(end - start));
            }
            start += next.seconds();
        }
        return kept;
    }
}
