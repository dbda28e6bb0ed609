package dev.wringer.targets.sonia;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The guardian of one process: builds its service, opens its port, and says when it is open or why it cannot be. */
final class Host {
    sealed interface Command {}

    private record Opened(ServerBinding binding) implements Command {}

    private record Refused(Throwable reason) implements Command {}

    private static final Duration IN_FLIGHT_MAX = Duration.ofMillis(1_500);

    private final ActorContext<Command> context;
    private final Settings settings;
    private final CompletableFuture<Integer> opened;
    private final long startedNanos = System.nanoTime();

    private Host(ActorContext<Command> context, Settings settings, CompletableFuture<Integer> opened) {
        this.context = context;
        this.settings = settings;
        this.opened = opened;
    }

    /** The future gets the port, once requests are served on it. */
    static Behavior<Command> create(Settings settings, CompletableFuture<Integer> opened, Runnable crash) {
        return Behaviors.setup(context -> {
            context.spawn(Sabotage.create(settings.defects(), crash), "sabotage");
            return new Host(context, settings, opened).opening();
        });
    }

    private Behavior<Command> opening() {
        try {
            context.pipeToSelf(
                    Http.get(context.getSystem())
                            .newServerAt(settings.host(), settings.port())
                            .bind(frontDoor()::answer),
                    (binding, failure) -> failure == null ? new Opened(binding) : new Refused(failure));
        } catch (IOException | SQLException | InvalidSetting failure) {
            return refused(failure);
        }
        return Behaviors.receiveMessage(command -> switch (command) {
            case Opened(var binding) -> opened(binding);
            case Refused(var reason) -> refused(reason);
        });
    }

    private Behavior<Command> opened(ServerBinding binding) {
        stopInOrder(binding);
        context.getLog()
                .atInfo()
                .addKeyValue(JsonLayout.DURATION_MS, (System.nanoTime() - startedNanos) / 1e6)
                .log("serving on port {}", binding.localAddress().getPort());
        opened.complete(binding.localAddress().getPort());
        return Behaviors.same();
    }

    /** Requests in flight are finished first, then the connections to the peers that they may need are closed. */
    private void stopInOrder(ServerBinding binding) {
        ActorSystem<?> system = context.getSystem();
        Logger log = LoggerFactory.getLogger(Host.class);
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "log", () -> {
            log.info("stopping");
            return CompletableFuture.completedFuture(Done.getInstance());
        });
        binding.addToCoordinatedShutdown(IN_FLIGHT_MAX, system);
        shutdown.addTask(
                CoordinatedShutdown.PhaseServiceStop(),
                "close-connections",
                () -> Http.get(system).shutdownAllConnectionPools().thenApply(closed -> Done.getInstance()));
    }

    private Behavior<Command> refused(Throwable reason) {
        opened.completeExceptionally(reason);
        return Behaviors.stopped();
    }

    private FrontDoor frontDoor() throws IOException, SQLException {
        ActorSystem<?> system = context.getSystem();
        Files.createDirectories(settings.data());
        ServiceToken token = ServiceToken.of(settings);
        PlantedDefects defects = new PlantedDefects(settings.defects(), System::nanoTime);
        Metrics metrics = new Metrics();
        Equipment equipment = new Equipment(settings, token, defects, metrics, new Peers(system, settings, token));
        List<Endpoint> endpoints = new ArrayList<>(new Probes(defects, metrics).endpoints());
        endpoints.addAll(service(system, equipment).endpoints());
        return new FrontDoor(system, settings.service(), endpoints, equipment);
    }

    private Endpoint.Provider service(ActorSystem<?> system, Equipment equipment) throws IOException, SQLException {
        return switch (settings.service()) {
            case API_GATEWAY -> new ApiGateway(equipment.peers());
            case MODEL_ROUTER -> new ModelRouter();
            case MEMORY_ENGINE -> memoryEngine(system);
            case PIPECAT -> pipecat(system, equipment);
            case OPENCLAW -> openClaw(system, equipment);
            case EVA_OS -> evaOs(system, equipment);
        };
    }

    private MemoryEngine memoryEngine(ActorSystem<?> system) throws IOException, SQLException {
        MemoryDatabase database = MemoryDatabase.open(folder("memory").resolve("sonia.db"));
        return new MemoryEngine(system, context.spawn(MemoryStore.create(database), "memories", MemoryStore.PROPS));
    }

    private Pipecat pipecat(ActorSystem<?> system, Equipment equipment) {
        var sessions = context.spawn(Sessions.create(equipment), "sessions");
        return new Pipecat(system, sessions, new VoiceStream(system, sessions, equipment));
    }

    private OpenClaw openClaw(ActorSystem<?> system, Equipment equipment) throws IOException {
        Workbench workbench = new Workbench(Sandbox.in(folder("openclaw")));
        var blocking = system.dispatchers().lookup(DispatcherSelector.fromConfig("sonia.blocking"));
        return new OpenClaw(workbench, equipment, blocking);
    }

    private EvaOs evaOs(ActorSystem<?> system, Equipment equipment) throws IOException {
        ToolPolicy policy = ToolPolicy.in(folder("config/policies").resolve("tools.json"));
        equipment.token().issue();
        return new EvaOs(system, policy, context.spawn(Approvals.create(System::nanoTime), "approvals"));
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(settings.data().resolve(name));
    }
}
