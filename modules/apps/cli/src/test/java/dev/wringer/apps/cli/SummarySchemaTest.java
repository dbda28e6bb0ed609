package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.wringer.adapters.storage.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What machines may rely on in {@code summary.json}. */
class SummarySchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path results;

    @ParameterizedTest
    @CsvSource({"sonia-soak.conf, 40m", "sonia-chaos.conf, 5m", "defects/crash.conf, 40m", "quickstart.conf, 60s"})
    void eachSummaryIsAsItsSchemaSays(String file, String duration) throws IOException {
        assertThat(schema().validate(summary(file, duration))).isEmpty();
    }

    @Test
    void aSummaryWithoutItsVerdictOrWithAnUnknownStateIsRefused() throws IOException {
        ObjectNode summary = (ObjectNode) summary("quickstart.conf", "60s");
        ObjectNode odd = summary.deepCopy();
        ((ObjectNode) odd.path("verdict")).put("state", "FINE");

        assertThat(schema().validate(odd)).isNotEmpty();
        summary.remove("verdict");
        assertThat(schema().validate(summary)).isNotEmpty();
    }

    private JsonNode summary(String file, String duration) throws IOException {
        Path run = Wringer.execute(
                        "run",
                        Wringer.SIMULATIONS.resolve(file),
                        "--clock=virtual",
                        "--duration",
                        duration,
                        "--results",
                        results)
                .folder();
        return JSON.readTree(Files.readString(run.resolve("summary.json")));
    }

    private static Schema schema() throws IOException {
        try (InputStream in = RunFolder.class.getResourceAsStream("summary.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(JSON.readTree(in));
        }
    }
}
