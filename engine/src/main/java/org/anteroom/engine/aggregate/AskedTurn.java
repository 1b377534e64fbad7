package org.anteroom.engine.aggregate;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A change that somebody asks for: it is decided on the state of its turn, and answered by the state that it leaves. What the
 * function throws refuses it, and nothing is kept then.
 */
public final class AskedTurn<S, E> implements Turn<E> {
    private final Aggregate<S, E> aggregate;
    private final Function<Optional<S>, List<E>> decide;
    private final boolean decidedAnew;
    private final Promise<S> done = Promise.promise();

    /** @param decide answers what is to be kept; nothing where all is as it should be already */
    public AskedTurn(Aggregate<S, E> aggregate, Function<Optional<S>, List<E>> decide) {
        this(aggregate, decide, true);
    }

    private AskedTurn(Aggregate<S, E> aggregate, Function<Optional<S>, List<E>> decide, boolean decidedAnew) {
        this.aggregate = aggregate;
        this.decide = decide;
        this.decidedAnew = decidedAnew;
    }

    /** The same, where it is for who asked to ask again if the state was another than was known. */
    public static <S, E> AskedTurn<S, E> once(Aggregate<S, E> aggregate, Function<Optional<S>, List<E>> decide) {
        return new AskedTurn<>(aggregate, decide, false);
    }

    /** The state once the change is on disk; fails with why there is none, or with what kept it from being kept. */
    public Future<S> done() {
        return done.future();
    }

    @Override
    public List<E> decide() {
        try {
            List<E> events = decide.apply(aggregate.state());
            if (events.isEmpty()) {
                kept();
            }
            return events;
        } catch (RuntimeException e) {
            failed(e);
            return List.of();
        }
    }

    @Override
    public void kept() {
        done.tryComplete(aggregate.state().orElseThrow());
    }

    @Override
    public void failed(Throwable cause) {
        done.tryFail(cause);
    }

    @Override
    public boolean isDecidedAnew() {
        return decidedAnew;
    }
}
