package dev.wringer.apps.console;

import dev.wringer.engine.run.Steering;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The run that goes on in this process, as far as a person may change it. */
public interface LiveRun {
    /** Its run folder. */
    Path folder();

    /** Ends it in order, as Ctrl-C does. */
    void stop();

    /** @return why it was not done; empty when it was */
    CompletionStage<Optional<String>> steer(Steering steering);
}
