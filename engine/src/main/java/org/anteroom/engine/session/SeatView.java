package org.anteroom.engine.session;

import static org.anteroom.engine.session.Words.time;
import static org.anteroom.engine.session.Words.word;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How seats look: to themselves, to those in the same place, and to staff. */
public final class SeatView {
    private SeatView() {}

    /** Whether this seat sees all of the session: staff who are inside. Staff who are away see no more than others. */
    public static boolean seesAll(Seat viewer) {
        return viewer.isStaff() && viewer.isInside();
    }

    /** Whether the viewer is in this place, and media flow there. */
    public static boolean sharePlace(Seat viewer, Place place) {
        return place.isInside() && viewer.place().equals(place);
    }

    /** One seat as this viewer sees it. */
    public static Map<String, Object> seat(SessionState state, Seat seat, Seat viewer) {
        return seesAll(viewer) ? forStaff(state, seat) : forOthers(state, seat, viewer);
    }

    /** One seat as those in its place see it. */
    public static Map<String, Object> forOthers(SessionState state, Seat seat, Seat viewer) {
        return common(state, seat)
                .with("lease", seat.id().equals(viewer.id()) ? lease(seat) : Optional.empty())
                .map();
    }

    private static Obj common(SessionState state, Seat seat) {
        Optional<Map<String, Object>> hand = seat.hand()
                .map(up -> Obj.of("order", state.handRank(seat))
                        .with("raisedAt", time(up.raisedAt()))
                        .map());
        return Obj.of("id", seat.id().value())
                .with("displayName", DisplayName.of(state, seat))
                .with("role", seat.role().word())
                .with("place", seat.place().word())
                .with("connected", seat.connected())
                .with("hand", hand)
                .with("grants", grants(seat.grants()))
                .with("presenting", state.presents(seat.id()) ? Optional.of(true) : Optional.empty())
                .with("device", device(seat.keys()))
                .with("stay", seat.keys().stay().map(SeatView::stay));
    }

    /** A seat's device and who vouches for it; empty where it has none. */
    public static Optional<Map<String, Object>> device(SeatKeys keys) {
        return keys.device()
                .map(key -> Obj.of("key", key)
                        .with("vouchedBy", keys.vouch().map(vouch -> vouch.by().value()))
                        .with("byKey", keys.vouch().map(SeatKeys.Vouch::byKey))
                        .with("sig", keys.vouch().map(SeatKeys.Vouch::sig))
                        .map());
    }

    /** The key of a stay, and the device's signature of it. */
    public static Map<String, Object> stay(SeatKeys.Stay stay) {
        return Obj.of("id", stay.id())
                .with("hpke", stay.hpke())
                .with("sig", stay.sig())
                .map();
    }

    /** One seat as staff and the program see it. */
    public static Map<String, Object> forStaff(SessionState state, Seat seat) {
        return forStaff(state, seat, Presence.NONE);
    }

    /** The same, with what is known of its connection. */
    public static Map<String, Object> forStaff(SessionState state, Seat seat, Presence presence) {
        int position = state.queue().indexOf(seat.id()) + 1;
        return common(state, seat)
                .with("ref", seat.ref().value())
                .with("name", seat.name().value())
                .with("lease", lease(seat))
                .with("asksToShare", seat.asksToShare() ? Optional.of(true) : Optional.empty())
                .with("lessAsked", seat.lessAsked() ? Optional.of(true) : Optional.empty())
                .with(
                        "queue",
                        position > 0
                                ? Optional.of(Obj.of("position", position)
                                        .with("since", seat.queued().map(queued -> time(queued.since())))
                                        .map())
                                : Optional.empty())
                .with("aside", seat.asideFrom().map(from -> Map.of("from", from.word())))
                .with("held", seat.held())
                .with("heldFor", heldFor(seat))
                .with("steppedAway", seat.steppedAway() ? Optional.of(true) : Optional.empty())
                .with("denied", seat.denied() ? Optional.of(true) : Optional.empty())
                .with("banned", seat.banned() ? Optional.of(true) : Optional.empty())
                .with("checkIn", seat.checkIn().map(SeatView::checkIn))
                .with("landing", presence.landing().contains(seat.id()) ? Optional.of(true) : Optional.empty())
                .with("health", Optional.ofNullable(presence.health().get(seat.id())))
                .map();
    }

    /** Why automatic admission passes the seat over, for staff; empty where it does not. */
    public static Optional<List<String>> heldFor(Seat seat) {
        return Optional.of(seat.holds().stream().sorted().map(Words::word).toList())
                .filter(causes -> !causes.isEmpty());
    }

    /** What a seat sees of itself. */
    public static Map<String, Object> self(SessionState state, Seat seat) {
        Optional<Map<String, Object>> checkIn = seat.checkIn()
                .map(done -> Obj.of("completedAt", time(done.completedAt()))
                        .with("consents", ConsentView.accepted(done))
                        .map());
        String name = seat.isInside() ? DisplayName.of(state, seat) : DisplayName.bare(state, seat);
        return common(state, seat)
                .with("displayName", name)
                .with("lease", lease(seat))
                .with("asksToShare", seat.asksToShare() ? Optional.of(true) : Optional.empty())
                .with("lessAsked", seat.lessAsked() ? Optional.of(true) : Optional.empty())
                // Not why: whoever is held is told that by a person.
                .with("held", seat.held() ? Optional.of(true) : Optional.empty())
                .with("steppedAway", seat.steppedAway() ? Optional.of(true) : Optional.empty())
                .with("checkInRequired", word(state.policy().checkIn()))
                .with("video", word(state.policy().video()))
                .with("checkIn", checkIn)
                .map();
    }

    private static Optional<Map<String, Object>> lease(Seat seat) {
        return seat.lease().map(lease -> Obj.of("until", time(lease.until())).map());
    }

    public static Map<String, Object> grants(Grants grants) {
        return Obj.of("microphone", grants.microphone())
                .with("camera", grants.camera())
                .with("chat", grants.chat())
                .map();
    }

    /** A check-in as staff see it. */
    public static Map<String, Object> checkIn(CheckIn checkIn) {
        Obj scores = new Obj()
                .with(
                        "phq9",
                        checkIn.answers()
                                .phq9Score()
                                .map(score -> Obj.of("total", score.total())
                                        .with("band", score.band())
                                        .with("item9", checkIn.item9())
                                        .map()))
                .with(
                        "gad7",
                        checkIn.answers()
                                .gad7Score()
                                .map(score -> Obj.of("total", score.total())
                                        .with("band", score.band())
                                        .map()));
        return Obj.of("completedAt", time(checkIn.completedAt()))
                .with("consent", checkIn.consent())
                .with("location", checkIn.location().value())
                .with("callback", checkIn.callback().value())
                .with("contact", checkIn.contact().value())
                .with("consents", consents(checkIn))
                .with("scores", scores.map().isEmpty() ? Optional.empty() : Optional.of(scores.map()))
                .map();
    }

    /** What a person accepted, for staff and the person; empty where it is not known. */
    public static Optional<List<Map<String, Object>>> consents(CheckIn checkIn) {
        return ConsentView.accepted(checkIn);
    }

    /** Where a person is, how to call back, and whom to call; nothing where nobody checked in. */
    public static Obj safety(SessionState state, SeatId seat) {
        Optional<CheckIn> checkIn = state.seat(seat).flatMap(Seat::checkIn);
        return new Obj()
                .with("location", checkIn.map(done -> done.location().value()))
                .with("callback", checkIn.map(done -> done.callback().value()))
                .with("contact", checkIn.map(done -> done.contact().value()));
    }
}
