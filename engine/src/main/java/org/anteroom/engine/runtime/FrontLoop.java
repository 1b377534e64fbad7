package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** The front as a session's loop: all is done at once, by whoever calls. */
enum FrontLoop implements Loop {
    INSTANCE;

    @Override
    public boolean isFront() {
        return true;
    }

    @Override
    public void run(Runnable task) {
        task.run();
    }

    @Override
    public void onFront(Runnable task) {
        task.run();
    }

    @Override
    public <T> Future<T> ask(Supplier<Future<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public <T> Future<T> askFront(Supplier<Future<T>> question) {
        return ask(question);
    }

    @Override
    public boolean takesMore() {
        return true;
    }

    @Override
    public void check() {}
}
