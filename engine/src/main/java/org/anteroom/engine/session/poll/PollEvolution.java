package org.anteroom.engine.session.poll;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.Draft;

/** How polls change. */
final class PollEvolution {
    private PollEvolution() {}

    static void pollOpened(Draft draft, PollEvents.PollOpened event) {
        List<Integer> none = Collections.nCopies(event.options().size(), 0);
        draft.slice(
                PollState.SLICE,
                was -> new PollState(Optional.of(
                        new Poll(event.poll(), event.question(), event.options(), event.anonymous(), none, Set.of()))));
    }

    static void pollVoted(Draft draft, PollEvents.PollVoted event) {
        draft.slice(
                PollState.SLICE, was -> new PollState(was.open().map(poll -> poll.with(event.choice(), event.seat()))));
    }

    static void pollClosed(Draft draft, PollEvents.PollClosed event) {
        draft.slice(PollState.SLICE, was -> PollState.NONE);
    }
}
