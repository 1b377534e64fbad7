package org.anteroom.engine.session;

import java.time.Instant;
import java.util.Optional;

/**
 * One person's seat in one session. It outlives every connection.
 *
 * @param ref the program's own pseudonymous id of the person
 * @param name the name that staff read
 * @param onRoster whether the seat stands on the roster that the session was made with
 * @param connected whether a connection holds the seat now
 * @param hand set while the hand is up
 * @param asksToShare whether a request for the screen is open
 * @param held whether automatic admission passes over the seat until staff admit it
 * @param steppedAway whether the waiter stepped away; the queue place is kept
 * @param denied whether staff would not let the seat in; a new link undoes it
 * @param banned whether staff removed the seat for good
 * @param waitingSince when the seat came to the waiting room, while it is there
 */
public record Seat(
        SeatId id,
        Text ref,
        Text name,
        Role role,
        boolean onRoster,
        Place place,
        boolean connected,
        Grants grants,
        Optional<Hand> hand,
        boolean asksToShare,
        Optional<Lease> lease,
        Optional<CheckIn> checkIn,
        boolean held,
        boolean steppedAway,
        boolean denied,
        boolean banned,
        Optional<Instant> waitingSince) {

    /** A raised hand. The order rises within the session, so that the lowest order asked first. */
    public record Hand(long order, Instant raisedAt) {}

    /** A new seat: away, nobody connected, the role's grants. */
    public static Seat added(SeatId id, Text ref, Text name, Role role, boolean onRoster) {
        return new Seat(
                id,
                ref,
                name,
                role,
                onRoster,
                Place.AWAY,
                false,
                role.grants(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                false,
                Optional.empty());
    }

    public boolean isStaff() {
        return role.isStaff();
    }

    public boolean isInside() {
        return place.isInside();
    }

    /** The seat at another place; what belongs to the old place alone is gone. */
    public Seat at(Place to, Instant at) {
        Optional<Instant> since = to.kind() == Place.Kind.WAITING ? Optional.of(at) : Optional.empty();
        boolean inside = to.isInside();
        return new Seat(
                id,
                ref,
                name,
                role,
                onRoster,
                to,
                connected,
                grants,
                inside ? hand : Optional.empty(),
                false,
                lease,
                checkIn,
                inside ? false : held,
                false,
                denied,
                banned,
                since);
    }

    public Seat connected(boolean on) {
        return new Seat(
                id,
                ref,
                name,
                role,
                onRoster,
                place,
                on,
                grants,
                hand,
                asksToShare,
                lease,
                checkIn,
                held,
                steppedAway,
                denied,
                banned,
                waitingSince);
    }

    /** The seat in another role. What staff allowed or took from it stays; else the new role brings its own grants. */
    public Seat role(Role to) {
        Grants mine = grants.equals(role.grants()) ? to.grants() : grants;
        return new Seat(
                id,
                ref,
                name,
                to,
                onRoster,
                place,
                connected,
                mine,
                hand,
                asksToShare,
                lease,
                checkIn,
                held,
                steppedAway,
                denied,
                banned,
                waitingSince);
    }

    public Seat grants(Grants to) {
        return new Seat(
                id,
                ref,
                name,
                role,
                onRoster,
                place,
                connected,
                to,
                hand,
                asksToShare,
                lease,
                checkIn,
                held,
                steppedAway,
                denied,
                banned,
                waitingSince);
    }

    public Seat hand(Optional<Hand> to) {
        return new Seat(
                id,
                ref,
                name,
                role,
                onRoster,
                place,
                connected,
                grants,
                to,
                asksToShare,
                lease,
                checkIn,
                held,
                steppedAway,
                denied,
                banned,
                waitingSince);
    }

    /** The seat with its request for the screen and its lease set. */
    public Seat share(boolean asks, Optional<Lease> to) {
        return new Seat(
                id,
                ref,
                name,
                role,
                onRoster,
                place,
                connected,
                grants,
                hand,
                asks,
                to,
                checkIn,
                held,
                steppedAway,
                denied,
                banned,
                waitingSince);
    }

    /** The seat checked in; an answer above 0 to PHQ-9 item 9 holds it. */
    public Seat checkedIn(CheckIn to) {
        return new Seat(
                id,
                ref,
                name,
                role,
                onRoster,
                place,
                connected,
                grants,
                hand,
                asksToShare,
                lease,
                Optional.of(to),
                to.item9() > 0,
                steppedAway,
                denied,
                banned,
                waitingSince);
    }

    /** The seat held or not: a held seat is admitted by staff alone. */
    public Seat held(boolean on) {
        return new Seat(
                id,
                ref,
                name,
                role,
                onRoster,
                place,
                connected,
                grants,
                hand,
                asksToShare,
                lease,
                checkIn,
                on,
                steppedAway,
                denied,
                banned,
                waitingSince);
    }

    public Seat steppedAway(boolean on) {
        return new Seat(
                id,
                ref,
                name,
                role,
                onRoster,
                place,
                connected,
                grants,
                hand,
                asksToShare,
                lease,
                checkIn,
                held,
                on,
                denied,
                banned,
                waitingSince);
    }

    /** The seat with its doors set: denied until a new link, banned for good. */
    public Seat doors(boolean isDenied, boolean isBanned) {
        return new Seat(
                id,
                ref,
                name,
                role,
                onRoster,
                place,
                connected,
                grants,
                hand,
                asksToShare,
                lease,
                checkIn,
                held,
                steppedAway,
                isDenied,
                isBanned,
                waitingSince);
    }
}
