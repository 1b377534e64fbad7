package org.anteroom.engine.aggregate;

import io.vertx.core.AsyncResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.StreamQuarantinedException;

/**
 * The single writer of one stream of the journal, with the state that its events fold to. Whatever may change it takes its
 * turn here, one after the other: decide on the state, append to the journal, and only once that is on disk move the state
 * on, answer, and tell the listeners.
 *
 * <p>Where a commit failed to say what it did, the stream is read again: what is on disk is true, is taken in, and what comes
 * next is decided on it.
 *
 * <p>All methods are called on one context, and everything here happens on it.
 *
 * @param <S> the state; immutable
 * @param <E> an event
 */
public final class Aggregate<S, E> {
    private final Form<S, E> form;
    private final EventStream<E> stream;
    private final Owner<S, E> owner;
    private final int turnsMax;
    private final Deque<Turn<E>> waiting = new ArrayDeque<>();
    private final List<Consumer<List<Change<S, E>>>> listeners = new ArrayList<>();
    private Optional<S> state = Optional.empty();
    private long seq;
    private boolean writing;
    private boolean taking;
    private boolean isQuarantined;

    /** @param turnsMax how many turns may wait */
    public Aggregate(Journal journal, StreamId id, Form<S, E> form, Owner<S, E> owner, int turnsMax) {
        this.form = form;
        this.stream = new EventStream<>(journal, id, form);
        this.owner = owner;
        this.turnsMax = turnsMax;
    }

    /** Takes over what was folded from the stream, before the first turn. */
    public void restore(Folded<S> folded) {
        state = Optional.of(folded.state());
        seq = folded.seq();
    }

    /** The state as it is on disk; empty until the first event is. */
    public Optional<S> state() {
        return state;
    }

    /** The last seq that is part of the state; 0 before the first. */
    public long seq() {
        return seq;
    }

    /** How many turns wait for the one that is under way. */
    public int waiting() {
        return waiting.size();
    }

    /** Whether nothing is under way or waits. */
    public boolean isQuiet() {
        return !writing && waiting.isEmpty();
    }

    /** Whether the journal refused this stream for good: nothing is kept any more until an operator looks. */
    public boolean isQuarantined() {
        return isQuarantined;
    }

    /** Tells of every commit, in order, after the answer to who asked. A listener that throws keeps nobody from hearing. */
    public void listen(Consumer<List<Change<S, E>>> listener) {
        listeners.add(listener);
    }

    /**
     * Lets something take its turn after all that waits; at once where nothing does.
     *
     * @return false where too many wait, and it has no turn
     */
    public boolean take(Turn<E> turn) {
        if (waiting.size() >= turnsMax) {
            return false;
        }
        waiting.addLast(turn);
        takeAll();
        return true;
    }

    /**
     * Lets something take its turn before all that waits. Called by a turn alone, of what comes after it: of another that it
     * needs first, or of itself again.
     */
    public void takeNext(Turn<E> turn) {
        waiting.addFirst(turn);
    }

    private void takeAll() {
        if (taking) {
            return;
        }
        taking = true;
        try {
            while (!writing && !waiting.isEmpty()) {
                Turn<E> next = waiting.remove();
                guarded("a turn", () -> begin(next, next.decide()));
            }
        } finally {
            taking = false;
        }
    }

    private void begin(Turn<E> turn, List<E> events) {
        if (events.isEmpty()) {
            return;
        }
        // Before they are on disk: what cannot be folded must not get there.
        Optional<List<Change<S, E>>> changes = changes(turn, events);
        if (changes.isEmpty()) {
            return;
        }
        writing = true;
        stream.append(seq, events).onComplete(written -> {
            writing = false;
            guarded("a commit", () -> written(turn, changes.get(), written));
            takeAll();
        });
    }

    private void written(Turn<E> turn, List<Change<S, E>> changes, AsyncResult<EventStream.Written<E>> written) {
        if (written.failed()) {
            isQuarantined |= written.cause() instanceof StreamQuarantinedException;
            owner.notKept(written.cause());
            guarded("an answer", () -> turn.failed(written.cause()));
        } else if (written.result().ours()) {
            moveOn(changes);
            guarded("an answer", turn::kept);
            tell(changes);
        } else {
            changes(turn, written.result().events()).ifPresent(earlier -> overtaken(turn, earlier));
        }
    }

    /** An earlier append is on disk that was said to be lost: it is true, and the turn comes after it. */
    private void overtaken(Turn<E> turn, List<Change<S, E>> earlier) {
        moveOn(earlier);
        tell(earlier);
        if (turn.isDecidedAnew()) {
            waiting.addFirst(turn);
        } else {
            turn.failed(new OvertakenException());
        }
    }

    /** What these events do to the state; where they cannot follow it the turn fails, and there are none. */
    private Optional<List<Change<S, E>>> changes(Turn<E> turn, List<E> events) {
        try {
            return Optional.of(changes(events));
        } catch (RuntimeException e) {
            owner.defect("an event", e);
            turn.failed(e);
            return Optional.empty();
        }
    }

    private List<Change<S, E>> changes(List<E> events) {
        List<Change<S, E>> changes = new ArrayList<>();
        Optional<S> before = state;
        for (E event : events) {
            Change<S, E> change = Folded.change(form, before, event);
            changes.add(change);
            before = Optional.of(change.after());
        }
        return changes;
    }

    private void moveOn(List<Change<S, E>> changes) {
        state = Optional.of(changes.get(changes.size() - 1).after());
        seq += changes.size();
        guarded("a commit", () -> owner.moved(changes));
    }

    private void tell(List<Change<S, E>> changes) {
        listeners.forEach(listener -> guarded("a listener", () -> listener.accept(changes)));
    }

    /** Runs something whose failure must not keep the rest from happening. */
    private void guarded(String what, Runnable run) {
        try {
            run.run();
        } catch (RuntimeException e) {
            owner.defect(what, e);
        }
    }
}
