package dev.wringer.targets.sonia;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Sets up logging in code: JSON on standard output, from INFO up unless {@code SONIA_LOG_LEVEL} says otherwise. An XML
 * file would do the same, but its parser costs every start.
 */
public final class JsonLog extends ContextAwareBase implements Configurator {
    /** For the service loader. */
    public JsonLog() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        JsonLayout layout = new JsonLayout(System.getProperty("sonia.service", "sonia"));
        layout.setContext(context);
        layout.start();

        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();

        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();

        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(System.getenv("SONIA_LOG_LEVEL"), Level.INFO));
        root.addAppender(console);
        context.getLogger("org.apache.pekko").setLevel(Level.WARN);
        // what it would say, the start itself says in one line
        context.getLogger("org.apache.pekko.io.TcpListener").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
