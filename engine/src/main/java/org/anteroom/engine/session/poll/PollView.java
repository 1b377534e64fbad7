package org.anteroom.engine.session.poll;

import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Sight;
import org.anteroom.engine.session.Text;

/** What seats see of polls: staff the votes so far, never who gave which of an anonymous one. */
public final class PollView {
    private PollView() {}

    static Optional<Obj> pollOpened(Sight sight, PollEvents.PollOpened event) {
        return sight.toInside(Obj.of("poll", event.poll().value())
                .with("question", event.question().value())
                .with("options", event.options().stream().map(Text::value).toList())
                .with("anonymous", event.anonymous()));
    }

    static Optional<Obj> pollVoted(Sight sight, PollEvents.PollVoted event) {
        Obj data = Obj.of("poll", event.poll().value())
                .with("voted", PollState.of(sight.after()).open().map(Poll::votes));
        return sight.toStaff(
                event.anonymous()
                        ? data
                        : data.with("seat", event.seat().map(SeatId::value)).with("choice", event.choice()));
    }

    static Optional<Obj> pollClosed(Sight sight, PollEvents.PollClosed event) {
        Obj data = Obj.of("poll", event.poll().value());
        if (sight.staff() || event.share()) {
            data = data.with("results", event.results());
        }
        return sight.toInside(sight.staff() ? data.with("shared", event.share()) : data);
    }

    /** The poll that is open, as this seat sees it: staff with the votes so far, never who gave which. */
    public static Optional<Map<String, Object>> poll(SessionState state, Seat viewer) {
        return PollState.of(state)
                .open()
                .filter(poll -> viewer.isInside())
                .map(poll -> Obj.of("poll", poll.id().value())
                        .with("question", poll.question().value())
                        .with(
                                "options",
                                poll.options().stream().map(Text::value).toList())
                        .with("anonymous", poll.anonymous())
                        .with("answered", poll.voters().contains(viewer.id()))
                        .with("voted", SeatView.seesAll(viewer) ? Optional.of(poll.votes()) : Optional.empty())
                        .map());
    }
}
