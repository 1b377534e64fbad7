package org.anteroom.engine;

import io.vertx.core.Future;
import java.net.SocketException;

/** A start that an operator can mend; the message says how. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StartException(String message) {
        super(message, null, false, false);
    }

    /** Turns a failure to bind into a sentence that names the port and the variable that chooses another. */
    static <T> Future<T> naming(Future<T> listening, String what, int port, String variable) {
        return listening.recover(failure -> Future.failedFuture(
                failure instanceof SocketException
                        ? new StartException("the " + what + " port " + port + " cannot be listened on ("
                                + failure.getMessage() + "). Stop what uses it, or set " + variable
                                + " to another one; ./anteroom doctor shows which ports are free.")
                        : failure));
    }
}
