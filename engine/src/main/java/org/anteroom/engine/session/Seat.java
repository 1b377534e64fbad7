package org.anteroom.engine.session;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One person's seat in one session. It outlives every connection.
 *
 * @param ref the program's own pseudonymous id of the person
 * @param name the name that staff read
 * @param displayName the name that others read, where the program says it
 * @param called what others read of the name: {@code displayName}, else the given part of the name, which is told apart
 *     once, when the seat is added; empty where neither is known
 * @param onRoster whether the seat stands on the roster that the session was made with
 * @param connected whether a connection holds the seat now
 * @param lessAsked whether staff asked the person to leave out the others' pictures; whoever goes out is asked no more
 * @param hand set while the hand is up
 * @param asksToShare whether a request for the screen is open
 * @param holds why automatic admission passes over the seat until staff admit it; empty where it does not
 * @param steppedAway whether the waiter stepped away; the queue place is kept
 * @param denied whether staff would not let the seat in; a new link undoes it
 * @param banned whether staff removed the seat for good
 * @param queued the place in the queue, while the seat waits or was taken aside from the waiting room
 * @param asideFrom where the seat goes back to, while it is in a hallway
 * @param entered the rank among all seats of the first time inside; empty for who never was
 * @param keys of its device, in a session that is encrypted from page to page
 */
public record Seat(
        SeatId id,
        Text ref,
        Text name,
        Optional<Text> displayName,
        Optional<Text> called,
        Role role,
        boolean onRoster,
        Place place,
        boolean connected,
        Grants grants,
        boolean lessAsked,
        Optional<Hand> hand,
        boolean asksToShare,
        Optional<Lease> lease,
        Optional<CheckIn> checkIn,
        Set<Hold> holds,
        boolean steppedAway,
        boolean denied,
        boolean banned,
        Optional<Queued> queued,
        Optional<Place> asideFrom,
        OptionalLong entered,
        SeatKeys keys) {

    public Seat {
        holds = Set.copyOf(holds);
    }

    /** A raised hand. The order rises within the session, so that the lowest order asked first. */
    public record Hand(long order, Instant raisedAt) {}

    /** A place in the queue. The order rises within the session; the lowest came first. */
    public record Queued(long order, Instant since) {}

    private Seat(Draft draft) {
        this(
                draft.was.id,
                draft.was.ref,
                draft.was.name,
                draft.was.displayName,
                draft.was.called,
                draft.role,
                draft.was.onRoster,
                draft.place,
                draft.connected,
                draft.grants,
                draft.lessAsked,
                draft.hand,
                draft.asksToShare,
                draft.lease,
                draft.checkIn,
                draft.holds,
                draft.steppedAway,
                draft.denied,
                draft.banned,
                draft.queued,
                draft.asideFrom,
                draft.entered,
                draft.keys);
    }

    /** A new seat: away, nobody connected, the role's grants. */
    static Seat added(CoreEvents.SeatAdded event) {
        return new Seat(
                event.seat(),
                event.ref(),
                event.name(),
                event.displayName(),
                event.displayName().or(() -> GivenName.of(event.name().value()).map(Text::new)),
                event.role(),
                event.onRoster(),
                Place.AWAY,
                false,
                event.role().grants(),
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                SeatKeys.NONE);
    }

    public boolean isStaff() {
        return role.isStaff();
    }

    public boolean isInside() {
        return place.isInside();
    }

    /** Whether automatic admission passes the seat over: staff alone let it in. */
    public boolean held() {
        return !holds.isEmpty();
    }

    /** Whether this is staff who were removed and not let in again: until then they decide about nobody. */
    public boolean isRemovedStaff() {
        return isStaff() && holds.contains(Hold.STAFF) && !isInside();
    }

    /** Whether the seat was taken aside from the waiting room: inside, and yet not admitted. */
    public boolean isAsideFromWaiting() {
        return asideFrom.filter(from -> from.kind() == Place.Kind.WAITING).isPresent();
    }

    /**
     * The seat at another place; what belongs to the old place alone is gone.
     *
     * @param fresh the place in the queue, for who comes to wait and has none kept
     */
    public Seat at(Place to, Queued fresh) {
        boolean hallway = to.kind() == Place.Kind.HALLWAY;
        boolean waits = to.kind() == Place.Kind.WAITING;
        return with(draft -> {
            draft.place = to;
            draft.lessAsked = lessAsked && to.isInside();
            draft.hand = to.isInside() ? hand : Optional.empty();
            draft.asksToShare = false;
            draft.holds = hallway || !to.isInside() ? holds : Set.of();
            draft.steppedAway = false;
            draft.asideFrom = hallway ? asideFrom.or(() -> Optional.of(place)) : Optional.empty();
            draft.keys = to.equals(place) ? keys : keys.at(to.isInside());
            draft.queued = waits ? queued.or(() -> Optional.of(fresh)) : queued.filter(kept -> hallway);
        });
    }

    public Seat connected(boolean on) {
        return with(draft -> draft.connected = on);
    }

    /** The seat in another role. What staff allowed or took from it stays; else the new role brings its own grants. */
    public Seat role(Role to) {
        return with(draft -> {
            draft.role = to;
            draft.grants = grants.equals(role.grants()) ? to.grants() : grants;
        });
    }

    public Seat grants(Grants to) {
        return with(draft -> draft.grants = to);
    }

    public Seat lessAsked(boolean on) {
        return with(draft -> draft.lessAsked = on);
    }

    public Seat hand(Optional<Hand> to) {
        return with(draft -> draft.hand = to);
    }

    /** The seat with its request for the screen and its lease set. */
    public Seat share(boolean asks, Optional<Lease> to) {
        return with(draft -> {
            draft.asksToShare = asks;
            draft.lease = to;
        });
    }

    /** The seat checked in; an answer above 0 to PHQ-9 item 9 holds it. A check-in never ends a hold. */
    public Seat checkedIn(CheckIn to) {
        Seat checkedIn = with(draft -> draft.checkIn = Optional.of(to));
        return to.item9() > 0 ? checkedIn.held(Hold.FORM) : checkedIn;
    }

    /** The seat with a consent withdrawn, which holds it until staff talked with the person. */
    public Seat consentWithdrawn(ConsentId consent, Instant at) {
        return with(draft -> draft.checkIn = checkIn.map(done -> done.withdrawn(consent, at)))
                .held(Hold.CONSENT);
    }

    /** The seat held for this cause too. */
    public Seat held(Hold cause) {
        Set<Hold> more = EnumSet.of(cause);
        more.addAll(holds);
        return with(draft -> draft.holds = more);
    }

    /** The seat held no longer, whatever the causes were: for staff alone. */
    public Seat released() {
        return with(draft -> draft.holds = Set.of());
    }

    /** The seat with its rank among those who were ever inside. */
    public Seat entered(long rank) {
        return with(draft -> draft.entered = OptionalLong.of(rank));
    }

    Seat keys(SeatKeys to) {
        return with(draft -> draft.keys = to);
    }

    public Seat steppedAway(boolean on) {
        return with(draft -> draft.steppedAway = on);
    }

    /** The seat with its doors set: denied until a new link, banned for good. */
    public Seat doors(boolean isDenied, boolean isBanned) {
        return with(draft -> {
            draft.denied = isDenied;
            draft.banned = isBanned;
        });
    }

    private Seat with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new Seat(draft);
    }

    /** A seat being changed. */
    private static final class Draft {
        final Seat was;
        Role role;
        Place place;
        boolean connected;
        Grants grants;
        boolean lessAsked;
        Optional<Hand> hand;
        boolean asksToShare;
        Optional<Lease> lease;
        Optional<CheckIn> checkIn;
        Set<Hold> holds;
        boolean steppedAway;
        boolean denied;
        boolean banned;
        Optional<Queued> queued;
        Optional<Place> asideFrom;
        OptionalLong entered;
        SeatKeys keys;

        Draft(Seat seat) {
            was = seat;
            role = seat.role;
            place = seat.place;
            connected = seat.connected;
            grants = seat.grants;
            lessAsked = seat.lessAsked;
            hand = seat.hand;
            asksToShare = seat.asksToShare;
            lease = seat.lease;
            checkIn = seat.checkIn;
            holds = seat.holds;
            steppedAway = seat.steppedAway;
            denied = seat.denied;
            banned = seat.banned;
            queued = seat.queued;
            asideFrom = seat.asideFrom;
            entered = seat.entered;
            keys = seat.keys;
        }
    }
}
