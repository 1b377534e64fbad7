package org.anteroom.engine.session.poll;

import static org.anteroom.engine.session.EventKind.event;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.PollId;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.Text;

/** What happens in polls. */
public final class PollEvents {
    /** The kinds of these events. */
    public static final List<EventKind<?>> ALL = List.of(PollOpened.KIND, PollVoted.KIND, PollClosed.KIND);

    private PollEvents() {}

    /** Staff asked everybody inside a question. */
    public record PollOpened(PollId poll, Text question, List<Text> options, boolean anonymous)
            implements SessionEvent {
        static final EventKind<PollOpened> KIND =
                event(PollOpened.class, "poll-opened", 1, PollEvolution::pollOpened, PollView::pollOpened);

        public PollOpened {
            options = List.copyOf(options);
        }

        @Override
        public EventKind<PollOpened> eventKind() {
            return KIND;
        }
    }

    /**
     * A seat answered the open poll.
     *
     * @param seat who voted. Of an anonymous poll this lives in memory alone: the journal keeps neither seat nor
     *     caller nor command of such a vote, and what comes from the journal has none
     * @param choice the option's index, from 0
     */
    public record PollVoted(PollId poll, boolean anonymous, Optional<SeatId> seat, int choice) implements SessionEvent {
        static final EventKind<PollVoted> KIND =
                event(PollVoted.class, "poll-voted", 1, PollEvolution::pollVoted, PollView::pollVoted);

        @Override
        public EventKind<PollVoted> eventKind() {
            return KIND;
        }

        @Override
        public Optional<SessionEvent> withoutPerson() {
            return anonymous ? Optional.of(new PollVoted(poll, true, Optional.empty(), choice)) : Optional.empty();
        }
    }

    /** The poll is over. Results count the votes by option. */
    public record PollClosed(PollId poll, boolean share, List<Integer> results) implements SessionEvent {
        static final EventKind<PollClosed> KIND =
                event(PollClosed.class, "poll-closed", 1, PollEvolution::pollClosed, PollView::pollClosed);

        public PollClosed {
            results = List.copyOf(results);
        }

        @Override
        public EventKind<PollClosed> eventKind() {
            return KIND;
        }
    }
}
