package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.anteroom.engine.runtime.Outcome;
import org.anteroom.engine.runtime.SessionDefectException;
import org.anteroom.engine.runtime.SessionRef;
import org.anteroom.engine.wire.InvalidException;

/** From routes to calls, and from outcomes to answers. */
final class Calls {
    private Calls() {}

    /** A handler whose refusals become problem documents. */
    static Handler<RoutingContext> handler(Consumer<Call> handle) {
        return context -> guarded(context, () -> handle.accept(new Call(context)));
    }

    /** Runs something that may refuse. */
    static void guarded(RoutingContext context, Runnable run) {
        try {
            run.run();
        } catch (Problem problem) {
            problem.send(context);
        } catch (InvalidException e) {
            Problem.invalid(e).send(context);
        } catch (RuntimeException e) {
            context.fail(e);
        }
    }

    /** Answers a call by a session's outcome: the given answer where it is done, else a problem. */
    static Consumer<Outcome> answer(Call call, Consumer<Outcome.Done> done) {
        return outcome -> guarded(call.context(), () -> {
            if (outcome instanceof Outcome.Done ok) {
                done.accept(ok);
            } else if (outcome instanceof Outcome.Refused refused) {
                throw new Problem(code(refused), refused.detail());
            } else if (outcome instanceof Outcome.TooOften often) {
                throw Problem.rateLimited(often.detail());
            } else if (outcome instanceof Outcome.Unavailable unavailable) {
                throw new Problem(Code.UNAVAILABLE, unavailable.detail());
            }
        });
    }

    /** Answers a call by what was asked of a session: the given answer to what was read of it where it is done, else a problem. */
    static <T> void answer(Call call, Future<SessionRef.Asked<T>> asked, Consumer<T> done) {
        after(
                call,
                asked,
                answered -> answer(call, ignored -> done.accept(answered.read().orElseThrow()))
                        .accept(answered.outcome()));
    }

    /** Goes on with what a session answered; 503 where it cannot be reached now, 500 where this engine has a defect. */
    static <T> void after(Call call, Future<T> asked, Consumer<T> then) {
        asked.onSuccess(answer -> guarded(call.context(), () -> then.accept(answer)))
                .onFailure(failure -> {
                    if (failure instanceof SessionDefectException) {
                        call.context().fail(failure.getCause());
                    } else {
                        unreadable().send(call.context());
                    }
                });
    }

    static Problem unreadable() {
        return new Problem(Code.UNAVAILABLE, "The journal cannot be read now. Try again.");
    }

    private static Code code(Outcome.Refused refused) {
        return switch (refused.code()) {
            case INVALID -> Code.INVALID;
            case FORBIDDEN -> Code.FORBIDDEN;
            case NOT_FOUND -> Code.NOT_FOUND;
            case CONFLICT -> Code.CONFLICT;
            case CAPACITY -> Code.CAPACITY;
        };
    }
}
