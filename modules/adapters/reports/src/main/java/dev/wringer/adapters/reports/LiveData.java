package dev.wringer.adapters.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.RunTail;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * What a page that shows a run while it goes on gets to know, piece by piece. Each piece has an id; whoever names the last one that it
 * saw gets all that came since, whatever happened in between. Used by one thread at a time.
 */
public final class LiveData {
    private final RunFolder folder;
    private final RunTail tail;
    private boolean factsTold;
    private boolean endTold;

    private LiveData(RunFolder folder, RunTail.Position position) {
        this.folder = folder;
        tail = RunTail.of(folder, position);
        factsTold = !position.equals(RunTail.Position.START);
    }

    /**
     * @param id to name it by
     * @param json what came, an object in the form of the report's own data
     * @param last the run is over, nothing more will come
     */
    public record Piece(String id, String json, boolean last) {}

    /**
     * @param lastId of the piece seen last; empty: from the beginning
     * @throws IllegalArgumentException when it is no such id
     */
    public static LiveData after(RunFolder folder, String lastId) {
        return new LiveData(folder, lastId.isEmpty() ? RunTail.Position.START : RunTail.Position.parse(lastId));
    }

    /** What came since the last call; empty when nothing did. */
    public Optional<Piece> next() throws IOException {
        boolean over = Files.exists(folder.manifest());
        RunTail.News news = tail.next();
        boolean last = over && news.isEmpty() && news.settled() && !endTold;
        if (news.isEmpty() && factsTold && !last) {
            return Optional.empty();
        }
        ObjectNode root = ReportData.MAPPER.createObjectNode();
        root.put("id", news.position().toString());
        if (!factsTold) {
            ReportData.putFacts(folder, root);
        }
        ArrayNode events = root.putArray("events");
        for (String event : news.events()) {
            events.add(ReportData.MAPPER.readTree(event));
        }
        WindowColumns columns = new WindowColumns();
        news.rows().forEach(columns::add);
        columns.putInto(root);
        if (last) {
            ReportData.putEnd(folder, root);
            root.put("over", true);
        }
        factsTold = true;
        endTold = last;
        return Optional.of(new Piece(news.position().toString(), ReportData.MAPPER.writeValueAsString(root), last));
    }
}
