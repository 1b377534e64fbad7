package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.program.Crisis;
import org.anteroom.engine.session.ConsentView;
import org.anteroom.engine.session.Consents;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Presence;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.session.e2ee.KeyView;
import org.anteroom.engine.session.house.SessionView;
import org.anteroom.engine.session.poll.PollView;
import org.anteroom.engine.view.EventView;
import org.anteroom.engine.view.Snapshots;

/**
 * What a session shows of itself: welcomes and events. The other frames are written beside it: {@link SignalFrames}, {@link
 * MediaFrames}, {@link AnswerFrames}. Nobody else writes one, and {@code asyncapi.yaml} has the shape of each.
 */
final class Frames {
    /** Of messages and notes in a welcome, in UTF-8. */
    private static final int RECENT_BYTES_MAX = 128 << 10;

    private Frames() {}

    /** @param talk messages and notes that a page which knows nothing yet may be shown, in order */
    static Frame welcome(
            SessionState state,
            Seat seat,
            Presence presence,
            Crisis crisis,
            Consents consents,
            Relays relays,
            Instant now,
            Optional<Long> resumedFrom,
            List<Step> talk) {
        Map<String, Object> session = new Obj()
                .withAll(SessionView.session(state, seat))
                .with("crisis", Map.of("call", crisis.call(), "text", crisis.text()))
                .map();
        Obj welcome = Obj.of("type", "welcome")
                .with("seat", seat.id().value())
                .with("seq", resumedFrom.orElse(state.seq()))
                .with("you", SeatView.self(state, seat))
                .with("session", session)
                .with("consents", ConsentView.asked(state, seat, consents));
        if (seat.isInside()) {
            welcome = welcome.with("seats", Snapshots.seats(state, seat, presence))
                    .withAll(relays.fields(now))
                    .with("presenters", Snapshots.presenters(state, seat))
                    .with("breakouts", Snapshots.breakouts(state, seat))
                    .with("poll", PollView.poll(state, seat))
                    .withAll(Snapshots.openMatters(state, seat));
        }
        return Frame.of(welcome.with("e2ee", KeyView.room(state, seat))
                .with("queue", Snapshots.queue(state, seat.id(), now))
                .with("recent", recent(talk, seat))
                .with("serverTime", Words.time(now))
                .with("resumed", resumedFrom.map(seq -> true)));
    }

    /** One event on its way to those who may see it: what is shown to several alike is one frame, made and encoded once. */
    static final class Telling {
        private final Step step;
        private final List<Shown> shown = new ArrayList<>();

        private record Shown(Map<String, Object> data, Frame frame) {}

        Telling(Step step) {
            this.step = step;
        }

        /** What this seat sees of it, looked at for this seat alone; empty where it sees nothing. */
        Optional<Frame> to(SeatId viewer) {
            return EventView.of(step.before(), step.after(), step.recorded(), viewer)
                    .map(this::frame);
        }

        private Frame frame(Map<String, Object> data) {
            for (Shown known : shown) {
                if (known.data().equals(data)) {
                    return known.frame();
                }
            }
            Frame frame = event(step, data);
            shown.add(new Shown(data, frame));
            return frame;
        }
    }

    /** @param viewer the seat as it is now, where it was not there when the event happened */
    private static Optional<Frame> missed(Step step, Seat viewer) {
        return EventView.missed(step.before(), step.after(), step.recorded(), viewer)
                .map(data -> event(step, data));
    }

    private static Frame event(Step step, Map<String, Object> data) {
        return Frame.of(Obj.of("type", "event").withAll(words(step, data).map()));
    }

    private static Obj words(Step step, Map<String, Object> data) {
        return Obj.of("seq", step.recorded().seq())
                .with("at", Words.time(step.recorded().at()))
                .with("name", step.recorded().event().eventName())
                .with("data", data);
    }

    /** The newest of these that the seat could see then and may see now, in order; empty where there are none. */
    private static Optional<List<Map<String, Object>>> recent(List<Step> talk, Seat viewer) {
        Deque<Map<String, Object>> recent = new ArrayDeque<>();
        int bytes = 0;
        for (int i = talk.size() - 1; i >= 0; i--) {
            Step step = talk.get(i);
            Optional<Map<String, Object>> seen = EventView.missed(step.before(), step.after(), step.recorded(), viewer)
                    .map(data -> words(step, data).map());
            if (seen.isPresent()) {
                bytes += Frame.of(new Obj().withAll(seen.get())).encoded().bytes();
                if (bytes > RECENT_BYTES_MAX) {
                    break;
                }
                recent.addFirst(seen.get());
            }
        }
        return Optional.of(List.copyOf(recent)).filter(some -> !some.isEmpty());
    }

    /**
     * The frames of these events that a seat could see then and may see now, in order; empty where they are more than so
     * many bytes.
     */
    static Optional<List<Frame>> missed(List<Step> steps, Seat viewer, long bytesMax) {
        List<Frame> frames = new ArrayList<>();
        long bytes = 0;
        for (Step step : steps) {
            Optional<Frame> frame = missed(step, viewer);
            if (frame.isPresent()) {
                bytes += frame.get().encoded().bytes();
                frames.add(frame.get());
            }
            if (bytes > bytesMax) {
                return Optional.empty();
            }
        }
        return Optional.of(frames);
    }
}
