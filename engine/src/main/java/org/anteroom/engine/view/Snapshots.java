package org.anteroom.engine.view;

import static org.anteroom.engine.session.Words.time;
import static org.anteroom.engine.session.Words.word;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Presence;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.session.breakout.RoomView;
import org.anteroom.engine.session.safety.AlertView;

/** What one seat sees of a session as it is: the parts of a welcome and of a roster. */
public final class Snapshots {
    /** How long one admission is taken to last where there is nothing better to go by. */
    private static final long SECONDS_A_PLACE = 120;

    private Snapshots() {}

    /** The seats that this seat sees: all of them for staff, those of its own place for others, none outside. */
    public static List<Map<String, Object>> seats(SessionState state, Seat viewer) {
        return seats(state, viewer, Presence.NONE);
    }

    /** The same, with what staff are shown of connections. */
    public static List<Map<String, Object>> seats(SessionState state, Seat viewer, Presence presence) {
        if (!viewer.isInside()) {
            return List.of();
        }
        return state.seats().values().stream()
                .filter(seat -> SeatView.seesAll(viewer) || seat.place().equals(viewer.place()))
                .map(seat -> SeatView.seesAll(viewer)
                        ? SeatView.forStaff(state, seat, presence)
                        : SeatView.forOthers(state, seat, viewer))
                .toList();
    }

    /** Where a waiter stands: position from 1 and an estimate of the wait; empty for who does not wait. */
    public static Optional<Map<String, Object>> queue(SessionState state, SeatId seat, Instant now) {
        int position = state.queue().indexOf(seat) + 1;
        if (position == 0) {
            return Optional.empty();
        }
        long untilStart = state.startedAt().isPresent()
                ? 0
                : Math.max(0, Duration.between(now, state.plan().startsAt()).toSeconds());
        return Optional.of(Obj.of("position", position)
                .with("estimatedWaitSeconds", untilStart + position * SECONDS_A_PLACE)
                .map());
    }

    /** The roster that a program reads. */
    public static Map<String, Object> roster(SessionState state) {
        return roster(state, Presence.NONE);
    }

    /** The same, with what is known of the connections. */
    public static Map<String, Object> roster(SessionState state, Presence presence) {
        return Obj.of("session", state.id().value())
                .with("seq", state.seq())
                .with("state", state.phase().word())
                .with(
                        "seats",
                        state.seats().values().stream()
                                .map(seat -> SeatView.forStaff(state, seat, presence))
                                .toList())
                .map();
    }

    /** The open breakout rooms as this seat sees them; empty where none are open or the seat is outside. */
    public static Optional<Map<String, Object>> breakouts(SessionState state, Seat viewer) {
        if (!viewer.isInside()) {
            return Optional.empty();
        }
        return state.open()
                .map(open -> Obj.of("rooms", RoomView.seen(state, open.plan(), viewer))
                        .with("closesAt", open.closesAt().map(Words::time))
                        .with("closing", open.closing())
                        .with("mode", word(open.plan().mode()))
                        .map());
    }

    /** What staff find open when they come: alerts, calls for help, the plan. Empty for others. */
    public static Map<String, Object> openMatters(SessionState state, Seat viewer) {
        if (!SeatView.seesAll(viewer)) {
            return Map.of();
        }
        return new Obj()
                .with(
                        "alerts",
                        state.alerts().values().stream()
                                .map(alert -> AlertView.shape(
                                                state, alert.id(), alert.kind(), alert.seat(), alert.note())
                                        .with("raisedAt", time(alert.raisedAt()))
                                        .map())
                                .toList())
                .with(
                        "helps",
                        state.helps().entrySet().stream()
                                .map(help -> Obj.of("breakout", help.getKey().value())
                                        .with("seat", help.getValue().value())
                                        .map())
                                .toList())
                .with(
                        "shareRequests",
                        state.seats().values().stream()
                                .filter(Seat::asksToShare)
                                .map(seat -> seat.id().value())
                                .toList())
                .with("plan", state.planned().map(RoomView::plan))
                .map();
    }

    /** Who presents where, as far as this seat sees it. */
    public static List<Map<String, Object>> presenters(SessionState state, Seat viewer) {
        return state.presenters().entrySet().stream()
                .filter(entry -> SeatView.seesAll(viewer) || SeatView.sharePlace(viewer, entry.getKey()))
                .map(entry -> Obj.of("place", entry.getKey().word())
                        .with("seat", entry.getValue().value())
                        .map())
                .toList();
    }
}
