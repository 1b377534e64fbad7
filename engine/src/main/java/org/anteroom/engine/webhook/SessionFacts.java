package org.anteroom.engine.webhook;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.AlertId;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.OfSeries;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.door.DoorEvents;
import org.anteroom.engine.session.house.HouseEvents;
import org.anteroom.engine.session.safety.SafetyEvents;
import org.anteroom.engine.session.screen.ScreenEvents;

/** What has to be known of a session to tell of its next event: its program, and who its seats are. On one thread at a time. */
final class SessionFacts {
    private final ProgramId program;
    private final Map<SeatId, SeatFacts> seats = new HashMap<>();
    private final Map<AlertId, SeatId> alerts = new HashMap<>();
    private final Set<SeatId> presenting = new HashSet<>();
    private Optional<OfSeries> series;
    private Optional<Text> externalId;
    private int graceSeconds;

    /** @param lost whether it has a place and no line */
    record SeatFacts(Text ref, Role role, Place place, boolean lost) {
        SeatFacts in(Place other) {
            return new SeatFacts(ref, role, other, lost && other.isInside());
        }

        SeatFacts as(Role other) {
            return new SeatFacts(ref, other, place, lost);
        }

        SeatFacts lost(boolean now) {
            return new SeatFacts(ref, role, place, now);
        }
    }

    SessionFacts(CoreEvents.SessionCreated created) {
        program = created.program();
        series = created.plan().series();
        externalId = created.plan().externalId();
        graceSeconds = created.plan().policy().attendance().graceSeconds();
    }

    ProgramId program() {
        return program;
    }

    /** Of which series it is an occurrence, where it is one. */
    Optional<OfSeries> series() {
        return series;
    }

    Optional<Text> externalId() {
        return externalId;
    }

    int graceSeconds() {
        return graceSeconds;
    }

    Optional<SeatFacts> seat(SeatId seat) {
        return Optional.ofNullable(seats.get(seat));
    }

    boolean presents(SeatId seat) {
        return presenting.contains(seat);
    }

    Optional<SeatId> raisedBy(AlertId alert) {
        return Optional.ofNullable(alerts.get(alert));
    }

    /** Takes an event in, after it was told of. */
    void take(Recorded recorded) {
        SessionEvent event = recorded.event();
        if (event instanceof CoreEvents.SeatAdded added) {
            seats.put(added.seat(), new SeatFacts(added.ref(), added.role(), Place.AWAY, false));
        } else if (event instanceof CoreEvents.SeatMoved moved) {
            seats.computeIfPresent(moved.seat(), (id, seat) -> seat.in(moved.to()));
        } else if (event instanceof CoreEvents.SeatConnection connection) {
            seats.computeIfPresent(
                    connection.seat(),
                    (id, seat) ->
                            seat.lost(!connection.connected() && seat.place().isInside()));
        } else if (event instanceof DoorEvents.SeatDenied denied) {
            seats.computeIfPresent(denied.seat(), (id, seat) -> seat.in(Place.AWAY));
        } else if (event instanceof HouseEvents.RoleChanged changed) {
            seats.computeIfPresent(changed.seat(), (id, seat) -> seat.as(changed.role()));
        } else if (event instanceof HouseEvents.SessionChanged changed) {
            planned(changed.plan());
        } else if (event instanceof SafetyEvents.AlertRaised raised) {
            alerts.put(raised.alert(), raised.seat());
        } else if (event instanceof SafetyEvents.AlertAcknowledged acknowledged) {
            alerts.remove(acknowledged.alert());
        } else {
            takeShare(event);
        }
    }

    private void takeShare(SessionEvent event) {
        if (event instanceof ScreenEvents.ShareStarted started) {
            presenting.add(started.seat());
        } else if (event instanceof CoreEvents.ShareEnded ended) {
            presenting.remove(ended.seat());
        }
    }

    private void planned(SessionPlan plan) {
        series = plan.series();
        externalId = plan.externalId();
        graceSeconds = plan.policy().attendance().graceSeconds();
    }
}
