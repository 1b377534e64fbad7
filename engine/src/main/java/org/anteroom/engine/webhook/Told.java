package org.anteroom.engine.webhook;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.checkin.AnsweredCheckIn;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.session.door.DoorEvents;
import org.anteroom.engine.session.safety.SafetyEvents;
import org.anteroom.engine.session.screen.ScreenEvents;

/**
 * What a webhook is told of: ids and refs, and no name, text or answer.
 *
 * @param at when it happened
 * @param due not told before this time
 */
record Told(String type, Instant at, Instant due, JsonObject data) {
    private static final String COMPLETED = "check-in.completed";
    private static final String ALERT = "check-in.alert";

    /** Entries that say something by their type alone; the others are looked into. */
    private static final Map<String, String> BY_TYPE = Map.of(
            "session-created", "session.created",
            "session-opened", "session.opened",
            "session-started", "session.started",
            "session-ended", "session.ended",
            "session-sealed", "session.sealed",
            "session-cancelled", "session.cancelled",
            "breakouts-opened", "breakouts.opened",
            "breakouts-closed", "breakouts.closed");

    /** What an event of a session is told as, by what was known before it. */
    static List<Told> of(String session, SessionFacts facts, Recorded recorded) {
        Telling telling = new Telling(session, facts, recorded);
        telling.tell();
        return telling.told;
    }

    /** What the answers of a check-in without a session are told as: an alert first, where there is one. */
    static List<Told> of(AnsweredCheckIn answered, long seq) {
        List<String> types = answered.answers().item9() > 0 ? List.of(ALERT, COMPLETED) : List.of(COMPLETED);
        return types.stream()
                .map(type -> new Told(
                        type,
                        answered.at(),
                        answered.at(),
                        new JsonObject()
                                .put("checkIn", answered.id().value())
                                .put("ref", answered.ref().value())
                                .put("seq", seq)))
                .toList();
    }

    /** The body of a delivery: {@code {"type":..,"timestamp":..,"data":{..}}}. */
    byte[] body() {
        return new JsonObject()
                .put("type", type)
                .put("timestamp", Words.time(at))
                .put("data", data)
                .encode()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Told[" + type + "]";
    }

    private static final class Telling {
        private final String session;
        private final SessionFacts facts;
        private final Recorded recorded;
        private final List<Told> told = new ArrayList<>();

        Telling(String session, SessionFacts facts, Recorded recorded) {
            this.session = session;
            this.facts = facts;
            this.recorded = recorded;
        }

        void tell() {
            SessionEvent event = recorded.event();
            Optional.ofNullable(BY_TYPE.get(event.eventName())).ifPresent(type -> add(type, base()));
            if (event.eventName().equals("session-ended")) {
                // By then the line of everybody who was in it when it ended is back, or lost for good.
                Instant due = recorded.at().plusSeconds(facts.graceSeconds());
                told.add(new Told(EventTypes.FINAL, due, due, base()));
            } else if (event instanceof CoreEvents.SeatMoved moved) {
                add(moved(moved), seat(moved.seat(), moved.to()));
            } else if (event instanceof CoreEvents.SeatConnection connection) {
                connection(connection);
            } else if (event instanceof DoorEvents.SeatDenied denied) {
                add("seat.denied", seat(denied.seat(), Place.AWAY));
            } else if (event instanceof DoorEvents.CheckInCompleted checkIn) {
                add(COMPLETED, seat(checkIn.seat()));
            } else if (event instanceof ScreenEvents.ShareStarted started) {
                add("share.started", seat(started.seat(), started.place()));
            } else if (event instanceof CoreEvents.ShareEnded ended && facts.presents(ended.seat())) {
                add("share.ended", seat(ended.seat(), ended.place()));
            } else {
                alert(event);
            }
        }

        private static String moved(CoreEvents.SeatMoved moved) {
            if (moved.to().equals(Place.WAITING)) {
                return "seat.waiting";
            }
            if (!moved.to().isInside()) {
                return "seat.left";
            }
            return moved.from().isInside() ? "seat.moved" : "seat.admitted";
        }

        /** A line that ends in the rooms is told, and one that comes back to a place that was kept. */
        private void connection(CoreEvents.SeatConnection connection) {
            facts.seat(connection.seat())
                    .filter(seat -> seat.place().isInside())
                    .ifPresent(seat -> {
                        if (connection.connected() == seat.lost()) {
                            add(seat.lost() ? "seat.returned" : "seat.left", seat(connection.seat()));
                        }
                    });
        }

        private void alert(SessionEvent event) {
            if (event instanceof SafetyEvents.AlertRaised raised) {
                JsonObject data =
                        seat(raised.seat()).put("alert", raised.alert().value());
                if (raised.kind() == SessionEvent.AlertKind.PHQ9_ITEM9) {
                    add(ALERT, data);
                }
                add("alert.raised", data);
            } else if (event instanceof SafetyEvents.AlertAcknowledged acknowledged) {
                JsonObject data =
                        facts.raisedBy(acknowledged.alert()).map(this::seat).orElseGet(this::base);
                add("alert.acknowledged", data.put("alert", acknowledged.alert().value()));
            }
        }

        private void add(String type, JsonObject data) {
            told.add(new Told(type, recorded.at(), recorded.at(), data));
        }

        private JsonObject base() {
            JsonObject data = new JsonObject().put("session", session);
            facts.series()
                    .ifPresent(of -> data.put("series", of.series().value()).put("occurrence", of.occurrence()));
            facts.externalId().map(Text::value).ifPresent(id -> data.put("externalId", id));
            return data.put("seq", recorded.seq());
        }

        private JsonObject seat(SeatId id) {
            return seat(id, facts.seat(id).map(SessionFacts.SeatFacts::place).orElse(Place.AWAY));
        }

        private JsonObject seat(SeatId id, Place place) {
            JsonObject data = base().put("seat", id.value());
            facts.seat(id).ifPresent(seat -> data.put("ref", seat.ref().value()).put("role", Words.word(seat.role())));
            return data.put("place", place.word());
        }
    }
}
