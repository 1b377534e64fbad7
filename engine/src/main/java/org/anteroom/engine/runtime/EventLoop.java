package org.anteroom.engine.runtime;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.function.Supplier;

/** An event loop of its own, beside the front. What is counted here belongs to the front. */
final class EventLoop implements Loop {
    /** As many questions may wait for their answers. */
    private static final int ASKED_MAX = 20_000;

    private final ContextInternal own;
    private final Crossing in;
    private final Crossing out;
    private final LoopDefects defects;
    private int asked;
    /** How many sessions live here. */
    private int sessions;

    EventLoop(ContextInternal front, ContextInternal own, LoopDefects defects) {
        this.own = own;
        this.defects = defects;
        in = new Crossing(front, own, defects);
        out = new Crossing(own, front, defects);
    }

    int sessions() {
        return sessions;
    }

    void count(int more) {
        sessions += more;
    }

    @Override
    public boolean isFront() {
        return false;
    }

    @Override
    public void run(Runnable task) {
        in.send(task);
    }

    @Override
    public void onFront(Runnable task) {
        out.send(task);
    }

    @Override
    public <T> Future<T> ask(Supplier<Future<T>> question) {
        asked++;
        return over(in, out, question).onComplete(ignored -> asked--);
    }

    @Override
    public <T> Future<T> askFront(Supplier<Future<T>> question) {
        return over(out, in, question);
    }

    private static <T> Future<T> over(Crossing there, Crossing back, Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        there.send(() -> asked(question).onComplete(known -> back.send(() -> complete(answer, known))));
        return answer.future();
    }

    /** Whoever asked is answered, whatever happens here. */
    private static <T> Future<T> asked(Supplier<Future<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException | AssertionError e) {
            return Future.failedFuture(e);
        }
    }

    private static <T> void complete(Promise<T> answer, AsyncResult<T> known) {
        if (known.succeeded()) {
            answer.complete(known.result());
        } else {
            answer.fail(known.cause());
        }
    }

    @Override
    public boolean takesMore() {
        return asked < ASKED_MAX;
    }

    @Override
    public void check() {
        if (!own.inThread()) {
            defects.elsewhere("a session was touched");
        }
    }
}
