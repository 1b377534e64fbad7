package org.anteroom.engine.view;

import static org.anteroom.engine.session.Words.time;
import static org.anteroom.engine.session.Words.word;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.CheckIn;
import org.anteroom.engine.session.DisplayName;
import org.anteroom.engine.session.Grants;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/** What one seat sees of a session as it is: the parts of a welcome and of a roster. */
public final class Snapshots {
    /** How long one admission is taken to last where there is nothing better to go by. */
    private static final long SECONDS_A_PLACE = 120;

    private Snapshots() {}

    /** Whether this seat sees all of the session: staff who are inside. Staff who are away see no more than others. */
    public static boolean seesAll(Seat viewer) {
        return viewer.isStaff() && viewer.isInside();
    }

    /** The session as programs and staff see it. */
    public static Map<String, Object> session(SessionState state) {
        return plan(state)
                .with("capacity", state.plan().capacity())
                .with("locked", state.locked())
                .with("startedAt", state.startedAt().map(Words::time))
                .with("endedAt", state.endedAt().map(Words::time))
                .with("externalId", state.plan().externalId().map(Text::value))
                .with("policy", policy(state.policy()))
                .with("breakouts", grouping(state.plan().breakouts()))
                .map();
    }

    private static Optional<Map<String, Object>> grouping(Grouping grouping) {
        if (grouping.equals(Grouping.NONE)) {
            return Optional.empty();
        }
        List<Map<String, Object>> pods = grouping.pods().stream()
                .map(pod -> Obj.of("name", pod.name().value())
                        .with("refs", words(pod.refs()))
                        .map())
                .toList();
        return Optional.of(Obj.of("pods", pods)
                .with(
                        "keepApart",
                        grouping.keepApart().stream().map(Snapshots::words).toList())
                .with(
                        "pairWith",
                        grouping.pairWith().stream().map(Snapshots::words).toList())
                .map());
    }

    private static List<String> words(List<Text> texts) {
        return texts.stream().map(Text::value).toList();
    }

    private static Obj plan(SessionState state) {
        return Obj.of("id", state.id().value())
                .with("title", state.plan().title().value())
                .with("kind", state.plan().kind())
                .with("state", state.phase().word())
                .with("startsAt", time(state.plan().startsAt()))
                .with("endsAt", time(state.endsAt()))
                .with("hardEndsAt", time(state.hardEndsAt()))
                .with("durationMinutes", state.plan().durationMinutes());
    }

    /** The session as this seat sees it: waiters and those away learn its title and planned times alone. */
    public static Map<String, Object> session(SessionState state, Seat viewer) {
        if (seesAll(viewer)) {
            return session(state);
        }
        if (viewer.isInside()) {
            return plan(state)
                    .with("locked", state.locked())
                    .with("startedAt", state.startedAt().map(Words::time))
                    .with("policy", policy(state.policy()))
                    .map();
        }
        return Obj.of("id", state.id().value())
                .with("title", state.plan().title().value())
                .with("startsAt", time(state.plan().startsAt()))
                .with("endsAt", time(state.endsAt()))
                .map();
    }

    /** The policy as frames and REST write it. */
    public static Map<String, Object> policy(Policy policy) {
        return Obj.of("admission", word(policy.admission()))
                .with("checkIn", word(policy.checkIn()))
                .with("share", word(policy.share()))
                .with("chat", word(policy.chat()))
                .with("privateChat", policy.privateChat())
                .with("names", word(policy.names()))
                .with("links", word(policy.links()))
                .with("video", word(policy.video()))
                .with("overrunMinutes", policy.overrunMinutes())
                .with(
                        "idleMinutes",
                        Obj.of("staff", policy.idleMinutes().staff())
                                .with("patients", policy.idleMinutes().patients())
                                .map())
                .with(
                        "attendance",
                        Obj.of("graceSeconds", policy.attendance().graceSeconds())
                                .with("lateAfterSeconds", policy.attendance().lateAfterSeconds())
                                .with("creditPercent", policy.attendance().creditPercent())
                                .with("hallwayCounts", policy.attendance().hallwayCounts())
                                .map())
                .map();
    }

    /** The seats that this seat sees: all of them for staff, those of its own place for others, none outside. */
    public static List<Map<String, Object>> seats(SessionState state, Seat viewer) {
        return seats(state, viewer, Presence.NONE);
    }

    /** The same, with what staff are shown of connections. */
    public static List<Map<String, Object>> seats(SessionState state, Seat viewer, Presence presence) {
        if (!viewer.isInside()) {
            return List.of();
        }
        return state.seats().values().stream()
                .filter(seat -> seesAll(viewer) || seat.place().equals(viewer.place()))
                .map(seat -> seesAll(viewer) ? forStaff(state, seat, presence) : forOthers(state, seat, viewer))
                .toList();
    }

    /** One seat as this viewer sees it. */
    public static Map<String, Object> seat(SessionState state, Seat seat, Seat viewer) {
        return seesAll(viewer) ? forStaff(state, seat) : forOthers(state, seat, viewer);
    }

    private static Map<String, Object> forOthers(SessionState state, Seat seat, Seat viewer) {
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
                .with("presenting", state.presents(seat.id()) ? Optional.of(true) : Optional.empty());
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
                .with("checkIn", seat.checkIn().map(Snapshots::checkIn))
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
                .map(done -> Obj.of("completedAt", time(done.completedAt())).map());
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

    static Map<String, Object> grants(Grants grants) {
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
                        checkIn.phq9Score()
                                .map(score -> Obj.of("total", score.total())
                                        .with("band", score.band())
                                        .with("item9", checkIn.item9())
                                        .map()))
                .with(
                        "gad7",
                        checkIn.gad7Score()
                                .map(score -> Obj.of("total", score.total())
                                        .with("band", score.band())
                                        .map()));
        return Obj.of("completedAt", time(checkIn.completedAt()))
                .with("consent", checkIn.consent())
                .with("location", checkIn.location().value())
                .with("callback", checkIn.callback().value())
                .with("contact", checkIn.contact().value())
                .with("scores", scores.map().isEmpty() ? Optional.empty() : Optional.of(scores.map()))
                .map();
    }

    /** Where a waiter stands: position from 1 and an estimate of the wait; empty for who does not wait. */
    public static Optional<Map<String, Object>> queue(SessionState state, SeatId seat, Instant now) {
        int position = state.queue().indexOf(seat) + 1;
        if (position == 0) {
            return Optional.empty();
        }
        long untilStart = state.startedAt().isPresent()
                ? 0
                : Math.max(0, Duration.between(now, state.plan().startsAt()).toSeconds());
        return Optional.of(Obj.of("position", position)
                .with("estimatedWaitSeconds", untilStart + position * SECONDS_A_PLACE)
                .map());
    }

    /** The roster that a program reads. */
    public static Map<String, Object> roster(SessionState state) {
        return roster(state, Presence.NONE);
    }

    /** The same, with what is known of the connections. */
    public static Map<String, Object> roster(SessionState state, Presence presence) {
        return Obj.of("session", state.id().value())
                .with("seq", state.seq())
                .with("state", state.phase().word())
                .with(
                        "seats",
                        state.seats().values().stream()
                                .map(seat -> forStaff(state, seat, presence))
                                .toList())
                .map();
    }

    /** The open breakout rooms as this seat sees them; empty where none are open or the seat is outside. */
    public static Optional<Map<String, Object>> breakouts(SessionState state, Seat viewer) {
        if (!viewer.isInside()) {
            return Optional.empty();
        }
        return state.open()
                .map(open -> Obj.of("rooms", Rooms.seen(state, open.plan(), viewer))
                        .with("closesAt", open.closesAt().map(Words::time))
                        .with("closing", open.closing())
                        .with("mode", word(open.plan().mode()))
                        .map());
    }

    /** What staff find open when they come: alerts, calls for help, the plan. Empty for others. */
    public static Map<String, Object> openMatters(SessionState state, Seat viewer) {
        if (!seesAll(viewer)) {
            return Map.of();
        }
        return new Obj()
                .with(
                        "alerts",
                        state.alerts().values().stream()
                                .map(alert -> Alerts.shape(state, alert.id(), alert.kind(), alert.seat(), alert.note())
                                        .with("raisedAt", time(alert.raisedAt()))
                                        .map())
                                .toList())
                .with(
                        "helps",
                        state.helps().entrySet().stream()
                                .map(help -> Obj.of("breakout", help.getKey().value())
                                        .with("seat", help.getValue().value())
                                        .map())
                                .toList())
                .with(
                        "shareRequests",
                        state.seats().values().stream()
                                .filter(Seat::asksToShare)
                                .map(seat -> seat.id().value())
                                .toList())
                .with("plan", state.planned().map(Rooms::plan))
                .map();
    }

    /** The poll that is open, as this seat sees it: staff with the votes so far, never who gave which. */
    public static Optional<Map<String, Object>> poll(SessionState state, Seat viewer) {
        return state.poll()
                .filter(poll -> viewer.isInside())
                .map(poll -> Obj.of("poll", poll.id().value())
                        .with("question", poll.question().value())
                        .with("options", words(poll.options()))
                        .with("anonymous", poll.anonymous())
                        .with("answered", poll.voters().contains(viewer.id()))
                        .with("voted", seesAll(viewer) ? Optional.of(poll.votes()) : Optional.empty())
                        .map());
    }

    /** Who presents where, as far as this seat sees it. */
    public static List<Map<String, Object>> presenters(SessionState state, Seat viewer) {
        return state.presenters().entrySet().stream()
                .filter(entry -> seesAll(viewer) || sharePlace(viewer, entry.getKey()))
                .map(entry -> Obj.of("place", entry.getKey().word())
                        .with("seat", entry.getValue().value())
                        .map())
                .toList();
    }

    static boolean sharePlace(Seat viewer, Place place) {
        return place.isInside() && viewer.place().equals(place);
    }
}
