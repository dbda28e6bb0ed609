package dev.wringer.apps.cli;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.wringer.core.model.Secrets;

/** Masks secrets where the log is written, whoever logged them: in messages, their arguments and exceptions. */
public final class MaskingLayout extends PatternLayout {
    @Override
    public String doLayout(ILoggingEvent event) {
        return Secrets.mask(super.doLayout(event));
    }
}
