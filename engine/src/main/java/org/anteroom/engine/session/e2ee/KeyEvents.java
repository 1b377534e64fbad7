package org.anteroom.engine.session.e2ee;

import static org.anteroom.engine.session.EventKind.event;

import java.util.List;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatKeys;
import org.anteroom.engine.session.SessionEvent;

/** What happens to public keys. Private keys, and those that media are encrypted with, never come to the engine. */
public final class KeyEvents {
    /** The kinds of these events. */
    public static final List<EventKind<?>> ALL = List.of(DeviceSet.KIND, DeviceVouched.KIND, StaysPosted.KIND);

    private KeyEvents() {}

    /** A seat's device has this key. A page that was loaded again says so again, and begins anew. */
    public record DeviceSet(SeatId seat, String key) implements SessionEvent {
        static final EventKind<DeviceSet> KIND = event(
                DeviceSet.class,
                "device-set",
                1,
                (draft, event) -> draft.device(event.seat(), event.key()),
                KeyView::deviceSet);

        @Override
        public EventKind<DeviceSet> eventKind() {
            return KIND;
        }
    }

    /** Staff vouch for a seat's device: {@code sig} is by {@code byKey}, the device of {@code by} then. */
    public record DeviceVouched(SeatId seat, String key, SeatId by, String byKey, String sig) implements SessionEvent {
        static final EventKind<DeviceVouched> KIND = event(
                DeviceVouched.class,
                "device-vouched",
                1,
                (draft, event) ->
                        draft.vouched(event.seat(), new SeatKeys.Vouch(event.by(), event.byKey(), event.sig())),
                KeyView::deviceVouched);

        @Override
        public EventKind<DeviceVouched> eventKind() {
            return KIND;
        }
    }

    /** A seat's device posted keys for the stays to come. */
    public record StaysPosted(SeatId seat, List<SeatKeys.Stay> keys) implements SessionEvent {
        static final EventKind<StaysPosted> KIND = event(
                StaysPosted.class,
                "stays-posted",
                1,
                (draft, event) -> draft.stays(event.seat(), event.keys()),
                KeyView::staysPosted);

        public StaysPosted {
            keys = List.copyOf(keys);
        }

        @Override
        public EventKind<StaysPosted> eventKind() {
            return KIND;
        }
    }
}
