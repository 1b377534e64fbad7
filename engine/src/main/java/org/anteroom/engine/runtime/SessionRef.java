package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.Registration.Reuse;
import org.anteroom.engine.session.Registration.UsedBy;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.door.ClaimRules;

/**
 * A session of a program as others reach it: by its id. It may be kept for as long as one likes, for it holds nothing of the
 * session: each call looks for it in the directory, which reads it again from the journal where it was let go.
 *
 * <p>A call fails where the session cannot be read now, or is not served any more. On the front; what is asked of the session
 * is done on the session's loop, and answered on the front.
 */
public final class SessionRef {
    private final SessionDirectory directory;
    private final SessionId id;
    private final ProgramId program;

    SessionRef(SessionDirectory directory, SessionId id, ProgramId program) {
        this.directory = directory;
        this.id = id;
        this.program = program;
    }

    public SessionId id() {
        return id;
    }

    /**
     * Reads something of the session as it is now; a {@link SessionDefectException} where that throws.
     *
     * @param read called on the session's loop, so that it must know nothing but what it is given
     */
    public <T> Future<T> read(Function<SessionReading, T> read) {
        return live().compose(session -> session.look(read::apply).recover(SessionRef::defect));
    }

    /** The session as it is on disk. */
    public Future<SessionState> state() {
        return live().map(session -> session.published().orElseThrow());
    }

    /** Asks a command. A command id that was answered before is answered the same again; a signal's is not kept. */
    public Future<Outcome> command(Caller caller, Optional<CommandRef> ref, Command command) {
        return answered(session -> answer -> session.command(caller, ref, command, answer));
    }

    /**
     * Asks something else of the session: the function decides on the state of its turn.
     *
     * @param decide called on the session's loop, so that it must know nothing but what does not change
     */
    public Future<Outcome> ask(Function<SessionState, Decision> decide) {
        return answered(session -> answer -> session.host().ask(decide, answer));
    }

    /**
     * What was asked, with what was read of the session then.
     *
     * @param read empty where it is not done
     */
    public record Asked<T>(Outcome outcome, Optional<T> read) {}

    /**
     * The same, and where it is done something is read of the session as its turn left it: by a step of its own the session
     * might have gone on, or might have to be read again from the journal.
     */
    public <T> Future<Asked<T>> ask(Function<SessionState, Decision> decide, Function<SessionState, T> read) {
        Promise<T> shown = Promise.promise();
        return answered(session -> answer -> session.host().ask(decide, outcome -> {
                    if (outcome instanceof Outcome.Done) {
                        show(session.state(), read, shown);
                    }
                    answer.accept(outcome);
                }))
                .compose(outcome -> outcome instanceof Outcome.Done
                        ? shown.future().map(value -> new Asked<>(outcome, Optional.of(value)))
                        : Future.succeededFuture(new Asked<>(outcome, Optional.empty())));
    }

    /**
     * Uses an invite, or asks for its seat where another device uses it; see {@link ClaimRules#use}.
     *
     * @param now what the clock reads when its turn comes
     */
    public Future<Asked<SessionState>> use(InviteId invite, Supplier<Instant> now, UsedBy by, Reuse reuse) {
        return ask(state -> ClaimRules.use(state, invite, now.get(), by, reuse), state -> state);
    }

    private static <T> void show(SessionState state, Function<SessionState, T> read, Promise<T> shown) {
        try {
            shown.complete(read.apply(state));
        } catch (RuntimeException e) {
            shown.fail(new SessionDefectException(e));
        }
    }

    private Future<Outcome> answered(Function<LiveSession, Consumer<Consumer<Outcome>>> ask) {
        return live().compose(session -> session.ask(ask.apply(session)));
    }

    private static <T> Future<T> defect(Throwable cause) {
        return Future.failedFuture(cause instanceof RuntimeException e ? new SessionDefectException(e) : cause);
    }

    private Future<LiveSession> live() {
        return directory
                .loaded(id, program)
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new IllegalStateException("The session is gone"))));
    }
}
