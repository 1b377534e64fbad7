package org.anteroom.engine.session;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.anteroom.engine.session.SessionState.Alert;
import org.anteroom.engine.session.SessionState.Draft;
import org.anteroom.engine.session.SessionState.Invite;
import org.anteroom.engine.session.SessionState.OpenBreakouts;
import org.anteroom.engine.session.SessionState.Phase;

/** How each event changes a session. Total: an event is never refused here, the decider did that before. */
final class Evolution implements SessionEvent.Cases<Draft> {
    private final Draft draft;
    private final Instant at;

    Evolution(Draft draft, Instant at) {
        this.draft = draft;
        this.at = at;
    }

    @Override
    public Draft sessionCreated(SessionEvent.SessionCreated event) {
        throw new IllegalArgumentException("A session is created once");
    }

    @Override
    public Draft sessionChanged(SessionEvent.SessionChanged event) {
        draft.plan = event.plan();
        draft.endsAt = event.plan().endsAt();
        return draft;
    }

    @Override
    public Draft sessionCancelled(SessionEvent.SessionCancelled event) {
        return over(Phase.CANCELLED);
    }

    @Override
    public Draft sessionOpened(SessionEvent.SessionOpened event) {
        draft.phase = Phase.OPEN;
        return draft;
    }

    @Override
    public Draft sessionStarted(SessionEvent.SessionStarted event) {
        draft.phase = Phase.LIVE;
        draft.startedAt = Optional.of(at);
        return draft;
    }

    @Override
    public Draft sessionLocked(SessionEvent.SessionLocked event) {
        draft.locked = event.on();
        return draft;
    }

    @Override
    public Draft sessionExtended(SessionEvent.SessionExtended event) {
        draft.endsAt = event.endsAt();
        return draft;
    }

    @Override
    public Draft sessionEnded(SessionEvent.SessionEnded event) {
        return over(Phase.ENDED);
    }

    private Draft over(Phase phase) {
        draft.phase = phase;
        draft.endedAt = Optional.of(at);
        draft.queue.clear();
        draft.presenters.clear();
        draft.helps.clear();
        draft.open = Optional.empty();
        draft.seats.replaceAll((id, seat) -> seat.at(Place.AWAY, at).share(false, Optional.empty()));
        return draft;
    }

    @Override
    public Draft seatAdded(SessionEvent.SeatAdded event) {
        draft.seats.put(
                event.seat(), Seat.added(event.seat(), event.ref(), event.name(), event.role(), event.onRoster()));
        return draft;
    }

    @Override
    public Draft inviteCreated(SessionEvent.InviteCreated event) {
        draft.invites.put(
                event.invite(),
                new Invite(
                        event.invite(),
                        event.seat(),
                        event.codeHash(),
                        event.expiresAt(),
                        false,
                        false,
                        Optional.empty(),
                        event.request()));
        return seat(event.seat(), seat -> seat.doors(false, seat.banned()));
    }

    @Override
    public Draft inviteRevoked(SessionEvent.InviteRevoked event) {
        draft.invites.computeIfPresent(
                event.invite(),
                (id, was) -> new Invite(
                        id,
                        was.seat(),
                        was.codeHash(),
                        was.expiresAt(),
                        true,
                        was.used(),
                        was.deviceHash(),
                        was.request()));
        return draft;
    }

    @Override
    public Draft inviteUsed(SessionEvent.InviteUsed event) {
        draft.invites.computeIfPresent(
                event.invite(),
                (id, was) -> new Invite(
                        id,
                        was.seat(),
                        was.codeHash(),
                        was.expiresAt(),
                        was.revoked(),
                        true,
                        event.deviceHash(),
                        was.request()));
        return draft;
    }

    @Override
    public Draft seatConnection(SessionEvent.SeatConnection event) {
        return seat(event.seat(), seat -> seat.connected(event.connected()));
    }

    @Override
    public Draft checkInCompleted(SessionEvent.CheckInCompleted event) {
        return seat(event.seat(), seat -> seat.checkedIn(event.checkIn()));
    }

    @Override
    public Draft steppedAway(SessionEvent.SteppedAway event) {
        return seat(event.seat(), seat -> seat.steppedAway(event.on()));
    }

    @Override
    public Draft seatMoved(SessionEvent.SeatMoved event) {
        draft.queue.remove(event.seat());
        if (event.to().kind() == Place.Kind.WAITING) {
            draft.queue.add(event.seat());
        }
        return seat(event.seat(), seat -> {
            Seat moved = seat.at(event.to(), at);
            return switch (event.cause()) {
                case SENT_BACK -> moved.held(true);
                case BANNED -> moved.doors(false, true);
                default -> moved;
            };
        });
    }

    @Override
    public Draft seatDenied(SessionEvent.SeatDenied event) {
        draft.queue.remove(event.seat());
        return seat(event.seat(), seat -> seat.at(Place.AWAY, at).doors(true, seat.banned()));
    }

    @Override
    public Draft handChanged(SessionEvent.HandChanged event) {
        long order = draft.handsNext++;
        return seat(
                event.seat(), seat -> seat.hand(event.on() ? Optional.of(new Seat.Hand(order, at)) : Optional.empty()));
    }

    @Override
    public Draft grantsChanged(SessionEvent.GrantsChanged event) {
        return seat(event.seat(), seat -> seat.grants(event.grants()));
    }

    @Override
    public Draft roleChanged(SessionEvent.RoleChanged event) {
        return seat(event.seat(), seat -> seat.role(event.role()));
    }

    @Override
    public Draft shareRequested(SessionEvent.ShareRequested event) {
        return seat(event.seat(), seat -> seat.share(true, seat.lease()));
    }

    @Override
    public Draft shareDenied(SessionEvent.ShareDenied event) {
        return seat(event.seat(), seat -> seat.share(false, seat.lease()));
    }

    @Override
    public Draft shareGranted(SessionEvent.ShareGranted event) {
        return seat(event.seat(), seat -> seat.share(false, Optional.of(new Lease(event.place(), event.until()))));
    }

    @Override
    public Draft shareStarted(SessionEvent.ShareStarted event) {
        draft.presenters.put(event.place(), event.seat());
        return draft;
    }

    @Override
    public Draft shareEnded(SessionEvent.ShareEnded event) {
        draft.presenters.remove(event.place(), event.seat());
        if (event.leaseEnded()) {
            return seat(event.seat(), seat -> seat.share(seat.asksToShare(), Optional.empty()));
        }
        return draft;
    }

    @Override
    public Draft breakoutsPlanned(SessionEvent.BreakoutsPlanned event) {
        draft.planned = Optional.of(event.plan());
        return draft;
    }

    @Override
    public Draft breakoutsOpened(SessionEvent.BreakoutsOpened event) {
        draft.open = draft.planned.map(plan -> new OpenBreakouts(plan, event.closesAt(), false));
        return draft;
    }

    @Override
    public Draft breakoutsExtended(SessionEvent.BreakoutsExtended event) {
        draft.open = draft.open.map(was -> new OpenBreakouts(was.plan(), Optional.of(event.closesAt()), false));
        return draft;
    }

    @Override
    public Draft breakoutsClosing(SessionEvent.BreakoutsClosing event) {
        draft.open = draft.open.map(was -> new OpenBreakouts(was.plan(), Optional.of(event.closesAt()), true));
        return draft;
    }

    @Override
    public Draft breakoutsClosed(SessionEvent.BreakoutsClosed event) {
        draft.open = Optional.empty();
        draft.helps.clear();
        return draft;
    }

    @Override
    public Draft announcement(SessionEvent.Announcement event) {
        return draft;
    }

    @Override
    public Draft helpAsked(SessionEvent.HelpAsked event) {
        draft.helps.put(event.breakout(), event.seat());
        return draft;
    }

    @Override
    public Draft helpAnswered(SessionEvent.HelpAnswered event) {
        draft.helps.remove(event.breakout());
        return draft;
    }

    @Override
    public Draft message(SessionEvent.Message event) {
        return draft;
    }

    @Override
    public Draft alertRaised(SessionEvent.AlertRaised event) {
        draft.alerts.put(event.alert(), new Alert(event.alert(), event.seat(), event.kind(), event.note(), at));
        return draft;
    }

    @Override
    public Draft alertAcknowledged(SessionEvent.AlertAcknowledged event) {
        draft.alerts.remove(event.alert());
        return draft;
    }

    @Override
    public Draft note(SessionEvent.Note event) {
        return draft;
    }

    private Draft seat(SeatId id, UnaryOperator<Seat> change) {
        draft.seats.computeIfPresent(id, (key, seat) -> change.apply(seat));
        return draft;
    }
}
