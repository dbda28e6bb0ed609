package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.adapters.definitions.Overrides;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.SimulationFile;
import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.engine.run.Progress;
import dev.wringer.engine.run.Progress.ActiveFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultsShownTest {
    private static final PlannedFault RESET = new PlannedFault(
            "reset",
            new ConnectionFault.Reset(1),
            FaultTarget.of("shop"),
            Duration.ofSeconds(65),
            Duration.ofSeconds(5));
    private static final ActiveFault STARTED = new ActiveFault(RESET, false, false);
    private static final ActiveFault CONFIRMED = new ActiveFault(RESET, true, false);
    private static final ActiveFault RECOVERING = new ActiveFault(RESET, true, true);

    private static final String SHOP = """
        simulation {
          duration = 4h
          services { shop { port = 8080, model { latency { p50 = 12ms, p99 = 90ms } } } }
          traffic { cart { to = shop, request = "/cart", arrivals { rate = 3/s } } }
          criteria { error-rate { below = 1% } }
        }
        """;

    private final Scene scene = new Scene();

    @Test
    void eachStepOfAFaultIsALineOnce() {
        assertThat(scene.update(now(STARTED))).isEmpty();
        assertThat(scene.update(now(CONFIRMED))).containsExactly("fault reset is confirmed");
        assertThat(scene.update(now(CONFIRMED))).isEmpty();
        assertThat(scene.update(now(RECOVERING))).containsExactly("fault reset is gone, the system recovers");
        assertThat(scene.update(now())).containsExactly("fault reset is over");
        assertThat(scene.update(now())).isEmpty();
    }

    @Test
    void theBlockNamesWhatIsThereAndWhatComesNext() {
        scene.update(new Progress.Faults(List.of(), Optional.of(RESET)));
        assertThat(lines()).anyMatch(line -> line.matches(" *next fault +at +00:01:05 +reset: .*, shop"));

        scene.update(now(STARTED));
        assertThat(lines()).anyMatch(line -> line.matches(" *fault not yet seen +since 00:01:05 +reset: .*, shop"));
        assertThat(lines()).noneMatch(line -> line.contains("next fault"));

        scene.update(now(CONFIRMED));
        assertThat(lines()).anyMatch(line -> line.matches(" *fault confirmed +since .*"));

        scene.update(now(RECOVERING));
        assertThat(lines()).anyMatch(line -> line.matches(" *fault recovering +since .*"));
    }

    @Test
    void aBlockWithoutFaultsSaysNothingOfThem() {
        assertThat(lines()).noneMatch(line -> line.contains("fault"));
    }

    private static Progress.Faults now(ActiveFault... active) {
        return new Progress.Faults(List.of(active), Optional.empty());
    }

    private List<String> lines() {
        Read read = SimulationFile.readText(SHOP, Path.of("shop.conf"), Overrides.NONE);
        return new LiveBlock(((Read.Valid) read).simulation(), Terminal.silent()).lines(scene);
    }
}
