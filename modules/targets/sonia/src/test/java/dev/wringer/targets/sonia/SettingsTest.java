package dev.wringer.targets.sonia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "api-gateway, 7000",
        "model-router, 7010",
        "memory-engine, 7020",
        "pipecat, 7030",
        "openclaw, 7040",
        "eva-os, 7050"
    })
    void everyServiceHasItsPort(String service, int port) {
        assertThat(Settings.read(List.of(service), Map.of()).port()).isEqualTo(port);
    }

    @Test
    void theBasePortMovesAllServicesAndAnOptionGoesBeforeTheEnvironment() {
        Map<String, String> environment = Map.of("SONIA_BASE_PORT", "17000");

        assertThat(Settings.read(List.of("eva-os"), environment).port()).isEqualTo(17050);
        assertThat(Settings.read(List.of("eva-os", "--base-port", "27000"), environment)
                        .port())
                .isEqualTo(27050);
    }

    @Test
    void theDataFolderIsAbsolute() {
        Settings settings = Settings.read(List.of("eva-os", "--data", "here"), Map.of());

        assertThat(settings.data()).isEqualTo(Path.of("here").toAbsolutePath());
    }

    @Test
    void systemsOnDifferentPortsShareNoData() {
        assertThat(Settings.read(List.of("eva-os"), Map.of()).data())
                .isNotEqualTo(Settings.read(List.of("eva-os", "--base-port", "8000"), Map.of())
                        .data());
    }

    @Test
    void peersAreFoundAtTheirPortsUnlessTheEnvironmentSaysElsewhere() {
        Map<String, String> environment = Map.of("SONIA_MEMORY_ENGINE_ADDRESS", "127.0.0.1:34567");
        Settings settings = Settings.read(List.of("api-gateway"), environment);

        assertThat(settings.addressOf(ServiceName.MEMORY_ENGINE)).isEqualTo("127.0.0.1:34567");
        assertThat(settings.addressOf(ServiceName.EVA_OS)).isEqualTo("127.0.0.1:7050");
        assertThatThrownBy(() -> Settings.read(List.of("api-gateway"), Map.of("SONIA_EVA_OS_ADDRESS", "nowhere")))
                .hasMessage("SONIA_EVA_OS_ADDRESS: 'nowhere' is not HOST:PORT");
    }

    @Test
    void theAddressToListenOnCanBeSet() {
        assertThat(Settings.read(List.of("eva-os"), Map.of("SONIA_HOST", "10.0.0.2"))
                        .addressOf(ServiceName.PIPECAT))
                .isEqualTo("10.0.0.2:7030");
    }

    @Test
    void theIdleTimeOfSessionsCanBeSet() {
        Map<String, String> environment = Map.of("SONIA_SESSION_IDLE", "5s");

        assertThat(Settings.read(List.of("pipecat"), environment).sessionIdle()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gateway",
                "eva-os --port 1",
                "eva-os --base-port",
                "eva-os --base-port x",
                "eva-os --base-port 0"
            })
    void whatCannotBeMeantIsAnErrorThatSaysHow(String line) {
        List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));

        assertThatThrownBy(() -> Settings.read(arguments, Map.of())).isInstanceOf(InvalidSetting.class);
    }
}
