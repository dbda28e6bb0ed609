package dev.wringer.targets.sonia;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The SQLite file of the memories, with a write-ahead log so that a crash loses nothing that was committed. Only the
 * last memories are kept, per user and in all, so that a run of days does not fill a disk. For one thread.
 */
final class MemoryDatabase implements AutoCloseable {
    static final int KEPT_PER_USER = 200;
    private static final int KEPT_IN_ALL = 20_000;
    private static final int WORDS_MAX = 8;

    private static final List<String> SCHEMA = List.of(
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = NORMAL",
            "PRAGMA busy_timeout = 2000",
            "PRAGMA cache_size = -2000",
            "CREATE TABLE IF NOT EXISTS memories (id INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL,"
                    + " text TEXT NOT NULL, stored_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)",
            "CREATE INDEX IF NOT EXISTS memories_by_user ON memories (user, id)");
    private static final String INSERT = "INSERT INTO memories (user, text) VALUES (?, ?) RETURNING id";
    private static final String FORGET_OF_USER = "DELETE FROM memories WHERE user = ?1 AND id <= (SELECT id FROM"
            + " memories WHERE user = ?1 ORDER BY id DESC LIMIT 1 OFFSET " + KEPT_PER_USER + ")";
    private static final String FORGET = "DELETE FROM memories WHERE id <= ? - " + KEPT_IN_ALL;

    private final Connection connection;

    private MemoryDatabase(Connection connection) {
        this.connection = connection;
    }

    static MemoryDatabase open(Path file) throws IOException, SQLException {
        // SQLite itself comes unpacked; beside the database it leaves nothing behind in a shared folder
        Path library = Files.createDirectories(file.resolveSibling("native"));
        System.setProperty("org.sqlite.tmpdir", library.toString());
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
        }
        connection.setAutoCommit(false);
        return new MemoryDatabase(connection);
    }

    long store(String user, String text) throws SQLException {
        try (PreparedStatement insert = prepared(INSERT, user, text);
                PreparedStatement forgetOfUser = prepared(FORGET_OF_USER, user)) {
            long id = onlyLong(insert);
            forgetOfUser.executeUpdate();
            try (PreparedStatement forget = prepared(FORGET, id)) {
                forget.executeUpdate();
            }
            connection.commit();
            return id;
        } catch (SQLException failure) {
            connection.rollback();
            throw failure;
        }
    }

    /** The newest memories that have any word of the query in them. */
    List<MemoryStore.Memory> search(String query, Optional<String> user, int limit) throws SQLException {
        List<String> words =
                Stream.of(query.strip().split("\\s+", -1)).limit(WORDS_MAX).toList();
        String anyWord = String.join(
                " OR ",
                words.stream().map(word -> "instr(lower(text), lower(?))").toList());
        String ofUser = user.isPresent() ? " AND user = ?" : "";
        List<Object> values = new ArrayList<>(words);
        user.ifPresent(values::add);
        values.add(limit);
        String sql =
                "SELECT id, user, text FROM memories WHERE (" + anyWord + ")" + ofUser + " ORDER BY id DESC LIMIT ?";
        try (PreparedStatement select = prepared(sql, values.toArray());
                ResultSet rows = select.executeQuery()) {
            List<MemoryStore.Memory> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new MemoryStore.Memory(rows.getLong(1), rows.getString(2), rows.getString(3)));
            }
            return found;
        } finally {
            connection.rollback();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int at = 0; at < values.length; at++) {
            statement.setObject(at + 1, values[at]);
        }
        return statement;
    }

    private static long onlyLong(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
