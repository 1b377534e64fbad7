package org.anteroom.engine.session.e2ee;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatKeys;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Sight;

/** What seats see of each other's public keys: those of their own place, and everybody inside those of staff. */
public final class KeyView {
    private KeyView() {}

    static Optional<Obj> deviceSet(Sight sight, KeyEvents.DeviceSet event) {
        return shown(sight, event.seat(), Sight.about(event.seat()).with("key", event.key()));
    }

    static Optional<Obj> deviceVouched(Sight sight, KeyEvents.DeviceVouched event) {
        Obj data = Sight.about(event.seat())
                .with("key", event.key())
                .with("by", event.by().value())
                .with("byKey", event.byKey())
                .with("sig", event.sig());
        // Who waits learns of staff who vouched once inside, by the welcome there.
        return sight.viewer().isInside() || SeatView.seesAll(sight.viewer())
                ? shown(sight, event.seat(), data)
                : Optional.empty();
    }

    /** Others see the key that a stay took, oneself also how many are left. */
    static Optional<Obj> staysPosted(Sight sight, KeyEvents.StaysPosted event) {
        Optional<SeatKeys.Stay> before = stay(sight.before(), event.seat());
        Optional<Map<String, Object>> taken = stay(sight.after(), event.seat())
                .filter(now -> before.isEmpty())
                .map(SeatView::stay);
        Obj data = Sight.about(event.seat()).with("stay", taken);
        if (sight.isSelf(event.seat())) {
            return Optional.of(data);
        }
        return taken.isEmpty() ? Optional.empty() : sight.toStaffAndPlaceOf(event.seat(), data);
    }

    private static Optional<SeatKeys.Stay> stay(SessionState state, SeatId seat) {
        return state.seat(seat).flatMap(found -> found.keys().stay());
    }

    /** Whom patients trust is staff's matter wherever staff are, so that these keys are seen by everybody inside. */
    private static Optional<Obj> shown(Sight sight, SeatId seat, Obj data) {
        boolean ofStaff = sight.after().seat(seat).filter(Seat::isStaff).isPresent();
        return ofStaff && sight.viewer().isInside() ? Optional.of(data) : sight.toStaffAndPlaceOf(seat, data);
    }

    /**
     * What a welcome says beside the seats; empty where the session is not encrypted. Staff come in the order in which they
     * first had a device: the first of them is the lead. Outside, no more is said than what keys are signed for.
     */
    public static Optional<Map<String, Object>> room(SessionState state, Seat viewer) {
        if (state.policy().e2ee() == Policy.E2ee.OFF) {
            return Optional.empty();
        }
        if (!viewer.isInside()) {
            return Optional.of(Map.of("program", state.program().value()));
        }
        List<Map<String, Object>> staff = state.seats().values().stream()
                .filter(seat -> seat.isStaff() && seat.keys().device().isPresent())
                .sorted(Comparator.comparingLong(seat -> seat.keys().since().orElse(Long.MAX_VALUE)))
                .map(seat -> Obj.of("seat", seat.id().value())
                        .with("device", SeatView.device(seat.keys()))
                        .map())
                .toList();
        return Optional.of(Obj.of("program", state.program().value())
                .with("epoch", state.epoch(viewer.place()))
                .with("staff", staff)
                .map());
    }
}
