package org.anteroom.engine.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.talk.TalkEvents;

/**
 * The last steps of a session, for who comes back: all of them up to a bound, and of messages and notes more, which a page
 * that was loaded again shows. On one thread.
 */
final class RecentSteps {
    /** Messages and notes together. */
    static final int TALK_MAX = 200;

    private final int stepsMax;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Deque<Step> talk = new ArrayDeque<>();

    RecentSteps(int stepsMax) {
        this.stepsMax = stepsMax;
    }

    void add(Step step) {
        keep(steps, step, stepsMax);
        SessionEvent event = step.recorded().event();
        if (event instanceof TalkEvents.Message || event instanceof TalkEvents.Note) {
            keep(talk, step, TALK_MAX);
        }
    }

    private static void keep(Deque<Step> kept, Step step, int max) {
        kept.addLast(step);
        if (kept.size() > max) {
            kept.removeFirst();
        }
    }

    /** Forgets all: nobody comes back to a session that is over. */
    void clear() {
        steps.clear();
        talk.clear();
    }

    /** The steps after a sequence, in order; empty where some of them are not kept any more. */
    Optional<List<Step>> since(long seq) {
        boolean kept = !steps.isEmpty() && steps.peekFirst().recorded().seq() <= seq + 1;
        return kept
                ? Optional.of(steps.stream()
                        .filter(step -> step.recorded().seq() > seq)
                        .toList())
                : Optional.empty();
    }

    /** The last messages and notes, in order. */
    List<Step> talk() {
        return List.copyOf(talk);
    }
}
