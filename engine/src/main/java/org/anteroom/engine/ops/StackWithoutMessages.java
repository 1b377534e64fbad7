package org.anteroom.engine.ops;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/** Stack traces for the log: classes and places, never messages, which may quote what people wrote. */
public final class StackWithoutMessages extends ThrowableHandlingConverter {
    private static final int FRAMES_MAX = 24;
    private static final int CAUSES_MAX = 4;

    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder text = new StringBuilder();
        IThrowableProxy failure = event.getThrowableProxy();
        for (int depth = 0; failure != null && depth < CAUSES_MAX; depth++) {
            text.append(depth == 0 ? "" : "caused by ")
                    .append(failure.getClassName())
                    .append(System.lineSeparator());
            StackTraceElementProxy[] frames = failure.getStackTraceElementProxyArray();
            for (int i = 0; i < Math.min(frames.length, FRAMES_MAX); i++) {
                text.append("    ").append(frames[i].getSTEAsString()).append(System.lineSeparator());
            }
            failure = failure.getCause();
        }
        return text.toString();
    }
}
