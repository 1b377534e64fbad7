package org.anteroom.engine.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.anteroom.engine.session.SessionState.Alert;
import org.anteroom.engine.session.SessionState.Draft;
import org.anteroom.engine.session.SessionState.Invite;
import org.anteroom.engine.session.SessionState.OpenBreakouts;
import org.anteroom.engine.session.SessionState.Phase;
import org.anteroom.engine.session.SessionState.Poll;

/** How each event changes a session. Total: an event is never refused here, the decider did that before. */
final class Evolution implements SessionEvent.Cases<Draft> {
    /** For moves that end in no queue. */
    private static final Seat.Queued NO_QUEUE = new Seat.Queued(0, Instant.EPOCH);

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
        // What staff added to the time stays added.
        draft.endsAt = event.plan().endsAt().plusSeconds(60 * draft.extendedMinutes);
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
        draft.extendedMinutes += event.minutes();
        return draft;
    }

    @Override
    public Draft sessionEnded(SessionEvent.SessionEnded event) {
        return over(Phase.ENDED);
    }

    private Draft over(Phase phase) {
        draft.phase = phase;
        draft.endedAt = Optional.of(at);
        draft.queue.write().clear();
        draft.presenters.write().clear();
        draft.helps.write().clear();
        draft.open = Optional.empty();
        draft.poll = Optional.empty();
        draft.seats
                .write()
                .replaceAll((id, seat) -> seat.at(Place.AWAY, NO_QUEUE).share(false, Optional.empty()));
        return draft;
    }

    /** What was granted for a while lasts as long as it was granted for. What was planned for a time stays there. */
    @Override
    public Draft clockStepped(SessionEvent.ClockStepped event) {
        UnaryOperator<Instant> moved = at -> at.plusMillis(event.millis());
        draft.open = draft.open.map(
                was -> new OpenBreakouts(was.plan(), was.closesAt().map(moved), was.closing()));
        draft.seats
                .write()
                .replaceAll((id, seat) -> seat.share(
                        seat.asksToShare(),
                        seat.lease().map(lease -> new Lease(lease.place(), moved.apply(lease.until())))));
        return draft;
    }

    @Override
    public Draft seatAdded(SessionEvent.SeatAdded event) {
        draft.seats.write().put(event.seat(), Seat.added(event));
        return draft;
    }

    @Override
    public Draft inviteCreated(SessionEvent.InviteCreated event) {
        draft.invites.write().put(event.invite(), Invite.fresh(event));
        return seat(event.seat(), seat -> seat.doors(false, seat.banned()));
    }

    @Override
    public Draft inviteRevoked(SessionEvent.InviteRevoked event) {
        return invite(event.invite(), Invite::taken);
    }

    @Override
    public Draft inviteUsed(SessionEvent.InviteUsed event) {
        return invite(event.invite(), was -> {
            int number = SeatDevices.next(draft.invites.read().values(), was.seat());
            return was.usedBy(event.deviceHash(), new SeatDevices.Device(number, event.kind(), at));
        });
    }

    @Override
    public Draft inviteReleased(SessionEvent.InviteReleased event) {
        return invite(event.invite(), Invite::released);
    }

    private Draft invite(InviteId invite, UnaryOperator<Invite> change) {
        draft.invites.write().computeIfPresent(invite, (id, was) -> change.apply(was));
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
        leaveQueue(event.seat());
        boolean waits = event.to().kind() == Place.Kind.WAITING;
        Seat.Queued fresh = new Seat.Queued(waits ? draft.queueNext++ : 0, at);
        Draft after = seat(event.seat(), seat -> {
            Seat moved = seat.at(event.to(), fresh);
            Seat there = moved.isInside() && moved.entered().isEmpty() ? moved.entered(draft.enteredNext++) : moved;
            return switch (event.cause()) {
                // Whoever was put out waits for staff, whatever the policy says.
                case SENT_BACK, REMOVED -> there.held(Hold.STAFF);
                case BANNED -> there.doors(false, true);
                default -> there;
            };
        });
        if (waits) {
            after.queue.write().add(event.seat());
            after.queue.write().sort(Comparator.comparingLong(this::queueOrder));
        }
        return after;
    }

    private void leaveQueue(SeatId seat) {
        if (draft.queue.read().contains(seat)) {
            draft.queue.write().remove(seat);
        }
    }

    private long queueOrder(SeatId id) {
        return Optional.ofNullable(draft.seats.read().get(id))
                .flatMap(Seat::queued)
                .map(Seat.Queued::order)
                .orElse(Long.MAX_VALUE);
    }

    @Override
    public Draft seatHeld(SessionEvent.SeatHeld event) {
        return seat(event.seat(), seat -> event.on() ? seat.held(event.cause().orElse(Hold.STAFF)) : seat.released());
    }

    @Override
    public Draft seatDenied(SessionEvent.SeatDenied event) {
        leaveQueue(event.seat());
        return seat(event.seat(), seat -> seat.at(Place.AWAY, NO_QUEUE).doors(true, seat.banned()));
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
    public Draft lessAsked(SessionEvent.LessAsked event) {
        return seat(event.seat(), seat -> seat.lessAsked(event.on()));
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
        draft.presenters.write().put(event.place(), event.seat());
        return draft;
    }

    @Override
    public Draft shareEnded(SessionEvent.ShareEnded event) {
        draft.presenters.write().remove(event.place(), event.seat());
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
        draft.helps.write().clear();
        return draft;
    }

    @Override
    public Draft announcement(SessionEvent.Announcement event) {
        return draft;
    }

    @Override
    public Draft helpAsked(SessionEvent.HelpAsked event) {
        draft.helps.write().put(event.breakout(), event.seat());
        return draft;
    }

    @Override
    public Draft helpAnswered(SessionEvent.HelpAnswered event) {
        draft.helps.write().remove(event.breakout());
        return draft;
    }

    @Override
    public Draft message(SessionEvent.Message event) {
        return draft;
    }

    @Override
    public Draft alertRaised(SessionEvent.AlertRaised event) {
        draft.alerts.write().put(event.alert(), new Alert(event.alert(), event.seat(), event.kind(), event.note(), at));
        return draft;
    }

    @Override
    public Draft alertAcknowledged(SessionEvent.AlertAcknowledged event) {
        draft.alerts.write().remove(event.alert());
        return draft;
    }

    @Override
    public Draft note(SessionEvent.Note event) {
        return draft;
    }

    @Override
    public Draft hallwayOpened(SessionEvent.HallwayOpened event) {
        return draft;
    }

    @Override
    public Draft hallwayClosed(SessionEvent.HallwayClosed event) {
        return draft;
    }

    @Override
    public Draft pollOpened(SessionEvent.PollOpened event) {
        List<Integer> none = Collections.nCopies(event.options().size(), 0);
        draft.poll = Optional.of(
                new Poll(event.poll(), event.question(), event.options(), event.anonymous(), none, Set.of()));
        return draft;
    }

    @Override
    public Draft pollVoted(SessionEvent.PollVoted event) {
        draft.poll = draft.poll.map(poll -> {
            List<Integer> counts = new ArrayList<>(poll.counts());
            counts.set(event.choice(), counts.get(event.choice()) + 1);
            Set<SeatId> voters = new LinkedHashSet<>(poll.voters());
            event.seat().ifPresent(voters::add);
            return new Poll(poll.id(), poll.question(), poll.options(), poll.anonymous(), counts, voters);
        });
        return draft;
    }

    @Override
    public Draft pollClosed(SessionEvent.PollClosed event) {
        draft.poll = Optional.empty();
        return draft;
    }

    private Draft seat(SeatId id, UnaryOperator<Seat> change) {
        draft.seats.write().computeIfPresent(id, (key, seat) -> change.apply(seat));
        return draft;
    }
}
