package org.anteroom.engine.session;

import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.SessionState.Invite;
import org.anteroom.engine.session.SessionState.Phase;

/** How seats, invites and moves change a session. */
final class CoreEvolution {
    private CoreEvolution() {}

    static void sessionCancelled(Draft draft, CoreEvents.SessionCancelled event) {
        draft.over(Phase.CANCELLED);
    }

    static void seatAdded(Draft draft, CoreEvents.SeatAdded event) {
        draft.seats.write().put(event.seat(), Seat.added(event));
    }

    static void inviteCreated(Draft draft, CoreEvents.InviteCreated event) {
        Map<InviteId, Invite> invites = draft.invites.write();
        Invite.outdated(invites.values(), event.seat(), draft.at()).forEach(invites::remove);
        invites.put(event.invite(), Invite.fresh(event));
        draft.seat(event.seat(), seat -> seat.doors(false, seat.banned()));
    }

    static void inviteRevoked(Draft draft, CoreEvents.InviteRevoked event) {
        draft.invite(event.invite(), Invite::taken);
    }

    static void inviteUsed(Draft draft, CoreEvents.InviteUsed event) {
        draft.invite(event.invite(), was -> {
            int number = SeatDevices.next(draft.invites.read().values(), was.seat());
            return was.usedBy(event.deviceHash(), new SeatDevices.Device(number, event.kind(), draft.at()));
        });
    }

    static void inviteReleased(Draft draft, CoreEvents.InviteReleased event) {
        draft.invite(event.invite(), Invite::released);
    }

    static void seatConnection(Draft draft, CoreEvents.SeatConnection event) {
        draft.seat(event.seat(), seat -> seat.connected(event.connected()));
    }

    static void seatMoved(Draft draft, CoreEvents.SeatMoved event) {
        draft.move(event.seat(), event.to(), seat -> switch (event.cause()) {
            // Whoever was put out waits for staff, whatever the policy says.
            case SENT_BACK, REMOVED -> seat.held(Hold.STAFF);
            case BANNED -> seat.doors(false, true);
            default -> seat;
        });
    }

    static void shareEnded(Draft draft, CoreEvents.ShareEnded event) {
        draft.presenters.write().remove(event.place(), event.seat());
        if (event.leaseEnded()) {
            draft.seat(event.seat(), seat -> seat.share(seat.asksToShare(), Optional.empty()));
        }
    }
}
