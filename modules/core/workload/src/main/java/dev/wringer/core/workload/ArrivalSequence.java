package dev.wringer.core.workload;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.RandomStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When the arrivals of an open model come, one after the other, without a list of them. The rate is integrated: arrival k
 * comes when the expected number of arrivals reaches k + 1/2, which spaces them evenly and puts exactly the planned number
 * into each window; or, for Poisson arrivals, when it reaches a sum of k + 1 exponential draws (the time change of an
 * inhomogeneous Poisson process, Çınlar 1975, section 4.7).
 */
public final class ArrivalSequence {
    /** No further arrival. */
    public static final long END = Long.MAX_VALUE;

    private static final double NANOS = 1e9;

    private final List<Piece> pieces;
    private final RandomStream random;
    private final boolean poisson;
    private int piece;
    private double pieceStart;
    private double areaBefore;
    private double area;

    private ArrivalSequence(List<Piece> pieces, boolean poisson, RandomStream random) {
        this.pieces = pieces;
        this.poisson = poisson;
        this.random = random;
        this.area = poisson ? 0 : -0.5;
    }

    /** @param run where an open-ended last phase ends, and what lies beyond is cut */
    public static ArrivalSequence of(Arrivals.Open arrivals, Duration run, RandomStream random) {
        return new ArrivalSequence(pieces(arrivals, run), arrivals.poisson(), random);
    }

    /** Arrivals to be expected in a run; exact when they are not Poisson. */
    public static long expected(Arrivals.Open arrivals, Duration run) {
        return Math.round(
                pieces(arrivals, run).stream().mapToDouble(Piece::area).sum());
    }

    /** Offset of the next arrival from the start of the load, in nanoseconds, or {@link #END}; never decreases. */
    public long next() {
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
