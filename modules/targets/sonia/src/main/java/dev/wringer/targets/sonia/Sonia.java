package dev.wringer.targets.sonia;

import com.typesafe.config.ConfigFactory;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.LoggerFactory;

/** One process of SONIA: the service that its first argument names. Whatever prevents the start is said in one line. */
public final class Sonia {
    private static final int FAILED = 1;
    private static final int INVALID = 2;
    /** As of a process that was ended by an abort signal. */
    private static final int CRASHED = 134;

    private Sonia() {}

    /** Starts the service, and returns when it serves. */
    public static void main(String[] arguments) {
        try {
            serve(Settings.read(List.of(arguments), System.getenv()));
        } catch (InvalidSetting invalid) {
            fail(INVALID, invalid.getMessage());
        }
    }

    private static void serve(Settings settings) {
        System.setProperty("sonia.service", settings.service().toString());
        LoggerFactory.getLogger(Sonia.class).debug("starting in {}", settings.data());
        CompletableFuture<Integer> opened = new CompletableFuture<>();
        start(settings, opened, () -> Runtime.getRuntime().halt(CRASHED));
        try {
            opened.join();
        } catch (CompletionException failure) {
            Throwable cause = failure.getCause();
            fail(
                    cause instanceof InvalidSetting ? INVALID : FAILED,
                    settings.service() + ": " + reason(settings, cause));
        }
    }

    static ActorSystem<Host.Command> start(Settings settings, CompletableFuture<Integer> opened, Runnable crash) {
        ActorSystem<Host.Command> system = ActorSystem.create(
                Host.create(settings, opened, crash), settings.service().toString(), ConfigFactory.load("sonia"));
        system.getWhenTerminated()
                .thenRun(() -> opened.completeExceptionally(new IllegalStateException("ended before it served")));
        return system;
    }

    private static String reason(Settings settings, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "port " + settings.port() + " of " + settings.host() + " is taken";
            }
        }
        return String.valueOf(failure.getMessage());
    }

    private static void fail(int exitCode, String message) {
        System.err.println("sonia: " + message);
        System.exit(exitCode);
    }
}
