package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.Map;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Words;

/** The frames of one connection: answers to what came over it, its token, its end. */
public final class AnswerFrames {
    /** The answer to a ping; the same for all, so that it is encoded once. */
    public static final Frame PONG = Frame.of(Obj.of("type", "pong"));

    /** What a device is told that asks for a seat, until staff answer; the same for all. */
    public static final Frame CLAIM_WAITS = Frame.of(Obj.of("type", "claim").with("state", "waiting"));

    private AnswerFrames() {}

    /** @param more what stands in the ack beside its sequence */
    public static Frame ack(String id, long seq, Map<String, Object> more) {
        return Frame.of(Obj.of("type", "ack").with("id", id).with("seq", seq).withAll(more));
    }

    public static Frame reject(String id, String code, String detail) {
        return Frame.of(
                Obj.of("type", "reject").with("id", id).with("code", code).with("detail", detail));
    }

    public static Frame token(String token, Instant expiresAt) {
        return Frame.of(Obj.of("type", "token").with("token", token).with("expiresAt", Words.time(expiresAt)));
    }

    /** What a device is told that may take the seat over which it asked for: the seat's token. */
    public static Frame claimAllowed(String token, Instant expiresAt) {
        return Frame.of(Obj.of("type", "claim")
                .with("state", "allowed")
                .with("token", token)
                .with("expiresAt", Words.time(expiresAt)));
    }

    /** @param detail what a person reads, which may be more than the goodbye itself says */
    public static Frame bye(Bye why, String detail) {
        return Frame.of(Obj.of("type", "bye")
                .with("code", why.code())
                .with("reason", why.reason())
                .with("detail", detail));
    }
}
