package org.anteroom.engine.session.door;

import java.util.Optional;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.Turn;

/** What the rules do by themselves after each change: let in those whom the policy lets in. */
public final class Automatic {
    private Automatic() {}

    /** Admits who may come in by policy, in queue order, while there is room and staff did not all lose the line. */
    public static void follow(Turn turn) {
        if (turn.state().phase().isOver()
                || turn.state().locked()
                || turn.state().staffDropped()) {
            return;
        }
        for (SeatId id : turn.state().queue()) {
            Optional<Seat> seat = turn.state()
                    .seat(id)
                    .filter(waiter -> mayComeIn(turn.state().policy(), waiter));
            if (seat.isPresent() && turn.state().room() > 0) {
                turn.move(Actor.POLICY, seat.get(), Place.MAIN, SessionEvent.Cause.ADMITTED, Optional.empty());
            }
        }
    }

    private static boolean mayComeIn(Policy policy, Seat seat) {
        boolean invited = switch (policy.admission()) {
            case MANUAL -> false;
            case ROSTER -> seat.onRoster();
            case OPEN -> true;
        };
        boolean checkedIn = policy.checkIn() != Policy.CheckInRule.REQUIRED
                || seat.checkIn().isPresent();
        // Staff who end the hold of whoever withdrew a consent did not let them in yet: that takes a word of theirs or
        // a new one.
        boolean withdrew = seat.checkIn().filter(done -> !done.stands()).isPresent();
        return invited && checkedIn && !withdrew && seat.connected() && !seat.held() && !seat.steppedAway();
    }
}
