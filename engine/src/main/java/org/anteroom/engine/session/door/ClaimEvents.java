package org.anteroom.engine.session.door;

import static org.anteroom.engine.session.EventKind.event;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.DeviceKind;
import org.anteroom.engine.session.Draft;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionEvent.ClaimEnd;

/**
 * What happens while devices ask to take seats over. No seat is told of these events: who may know of a device that asks is
 * told by a signal how it stands, which a link that is taken back changes too.
 */
public final class ClaimEvents {
    /** The kinds of these events. */
    public static final List<EventKind<?>> ALL = List.of(SeatClaimed.KIND, ClaimAllowed.KIND, ClaimEnded.KIND);

    private ClaimEvents() {}

    /**
     * Another device asks for a seat by a link that is in use.
     *
     * @param claim its number
     * @param deviceHash what stands for the id that its browser keeps, where it has one
     * @param kind what it is, where its browser says
     */
    public record SeatClaimed(
            SeatId seat, InviteId invite, int claim, Optional<String> deviceHash, Optional<DeviceKind> kind)
            implements SessionEvent {
        static final EventKind<SeatClaimed> KIND =
                event(SeatClaimed.class, "seat-claimed", 1, ClaimEvents::claimed, EventKind::isNotShown);

        @Override
        public EventKind<SeatClaimed> eventKind() {
            return KIND;
        }
    }

    /**
     * Staff let a device that asked take its seat over.
     *
     * @param epoch which of its link's devices it became
     */
    public record ClaimAllowed(int claim, int epoch) implements SessionEvent {
        static final EventKind<ClaimAllowed> KIND = event(
                ClaimAllowed.class,
                "claim-allowed",
                1,
                (draft, event) -> draft.slice(
                        Claims.SLICE, was -> was.with(event.claim(), claim -> claim.allowed(event.epoch()))),
                EventKind::isNotShown);

        @Override
        public EventKind<ClaimAllowed> eventKind() {
            return KIND;
        }
    }

    /** A device does not ask for a seat any more, and did not get it. */
    public record ClaimEnded(int claim, ClaimEnd why) implements SessionEvent {
        static final EventKind<ClaimEnded> KIND = event(
                ClaimEnded.class,
                "claim-ended",
                1,
                (draft, event) ->
                        draft.slice(Claims.SLICE, was -> was.with(event.claim(), claim -> claim.ended(event.why()))),
                EventKind::isNotShown);

        @Override
        public EventKind<ClaimEnded> eventKind() {
            return KIND;
        }
    }

    private static void claimed(Draft draft, SeatClaimed event) {
        Claim claim = new Claim(
                event.claim(),
                event.seat(),
                event.invite(),
                event.deviceHash(),
                event.kind(),
                draft.at(),
                Optional.empty(),
                Optional.empty());
        draft.slice(Claims.SLICE, was -> was.with(claim));
    }
}
