package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/** The frames of what is told and not journaled. */
final class SignalFrames {
    private SignalFrames() {}

    private static Frame signal(String name, Map<String, Object> data) {
        return Frame.of(Obj.of("type", "signal").with("name", name).with("data", data));
    }

    private static Frame signal(String name, Obj data) {
        return signal(name, data.map());
    }

    /** @param data where a waiter stands in the queue */
    static Frame queue(Map<String, Object> data) {
        return signal("queue", data);
    }

    /** @param doses what there is to say of each person's dose, by ref */
    static Frame attendance(Ledger ledger, Map<Text, Map<String, Object>> doses) {
        return signal(
                "attendance",
                ledger.json(account -> Optional.of(account.seat())
                        .filter(seat -> seat.role() == Role.PATIENT)
                        .map(seat -> doses.get(seat.ref()))));
    }

    /** What a command told, which is a signal of its kind. */
    static Frame said(String name, SeatId by, Map<String, Object> said) {
        return signal(name, Obj.of("seat", by.value()).withAll(said));
    }

    static Frame health(SeatId seat, Map<String, Object> figures) {
        return signal("health", Obj.of("seat", seat.value()).withAll(figures));
    }

    static Frame landing(SeatId seat, Place place, boolean landed) {
        return signal(
                "landing",
                Obj.of("seat", seat.value()).with("place", place.word()).with("landed", landed));
    }

    static Frame timer(Instant endsAt, Instant hardEndsAt, long secondsLeft) {
        return signal(
                "timer",
                Obj.of("endsAt", Words.time(endsAt))
                        .with("hardEndsAt", Words.time(hardEndsAt))
                        .with("secondsLeft", secondsLeft));
    }

    static Frame idle(long secondsLeft) {
        return signal("idle", Map.of("secondsLeft", secondsLeft));
    }

    /** @param seats each with its devices */
    static Frame devices(List<Map<String, Object>> seats) {
        return signal("devices", Map.of("seats", seats));
    }

    /** @param claims the devices that ask for seats, as far as the reader may know of them */
    static Frame claims(List<Map<String, Object>> claims) {
        return signal("claims", Map.of("claims", claims));
    }

    /** Whether a bridge can carry the seat's media. */
    static Frame media(boolean available) {
        return signal("media", new Obj().with("available", available));
    }

    /** @param seat who speaks; empty where nobody does */
    static Frame speaking(Optional<SeatId> seat) {
        return signal("speaking", new Obj().with("seat", seat.map(SeatId::value)));
    }
}
