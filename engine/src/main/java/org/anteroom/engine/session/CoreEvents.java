package org.anteroom.engine.session;

import static org.anteroom.engine.session.EventKind.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.EventKind.Effect;

/**
 * What happens in any session, whatever its features: it is made or cancelled, seats and invites are, and people come, move
 * and go.
 */
public final class CoreEvents {
    /** The kinds of these events. */
    public static final List<EventKind<?>> ALL = List.of(
            SessionCreated.KIND,
            SessionCancelled.KIND,
            SeatAdded.KIND,
            InviteCreated.KIND,
            InviteRevoked.KIND,
            InviteUsed.KIND,
            InviteReleased.KIND,
            SeatConnection.KIND,
            SeatMoved.KIND,
            ShareEnded.KIND);

    private CoreEvents() {}

    /** A session was made. {@code request} is the digest of the request that made it, for idempotency. */
    public record SessionCreated(ProgramId program, SessionPlan plan, Optional<String> request)
            implements SessionEvent {
        static final EventKind<SessionCreated> KIND = event(
                SessionCreated.class,
                "session-created",
                7,
                (draft, event) -> {
                    throw new IllegalArgumentException("A session is created once");
                },
                EventKind::isNotShown,
                Effect.TIMERS);

        @Override
        public EventKind<SessionCreated> eventKind() {
            return KIND;
        }
    }

    /** The session will not take place. */
    public record SessionCancelled() implements SessionEvent {
        static final EventKind<SessionCancelled> KIND = event(
                SessionCancelled.class,
                "session-cancelled",
                1,
                CoreEvolution::sessionCancelled,
                CoreView::sessionCancelled,
                Effect.MEDIA,
                Effect.ATTENDANCE,
                Effect.TIMERS);

        @Override
        public EventKind<SessionCancelled> eventKind() {
            return KIND;
        }
    }

    /**
     * A person has a seat.
     *
     * @param displayName what others read of the person, where the program says it
     */
    public record SeatAdded(SeatId seat, Text ref, Text name, Optional<Text> displayName, Role role, boolean onRoster)
            implements SessionEvent {
        static final EventKind<SeatAdded> KIND =
                event(SeatAdded.class, "seat-added", 2, CoreEvolution::seatAdded, CoreView::seatAdded);

        @Override
        public EventKind<SeatAdded> eventKind() {
            return KIND;
        }
    }

    /** An invite was made for a seat. {@code codeHash} stands for the code, which is nowhere kept. */
    public record InviteCreated(
            InviteId invite, SeatId seat, String codeHash, Instant expiresAt, Optional<String> request)
            implements SessionEvent {
        static final EventKind<InviteCreated> KIND =
                event(InviteCreated.class, "invite-created", 1, CoreEvolution::inviteCreated, EventKind::isNotShown);

        @Override
        public EventKind<InviteCreated> eventKind() {
            return KIND;
        }
    }

    /** The invite opens nothing any more. */
    public record InviteRevoked(InviteId invite) implements SessionEvent {
        static final EventKind<InviteRevoked> KIND =
                event(InviteRevoked.class, "invite-revoked", 1, CoreEvolution::inviteRevoked, EventKind::isNotShown);

        @Override
        public EventKind<InviteRevoked> eventKind() {
            return KIND;
        }
    }

    /**
     * The invite was used, from this device where one was named.
     *
     * @param kind what the device is, where its browser says
     */
    public record InviteUsed(InviteId invite, Optional<String> deviceHash, Optional<DeviceKind> kind)
            implements SessionEvent {
        static final EventKind<InviteUsed> KIND =
                event(InviteUsed.class, "invite-used", 2, CoreEvolution::inviteUsed, EventKind::isNotShown);

        @Override
        public EventKind<InviteUsed> eventKind() {
            return KIND;
        }
    }

    /** The device that used the invite is signed out: its tokens end, and the next device may use the invite. */
    public record InviteReleased(InviteId invite, Release why) implements SessionEvent {
        static final EventKind<InviteReleased> KIND =
                event(InviteReleased.class, "invite-released", 1, CoreEvolution::inviteReleased, EventKind::isNotShown);

        @Override
        public EventKind<InviteReleased> eventKind() {
            return KIND;
        }
    }

    /** A seat's connection came or went; {@code since} says when it was last known, where that differs from the event's time. */
    public record SeatConnection(SeatId seat, boolean connected, Optional<Instant> since) implements SessionEvent {
        static final EventKind<SeatConnection> KIND = event(
                SeatConnection.class,
                "seat-connection",
                1,
                CoreEvolution::seatConnection,
                CoreView::seatConnection,
                Effect.MEDIA,
                Effect.ATTENDANCE);

        @Override
        public EventKind<SeatConnection> eventKind() {
            return KIND;
        }
    }

    /** A seat changed its place. */
    public record SeatMoved(SeatId seat, Place from, Place to, Cause cause, Optional<Text> reason)
            implements SessionEvent {
        static final EventKind<SeatMoved> KIND = event(
                SeatMoved.class,
                "seat-moved",
                1,
                CoreEvolution::seatMoved,
                CoreView::seatMoved,
                Effect.MEDIA,
                Effect.ATTENDANCE);

        @Override
        public EventKind<SeatMoved> eventKind() {
            return KIND;
        }
    }

    /** A presentation or a lease ended. */
    public record ShareEnded(SeatId seat, Place place, ShareEnd reason, boolean leaseEnded) implements SessionEvent {
        static final EventKind<ShareEnded> KIND = event(
                ShareEnded.class,
                "share-ended",
                1,
                CoreEvolution::shareEnded,
                CoreView::shareEnded,
                Effect.MEDIA,
                Effect.TIMERS);

        @Override
        public EventKind<ShareEnded> eventKind() {
            return KIND;
        }
    }
}
