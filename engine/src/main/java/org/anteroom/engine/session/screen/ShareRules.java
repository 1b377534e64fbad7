package org.anteroom.engine.session.screen;

import java.util.Optional;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Lease;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionEvent.ShareEnd;
import org.anteroom.engine.session.Turn;

/** The rules of the screen: requests, leases, and one presenter a place. */
final class ShareRules {
    /** How long a lease runs where nobody says otherwise, in seconds. */
    static final int LEASE_SECONDS = 600;

    private ShareRules() {}

    static Decision request(Turn turn) {
        Seat self = turn.self();
        if (!self.isInside()) {
            return Turn.conflict("Screens are shared in a room.");
        }
        Policy.ShareRule rule = turn.state().policy().share();
        if (rule == Policy.ShareRule.STAFF && !self.isStaff()) {
            return Turn.forbidden("Only staff share the screen in this session.");
        }
        if (self.lease().filter(lease -> isFresh(turn, lease)).isPresent()) {
            return turn.accept();
        }
        if (self.isStaff() || (rule == Policy.ShareRule.ANYONE && self.role() != Role.OBSERVER)) {
            turn.add(granted(turn, self, LEASE_SECONDS));
        } else if (!self.asksToShare()) {
            turn.add(new ScreenEvents.ShareRequested(self.id()));
        }
        return turn.accept();
    }

    /** Whether a lease has more than half of its usual time left; less is worth a renewal. */
    private static boolean isFresh(Turn turn, Lease lease) {
        return lease.until().isAfter(turn.now().plusSeconds(LEASE_SECONDS / 2));
    }

    static Decision grant(Turn turn, ScreenCommands.GrantShare command) {
        Optional<Seat> seat = turn.state().seat(command.seat());
        if (seat.isEmpty()) {
            return Turn.unknownSeat();
        }
        if (!seat.get().isInside()) {
            return Turn.conflict("That person is not inside.");
        }
        if (command.takeOver()) {
            Optional.ofNullable(turn.state().presenters().get(seat.get().place()))
                    .filter(presenter -> !presenter.equals(command.seat()))
                    .flatMap(turn.state()::seat)
                    .ifPresent(presenter -> turn.endShare(presenter, ShareEnd.REVOKED));
        }
        turn.add(granted(turn, seat.get(), command.seconds().orElse(LEASE_SECONDS)));
        return turn.accept();
    }

    private static SessionEvent granted(Turn turn, Seat seat, int seconds) {
        return new ScreenEvents.ShareGranted(seat.id(), seat.place(), turn.now().plusSeconds(seconds));
    }

    static Decision deny(Turn turn, ScreenCommands.DenyShare command) {
        SeatId id = command.seat();
        Optional<Seat> seat = turn.state().seat(id);
        if (seat.isEmpty()) {
            return Turn.unknownSeat();
        }
        if (!seat.get().asksToShare()) {
            return Turn.conflict("That person has not asked to share.");
        }
        turn.add(new ScreenEvents.ShareDenied(id));
        return turn.accept();
    }

    static Decision revoke(Turn turn, ScreenCommands.RevokeShare command) {
        Optional<Seat> seat = turn.state().seat(command.seat());
        if (seat.isEmpty()) {
            return Turn.unknownSeat();
        }
        if (seat.get().lease().isEmpty()) {
            return Turn.conflict("That person has no screen to take back.");
        }
        turn.endShare(seat.get(), ShareEnd.REVOKED);
        return turn.accept();
    }

    static Decision start(Turn turn) {
        Seat self = turn.self();
        Optional<Lease> lease = self.lease().filter(held -> held.until().isAfter(turn.now()));
        if (lease.isEmpty()) {
            return Turn.forbidden("Ask your team before you share your screen.");
        }
        if (!self.connected()) {
            return Turn.conflict("Nobody is connected to this seat, so nothing can be shared.");
        }
        Optional<SeatId> presenter =
                Optional.ofNullable(turn.state().presenters().get(self.place()));
        if (presenter.filter(other -> !other.equals(self.id())).isPresent()) {
            return Turn.conflict("Somebody else is sharing a screen here.");
        }
        if (presenter.isEmpty()) {
            turn.add(new ScreenEvents.ShareStarted(self.id(), self.place()));
        }
        return turn.accept();
    }

    static Decision stop(Turn turn) {
        Seat self = turn.self();
        if (!turn.state().presents(self.id())) {
            return Turn.conflict("You are not sharing a screen.");
        }
        turn.add(new CoreEvents.ShareEnded(self.id(), self.place(), ShareEnd.STOPPED, false));
        return turn.accept();
    }
}
