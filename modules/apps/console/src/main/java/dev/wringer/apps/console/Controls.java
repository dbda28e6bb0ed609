package dev.wringer.apps.console;

import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.engine.run.Steering;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.Route;

/** What a person with the token may do to the run of this process. */
final class Controls {
    private final Guard guard;
    private final Optional<LiveRun> live;

    Controls(Guard guard, Optional<LiveRun> live) {
        this.guard = guard;
        this.live = live;
    }

    Route route(RunFolder folder) {
        return Directives.optionalHeaderValueByName("Authorization", sent -> guarded(folder, sent.orElse("")));
    }

    private Route guarded(RunFolder folder, String authorization) {
        if (!guard.mayControl(authorization)) {
            return Directives.complete(
                    StatusCodes.FORBIDDEN, "controls need the token that was printed when the run began");
        }
        if (live.isEmpty() || !isSame(live.get().folder(), folder.path())) {
            return Directives.complete(StatusCodes.CONFLICT, "this run does not go on in this process");
        }
        LiveRun run = live.get();
        return Directives.concat(
                Directives.path("stop", () -> stop(run)),
                Directives.path("hold", () -> steer(run, new Steering.HoldTraffic())),
                Directives.path("go", () -> steer(run, new Steering.LetTrafficGo())),
                Directives.path(
                        "inject",
                        () -> Directives.parameter("fault", fault -> steer(run, new Steering.InjectNow(fault)))),
                Directives.path(
                        "remove",
                        () -> Directives.parameter("fault", fault -> steer(run, new Steering.RemoveNow(fault)))));
    }

    static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    private Route stop(LiveRun run) {
        run.stop();
        return Directives.complete(StatusCodes.ACCEPTED, "stopping");
    }

    private Route steer(LiveRun run, Steering steering) {
        CompletionStage<HttpResponse> answered = run.steer(steering).thenApply(Controls::response);
        return Directives.completeWithFuture(answered);
    }

    private static HttpResponse response(Optional<String> refusal) {
        return refusal.isEmpty()
                ? HttpResponse.create().withEntity("done")
                : HttpResponse.create().withStatus(StatusCodes.CONFLICT).withEntity(refusal.get());
    }
}
