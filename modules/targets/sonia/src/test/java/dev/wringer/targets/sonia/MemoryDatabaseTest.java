package dev.wringer.targets.sonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryDatabaseTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("sonia.db");
    }

    @Test
    void itWritesAheadAndIsIntact() throws IOException, SQLException {
        try (MemoryDatabase database = MemoryDatabase.open(file)) {
            database.store("ada", "one");

            assertThat(Files.exists(folder.resolve("sonia.db-wal"))).isTrue();
            assertThat(pragma("journal_mode")).isEqualTo("wal");
            assertThat(pragma("integrity_check")).isEqualTo("ok");
        }
    }

    @Test
    void whatWasStoredSurvivesARestart() throws IOException, SQLException {
        try (MemoryDatabase database = MemoryDatabase.open(file)) {
            database.store("ada", "the first program");
        }
        try (MemoryDatabase database = MemoryDatabase.open(file)) {
            assertThat(database.search("program", Optional.empty(), 5)).hasSize(1);
        }
    }

    @Test
    void itKeepsTheLastMemoriesOfAUser() throws IOException, SQLException {
        try (MemoryDatabase database = MemoryDatabase.open(file)) {
            database.store("bob", "note of another");
            for (int number = 1; number <= MemoryDatabase.KEPT_PER_USER + 10; number++) {
                database.store("ada", "note " + number);
            }

            List<MemoryStore.Memory> kept = database.search("note", Optional.of("ada"), 1_000);
            assertThat(kept).hasSize(MemoryDatabase.KEPT_PER_USER);
            assertThat(kept.getFirst().text()).isEqualTo("note " + (MemoryDatabase.KEPT_PER_USER + 10));
            assertThat(database.search("note", Optional.of("bob"), 1_000)).hasSize(1);
        }
    }

    private String pragma(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
