package org.anteroom.engine.program;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.aggregate.Aggregate;
import org.anteroom.engine.aggregate.Turn;

/** A change of a program in its turn; it is for who asked to ask again where the program was another than was known. */
final class ProgramTurn implements Turn<ProgramEvent> {
    private final Aggregate<Program, ProgramEvent> program;
    private final Function<Optional<Program>, List<ProgramEvent>> decide;
    private final Promise<Program> done = Promise.promise();

    ProgramTurn(Aggregate<Program, ProgramEvent> program, Function<Optional<Program>, List<ProgramEvent>> decide) {
        this.program = program;
        this.decide = decide;
    }

    /** The program as it is once the change is on disk; fails with why there is none, or what kept it from being kept. */
    Future<Program> done() {
        return done.future();
    }

    @Override
    public List<ProgramEvent> decide() {
        try {
            List<ProgramEvent> events = decide.apply(program.state());
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
        done.tryComplete(program.state().orElseThrow());
    }

    @Override
    public void failed(Throwable cause) {
        done.tryFail(cause);
    }

    @Override
    public boolean isDecidedAnew() {
        return false;
    }
}
