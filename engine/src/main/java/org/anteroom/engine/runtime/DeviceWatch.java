package org.anteroom.engine.runtime;

import static org.anteroom.engine.session.Words.time;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.SeatDevices;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Invite;
import org.anteroom.engine.session.Words;

/**
 * Which devices came to each seat by a link that still opens it, which of them is here, which was signed out, and when
 * they were here last: for staff and the program. When a device was here last is kept nowhere: after a restart nobody knows until it comes again.
 *
 * <p>As many devices are known as a session has invites. On the session's loop.
 */
public final class DeviceWatch {
    private final Supplier<SessionState> state;
    private final Supplier<Instant> now;
    private final Function<SeatId, Optional<SeatLink>> link;
    private final Map<InviteId, LastSeen> lastSeen = new HashMap<>();

    /** @param epoch which of the invite's devices it was */
    private record LastSeen(int epoch, Instant at) {}

    /** @param link the line that a seat has now */
    DeviceWatch(Supplier<SessionState> state, Supplier<Instant> now, Function<SeatId, Optional<SeatLink>> link) {
        this.state = state;
        this.now = now;
        this.link = link;
    }

    /** A device's line ended. */
    void left(SeatLink line, Instant at) {
        line.pass().ifPresent(pass -> lastSeen.put(pass.invite(), new LastSeen(pass.epoch(), at)));
    }

    /** Whose devices changed by this event; empty where nobody's did. */
    Optional<SeatId> changed(SessionEvent event) {
        Optional<InviteId> invite = Optional.empty();
        if (event instanceof CoreEvents.InviteUsed used) {
            invite = Optional.of(used.invite());
        } else if (event instanceof CoreEvents.InviteReleased released) {
            invite = Optional.of(released.invite());
        } else if (event instanceof CoreEvents.InviteRevoked revoked) {
            invite = Optional.of(revoked.invite());
        }
        return invite.flatMap(id -> Optional.ofNullable(state.get().invites().get(id)))
                .map(Invite::seat);
    }

    /** The devices of one seat, in the order of their numbers. */
    public List<Map<String, Object>> of(SeatId seat) {
        Optional<SeatLink.Pass> here = link.apply(seat).flatMap(SeatLink::pass);
        return SeatDevices.of(state.get(), seat, now.get()).stream()
                .flatMap(invite -> invite.device().map(device -> words(invite, device, here)).stream())
                .toList();
    }

    private Map<String, Object> words(Invite invite, SeatDevices.Device device, Optional<SeatLink.Pass> here) {
        // The device that was signed out is of the epoch before: its invite waits for the next one.
        int epoch = invite.used() ? invite.epoch() : invite.epoch() - 1;
        boolean connected = here.filter(pass -> pass.invite().equals(invite.id()) && pass.epoch() == invite.epoch())
                .isPresent();
        Optional<Instant> last = Optional.ofNullable(lastSeen.get(invite.id()))
                .filter(seen -> !connected && seen.epoch() == epoch)
                .map(LastSeen::at);
        return Obj.of("device", device.number())
                .with("kind", device.kind().map(Words::word))
                .with("firstUsedAt", time(device.firstUsedAt()))
                .with("connected", connected)
                .with("lastSeenAt", last.map(Words::time))
                .with("signedOut", invite.used() ? Optional.empty() : Optional.of(true))
                .map();
    }

    /** The devices of all seats, as staff are told when they come. */
    Frame frame() {
        return frame(state.get().seats().keySet());
    }

    /** The devices of some seats, as staff are told. */
    Frame frame(Set<SeatId> seats) {
        List<Map<String, Object>> entries = seats.stream()
                .map(seat ->
                        Obj.of("seat", seat.value()).with("devices", of(seat)).map())
                .toList();
        return SignalFrames.devices(entries);
    }
}
