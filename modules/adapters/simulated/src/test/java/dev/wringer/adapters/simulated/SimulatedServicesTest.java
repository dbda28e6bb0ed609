package dev.wringer.adapters.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.model.Service;
import dev.wringer.engine.run.Instruments;
import dev.wringer.engine.time.VirtualTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

class SimulatedServicesTest {
    @Test
    void onVirtualTimeTheInstrumentsHaveNothingToMeasure() {
        List<Instruments.Reading> readings = new ArrayList<>();
        run(services -> Behaviors.setup(context -> {
            context.spawn(services.instruments(), "instruments").tell(new Instruments.Read(context.getSelf()));
            return Behaviors.receiveMessage(reading -> {
                readings.add(reading);
                return Behaviors.stopped();
            });
        }));

        assertThat(readings).containsExactly(Instruments.Reading.NOTHING);
    }

    @Test
    void aServiceWithoutAModelCannotBeSimulated() {
        Service service = Models.service(Models.plain());
        Service unmodelled = new Service(
                "legacy",
                service.host(),
                service.port(),
                service.tls(),
                service.dependsOn(),
                service.runs(),
                service.ready(),
                service.health(),
                service.restart(),
                service.memoryLimitBytes(),
                service.scrape(),
                Optional.empty());
        try (VirtualTime time = VirtualTime.create(Models.START)) {
            SimulatedServices services =
                    SimulatedServices.create(Models.simulation(service), Models.SEED, time.clock());

            assertThatThrownBy(() -> services.target(unmodelled)).hasMessageContaining("legacy");
            assertThat(services.target(service)).isNotNull();
        }
    }

    @Test
    void aSystemComesUpWithoutAnyThreadOfItsOwnThoughStreamsAreOnTheClassPath() throws Exception {
        assertThat(Class.forName("org.apache.pekko.stream.SystemMaterializer")).isNotNull();
        Set<String> threads = new LinkedHashSet<>();
        run(services -> Behaviors.setup(context -> {
            Thread.getAllStackTraces().keySet().forEach(thread -> threads.add(thread.getName()));
            return Behaviors.stopped();
        }));

        assertThat(threads).isNotEmpty().noneMatch(name -> name.startsWith("services"));
    }

    private interface Guardian {
        Behavior<Instruments.Reading> with(SimulatedServices services);
    }

    private static void run(Guardian guardian) {
        try (VirtualTime time = VirtualTime.create(Models.START)) {
            SimulatedServices services = SimulatedServices.create(
                    Models.simulation(Models.service(Models.plain())), Models.SEED, time.clock());
            ActorSystem.create(guardian.with(services), "services", time.config());
            assertThat(time.run()).isEqualTo(VirtualTime.End.TERMINATED);
            assertThat(time.foreignSubmissions()).isZero();
        }
    }
}
