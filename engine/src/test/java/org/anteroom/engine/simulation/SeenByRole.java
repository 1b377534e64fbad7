package org.anteroom.engine.simulation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.runtime.LiveSession;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatView;

/** Who may be sent which frames at all, by the session as it is when they are sent. */
final class SeenByRole {
    private static final Set<String> INSIDE_WELCOME =
            Set.of("seats", "iceServers", "relayOnly", "presenters", "breakouts");
    private static final Set<String> STAFF_SIGNALS = Set.of("landing", "health", "attendance");

    private SeenByRole() {}

    static void check(Optional<LiveSession> session, SeatId id, Map<String, Object> frame) {
        Optional<Seat> known = session.flatMap(live -> live.state().seat(id));
        if (known.isEmpty()) {
            return;
        }
        Seat seat = known.get();
        switch ((String) frame.get("type")) {
            case "welcome" ->
                BrokenPromise.unless(
                        seat.isInside() || frame.keySet().stream().noneMatch(INSIDE_WELCOME::contains),
                        "somebody outside was sent a roster");
            case "media" ->
                BrokenPromise.unless(
                        seat.isInside() || !"offer".equals(frame.get("name")), "somebody outside was sent an offer");
            case "signal" -> checkSignal(seat, (String) frame.get("name"));
            default -> {
                // Events are compared with what the view gives, one by one; acks and byes are anybody's.
            }
        }
    }

    private static void checkSignal(Seat seat, String name) {
        BrokenPromise.unless(
                !STAFF_SIGNALS.contains(name) || SeatView.seesAll(seat), "not staff, but sent a signal " + name);
        BrokenPromise.unless(!name.equals("timer") || seat.isInside(), "not inside, but sent a signal timer");
    }
}
