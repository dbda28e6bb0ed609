package dev.wringer.adapters.storage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Size and SHA-256 of a file, as a whole and by blocks, so that a change can be told to a range of bytes.
 *
 * @param block bytes of a block; the last may have fewer
 * @param blocks their sums; one block is the whole, and has none of its own
 */
record FileSums(long size, String sha256, int block, List<String> blocks) {
    private static final int BLOCK_LEAST = 64 << 10;
    private static final int BLOCKS_MOST = 1_024;

    FileSums {
        blocks = List.copyOf(blocks);
    }

    static FileSums of(Path file) throws IOException {
        return of(file, blockOf(Files.size(file)));
    }

    private static FileSums of(Path file, int block) throws IOException {
        var whole = Sha256.digest();
        List<String> blocks = new ArrayList<>();
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] bytes = in.readNBytes(block); bytes.length > 0; bytes = in.readNBytes(block)) {
                whole.update(bytes);
                blocks.add(Sha256.hex(bytes));
                size += bytes.length;
            }
        }
        return new FileSums(size, Sha256.hex(whole), block, blocks.size() > 1 ? blocks : List.of());
    }

    /** At most 1,024 blocks, each a power of two of bytes. */
    private static int blockOf(long size) {
        int block = BLOCK_LEAST;
        while (Math.ceilDiv(size, block) > BLOCKS_MOST && block < 1 << 30) {
            block *= 2;
        }
        return block;
    }

    Map<String, Object> json(String path) {
        Map<String, Object> json = Json.object("path", path, "size", size, "sha256", sha256);
        if (!blocks.isEmpty()) {
            json.put("block", block);
            json.put("blocks", blocks);
        }
        return json;
    }

    static FileSums of(JsonNode json) {
        List<String> blocks = new ArrayList<>();
        json.path("blocks").forEach(sum -> blocks.add(sum.asText()));
        return new FileSums(
                json.path("size").asLong(),
                json.path("sha256").asText(),
                Math.max(1, json.path("block").asInt(BLOCK_LEAST)),
                blocks);
    }

    /** What of a file is not as it was, in words; empty: all is. */
    String difference(Path file) throws IOException {
        FileSums now = of(file, block);
        if (now.size == size && now.sha256.equals(sha256)) {
            return "";
        }
        String sizes = now.size == size ? "" : "has " + now.size + " bytes instead of " + size + "; ";
        return sizes + (blocks.isEmpty() ? "differs within bytes 0 to " + (size - 1) : ranges(now.blocks));
    }

    private String ranges(List<String> now) {
        List<String> ranges = new ArrayList<>();
        int begun = -1;
        for (int i = 0; i <= blocks.size(); i++) {
            boolean differs =
                    i < blocks.size() && (i >= now.size() || !now.get(i).equals(blocks.get(i)));
            if (differs && begun < 0) {
                begun = i;
            } else if (!differs && begun >= 0) {
                ranges.add((long) begun * block + " to " + (Math.min(size, (long) i * block) - 1));
                begun = -1;
            }
        }
        return ranges.isEmpty() ? "what was noted is as it was" : "differs within bytes " + String.join(", ", ranges);
    }
}
