package org.anteroom.engine.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened in a session. Events state; nothing but an event changes a session.
 *
 * <p>A reader names every case, so that a new event fails to compile in every reader. The records' fields are what the
 * journal keeps: a change of a field is a new version in the journal's codec.
 */
public sealed interface SessionEvent {
    /** Answers with the case of this event. */
    <R> R match(Cases<R> cases);

    /** Why a seat moved. */
    enum Cause {
        KNOCKED,
        ADMITTED,
        LEFT,
        SENT_BACK,
        REMOVED,
        BANNED,
        ASSIGNED,
        WENT,
        BREAKOUTS_OPENED,
        BREAKOUTS_CLOSED,
        PLACED,
        HALLWAY_OPENED,
        HALLWAY_CLOSED,
        ENDED
    }

    /** Why a presentation ended. */
    enum ShareEnd {
        STOPPED,
        REVOKED,
        EXPIRED,
        LEFT,
        VIOLATION
    }

    /** What raised an alert. */
    enum AlertKind {
        RAISED,
        PHQ9_ITEM9
    }

    /** Why an invite's device was let go. */
    enum Release {
        /** It left. */
        LEFT,
        /** Nobody gave a sign for as long as the policy says. */
        IDLE
    }

    /** The event's name in frames, the journal's list and the journal itself: {@code seat-moved}. */
    default String eventName() {
        return EventNames.of(getClass());
    }

    /** The name of events of this type. */
    static String nameOf(Class<? extends SessionEvent> type) {
        return EventNames.of(type);
    }

    /** One answer for each event. */
    interface Cases<R> {
        R sessionCreated(SessionCreated event);

        R sessionChanged(SessionChanged event);

        R sessionCancelled(SessionCancelled event);

        R sessionOpened(SessionOpened event);

        R sessionStarted(SessionStarted event);

        R sessionLocked(SessionLocked event);

        R sessionExtended(SessionExtended event);

        R sessionEnded(SessionEnded event);

        R clockStepped(ClockStepped event);

        R seatAdded(SeatAdded event);

        R inviteCreated(InviteCreated event);

        R inviteRevoked(InviteRevoked event);

        R inviteUsed(InviteUsed event);

        R inviteReleased(InviteReleased event);

        R seatConnection(SeatConnection event);

        R checkInCompleted(CheckInCompleted event);

        R steppedAway(SteppedAway event);

        R seatMoved(SeatMoved event);

        R seatDenied(SeatDenied event);

        R handChanged(HandChanged event);

        R grantsChanged(GrantsChanged event);

        R lessAsked(LessAsked event);

        R roleChanged(RoleChanged event);

        R shareRequested(ShareRequested event);

        R shareDenied(ShareDenied event);

        R shareGranted(ShareGranted event);

        R shareStarted(ShareStarted event);

        R shareEnded(ShareEnded event);

        R breakoutsPlanned(BreakoutsPlanned event);

        R breakoutsOpened(BreakoutsOpened event);

        R breakoutsExtended(BreakoutsExtended event);

        R breakoutsClosing(BreakoutsClosing event);

        R breakoutsClosed(BreakoutsClosed event);

        R announcement(Announcement event);

        R helpAsked(HelpAsked event);

        R helpAnswered(HelpAnswered event);

        R message(Message event);

        R alertRaised(AlertRaised event);

        R alertAcknowledged(AlertAcknowledged event);

        R note(Note event);

        R seatHeld(SeatHeld event);

        R hallwayOpened(HallwayOpened event);

        R hallwayClosed(HallwayClosed event);

        R pollOpened(PollOpened event);

        R pollVoted(PollVoted event);

        R pollClosed(PollClosed event);
    }

    /** A session was made. {@code request} is the digest of the request that made it, for idempotency. */
    record SessionCreated(ProgramId program, SessionPlan plan, Optional<String> request) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sessionCreated(this);
        }
    }

    /** The plan was changed before the start. */
    record SessionChanged(SessionPlan plan) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sessionChanged(this);
        }
    }

    /** The session will not take place. */
    record SessionCancelled() implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sessionCancelled(this);
        }
    }

    /** The first staff seat came into the main room. */
    record SessionOpened() implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sessionOpened(this);
        }
    }

    /** Staff started the session. */
    record SessionStarted() implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sessionStarted(this);
        }
    }

    /** The door was locked or unlocked for new knocks. */
    record SessionLocked(boolean on) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sessionLocked(this);
        }
    }

    /** The planned end moved. */
    record SessionExtended(int minutes, Instant endsAt) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sessionExtended(this);
        }
    }

    /** The session is over; everybody is out. */
    record SessionEnded(Optional<Text> reason) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sessionEnded(this);
        }
    }

    /**
     * The machine's clock was set while people were here: by so much more or less than the time that passed is this event
     * later than the one before. What lasts is counted without it.
     *
     * @param millis how much later the clock is than it would be; below 0 where it was set back
     */
    record ClockStepped(long millis) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.clockStepped(this);
        }
    }

    /**
     * A person has a seat.
     *
     * @param displayName what others read of the person, where the program says it
     */
    record SeatAdded(SeatId seat, Text ref, Text name, Optional<Text> displayName, Role role, boolean onRoster)
            implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.seatAdded(this);
        }
    }

    /** An invite was made for a seat. {@code codeHash} stands for the code, which is nowhere kept. */
    record InviteCreated(InviteId invite, SeatId seat, String codeHash, Instant expiresAt, Optional<String> request)
            implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.inviteCreated(this);
        }
    }

    /** The invite opens nothing any more. */
    record InviteRevoked(InviteId invite) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.inviteRevoked(this);
        }
    }

    /**
     * The invite was used, from this device where one was named.
     *
     * @param kind what the device is, where its browser says
     */
    record InviteUsed(InviteId invite, Optional<String> deviceHash, Optional<DeviceKind> kind) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.inviteUsed(this);
        }
    }

    /** The device that used the invite is signed out: its tokens end, and the next device may use the invite. */
    record InviteReleased(InviteId invite, Release why) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.inviteReleased(this);
        }
    }

    /** A seat's connection came or went; {@code since} says when it was last known, where that differs from the event's time. */
    record SeatConnection(SeatId seat, boolean connected, Optional<Instant> since) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.seatConnection(this);
        }
    }

    /** A person checked in. */
    record CheckInCompleted(SeatId seat, CheckIn checkIn) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.checkInCompleted(this);
        }
    }

    /** A waiter stepped away or came back; the queue place is kept. */
    record SteppedAway(SeatId seat, boolean on) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.steppedAway(this);
        }
    }

    /** A seat changed its place. */
    record SeatMoved(SeatId seat, Place from, Place to, Cause cause, Optional<Text> reason) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.seatMoved(this);
        }
    }

    /** Staff would not let the seat in. */
    record SeatDenied(SeatId seat, Optional<Text> reason) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.seatDenied(this);
        }
    }

    /** A hand went up or down. */
    record HandChanged(SeatId seat, boolean on) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.handChanged(this);
        }
    }

    /** What a seat may send changed. */
    record GrantsChanged(SeatId seat, Grants grants) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.grantsChanged(this);
        }
    }

    /** Somebody was asked to leave out the others' pictures, or is asked no longer. */
    record LessAsked(SeatId seat, boolean on) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.lessAsked(this);
        }
    }

    /** A seat's role changed. */
    record RoleChanged(SeatId seat, Role role) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.roleChanged(this);
        }
    }

    /** A seat asked for the screen. */
    record ShareRequested(SeatId seat) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.shareRequested(this);
        }
    }

    /** The request was answered: not now. */
    record ShareDenied(SeatId seat) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.shareDenied(this);
        }
    }

    /** A seat has a lease. */
    record ShareGranted(SeatId seat, Place place, Instant until) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.shareGranted(this);
        }
    }

    /** The lease holder presents. */
    record ShareStarted(SeatId seat, Place place) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.shareStarted(this);
        }
    }

    /** A presentation or a lease ended. */
    record ShareEnded(SeatId seat, Place place, ShareEnd reason, boolean leaseEnded) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.shareEnded(this);
        }
    }

    /** Staff planned breakout rooms; nobody moved yet. */
    record BreakoutsPlanned(BreakoutPlan plan) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.breakoutsPlanned(this);
        }
    }

    /** The planned rooms opened; the moves stand in events of their own. */
    record BreakoutsOpened(Optional<Instant> closesAt) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.breakoutsOpened(this);
        }
    }

    /** The rooms stay open longer. */
    record BreakoutsExtended(Instant closesAt) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.breakoutsExtended(this);
        }
    }

    /** The countdown to the rooms' end runs. */
    record BreakoutsClosing(Instant closesAt) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.breakoutsClosing(this);
        }
    }

    /** Everybody is back; the rooms are gone. */
    record BreakoutsClosed() implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.breakoutsClosed(this);
        }
    }

    /** Staff told everybody inside something. */
    record Announcement(Text text) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.announcement(this);
        }
    }

    /** Somebody in a breakout asked for staff. */
    record HelpAsked(BreakoutId breakout, SeatId seat) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.helpAsked(this);
        }
    }

    /** Staff are on it. */
    record HelpAnswered(BreakoutId breakout) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.helpAnswered(this);
        }
    }

    /** Somebody wrote something to somebody. */
    record Message(Optional<SeatId> from, Audience to, Optional<Place> place, Text text) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.message(this);
        }
    }

    /** A silent alert to staff. */
    record AlertRaised(AlertId alert, AlertKind kind, SeatId seat, Optional<Text> note) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.alertRaised(this);
        }
    }

    /** Staff took the alert. */
    record AlertAcknowledged(AlertId alert) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.alertAcknowledged(this);
        }
    }

    /** A note of staff for staff. */
    record Note(Optional<SeatId> from, Text text) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.note(this);
        }
    }

    /**
     * Staff hold a waiter, or no longer.
     *
     * @param cause why, where it is another than that staff do so
     */
    record SeatHeld(SeatId seat, boolean on, Optional<Hold> cause) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.seatHeld(this);
        }
    }

    /** Staff took these people aside; the moves stand in events of their own. */
    record HallwayOpened(HallwayId hallway, List<SeatId> seats) implements SessionEvent {
        public HallwayOpened {
            seats = List.copyOf(seats);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.hallwayOpened(this);
        }
    }

    /** The hallway is over; these people go back where they came from. */
    record HallwayClosed(HallwayId hallway, List<SeatId> seats) implements SessionEvent {
        public HallwayClosed {
            seats = List.copyOf(seats);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.hallwayClosed(this);
        }
    }

    /** Staff asked everybody inside a question. */
    record PollOpened(PollId poll, Text question, List<Text> options, boolean anonymous) implements SessionEvent {
        public PollOpened {
            options = List.copyOf(options);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.pollOpened(this);
        }
    }

    /**
     * A seat answered the open poll.
     *
     * @param seat who voted. Of an anonymous poll this lives in memory alone: the journal keeps neither seat nor
     *     caller nor command of such a vote, and what comes from the journal has none
     * @param choice the option's index, from 0
     */
    record PollVoted(PollId poll, boolean anonymous, Optional<SeatId> seat, int choice) implements SessionEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.pollVoted(this);
        }
    }

    /** The poll is over. Results count the votes by option. */
    record PollClosed(PollId poll, boolean share, List<Integer> results) implements SessionEvent {
        public PollClosed {
            results = List.copyOf(results);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.pollClosed(this);
        }
    }
}
