package dev.wringer.apps.console;

import dev.wringer.adapters.reports.LiveData;
import dev.wringer.adapters.storage.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.javadsl.Source;

/** The pieces of a run as they come, whatever carries them to the browser. */
final class Feed {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int PIECES_AT_ONCE = 8;

    private Feed() {}

    /**
     * Ends when the run is over.
     *
     * @param lastId what was seen last; empty: nothing
     * @throws IllegalArgumentException when it is no id of a piece
     */
    static Source<LiveData.Piece, NotUsed> of(RunFolder folder, String lastId) {
        LiveData data = LiveData.after(folder, lastId);
        return Source.tick(Duration.ZERO, LOOK_EVERY, NotUsed.getInstance())
                .mapConcat(ignored -> pieces(data))
                .takeWhile(piece -> !piece.last(), true)
                .withAttributes(ActorAttributes.dispatcher("pekko.actor.default-blocking-io-dispatcher"))
                .mapMaterializedValue(ignored -> NotUsed.getInstance());
    }

    private static List<LiveData.Piece> pieces(LiveData data) {
        try {
            List<LiveData.Piece> pieces = new ArrayList<>();
            for (Optional<LiveData.Piece> piece = data.next(); piece.isPresent(); piece = data.next()) {
                pieces.add(piece.get());
                if (pieces.size() == PIECES_AT_ONCE) {
                    break;
                }
            }
            return pieces;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
