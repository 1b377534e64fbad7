package org.anteroom.engine.gateway;

import java.util.Map;
import org.anteroom.engine.runtime.Frame;
import org.anteroom.engine.session.Obj;

/** The frames that answer: a command by its id, a ping. */
final class Answers {
    /** The answer to a ping; the same for all, so that it is encoded once. */
    static final Frame PONG = Frame.of(Obj.of("type", "pong"));

    private Answers() {}

    /** @param more what stands in the ack beside its sequence */
    static Frame ack(String id, long seq, Map<String, Object> more) {
        return Frame.of(Obj.of("type", "ack").with("id", id).with("seq", seq).withAll(more));
    }

    static Frame reject(String id, String code, String detail) {
        return Frame.of(
                Obj.of("type", "reject").with("id", id).with("code", code).with("detail", detail));
    }
}
