package org.anteroom.engine.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent.Release;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Phase;

/**
 * Signs out the devices of which nobody gave a sign for as long as the session's policy says, by the monotonic clock. A
 * device counts on while it is not connected, and to reconnect is no sign: so no page keeps its seat by being left open.
 * Nothing of it is journaled but the end; after a restart each device that comes back counts anew.
 *
 * <p>As many devices are known as a session has invites. On the session's loop.
 */
public final class Idleness {
    /** How long before its end a device is warned, at most. */
    private static final long WARNING_MS_MAX = 60_000;

    private static final long MINUTE_MS = 60_000;

    private final SessionHost host;
    private final HostServices services;
    private final Consumer<Warning> warn;
    private final Map<InviteId, Device> devices = new HashMap<>();
    private Optional<Timers.Timer> timer = Optional.empty();

    /** A device that is signed out in so many seconds, unless somebody gives a sign. */
    record Warning(SeatId seat, InviteId invite, long secondsLeft) {}

    private static final class Device {
        final SeatId seat;
        final InviteId invite;
        final int epoch;
        long signMs;
        /** Whether its page says by itself when somebody is there: then nothing else counts. */
        boolean says;

        boolean warned;
        boolean ending;
        boolean exempt;

        Device(SeatId seat, SeatLink.Pass pass, long nowMs) {
            this.seat = seat;
            invite = pass.invite();
            epoch = pass.epoch();
            signMs = nowMs;
        }
    }

    /** @param warn tells the device's page */
    Idleness(SessionHost host, HostServices services, Consumer<Warning> warn) {
        this.host = host;
        this.services = services;
        this.warn = warn;
    }

    /** A device is connected: from its first time on it counts. */
    void connected(SeatLink link) {
        link.pass().ifPresent(pass -> {
            Device known = devices.get(pass.invite());
            if (known == null || known.epoch != pass.epoch()) {
                devices.put(pass.invite(), new Device(link.seat(), pass, nowMs()));
            } else {
                known.warned = false;
            }
            follow();
        });
    }

    /** The page says that somebody is there. */
    public void said(SeatLink link) {
        device(link).ifPresent(device -> {
            device.says = true;
            sign(device);
        });
    }

    /** Somebody asked a command: a sign of a person, from who never says so in other words. */
    public void asked(SeatLink link) {
        device(link).filter(device -> !device.says).ifPresent(this::sign);
    }

    private Optional<Device> device(SeatLink link) {
        return link.pass()
                .flatMap(pass ->
                        Optional.ofNullable(devices.get(pass.invite())).filter(device -> device.epoch == pass.epoch()));
    }

    private void sign(Device device) {
        device.signMs = nowMs();
        device.warned = false;
    }

    /** Keeps up with the session: who is exempt, whose device is gone, and what is due. */
    void follow() {
        SessionState state = host.state();
        if (state.phase().isOver()) {
            devices.clear();
        }
        devices.values().removeIf(device -> !holds(state, device));
        for (Device device : List.copyOf(devices.values())) {
            Optional<Long> limitMs = limitMs(state, device);
            if (limitMs.isEmpty() || device.exempt) {
                // Whose exemption ends has all the time from here on.
                sign(device);
            }
            device.exempt = limitMs.isEmpty();
            limitMs.ifPresent(most -> look(device, most));
        }
        schedule(state);
    }

    private static boolean holds(SessionState state, Device device) {
        return Optional.ofNullable(state.invites().get(device.invite))
                .filter(invite -> !invite.revoked() && invite.epoch() == device.epoch)
                .isPresent();
    }

    /** How long this device may go without a sign now; empty where it is not signed out. */
    private static Optional<Long> limitMs(SessionState state, Device device) {
        Policy.IdleMinutes minutes = state.policy().idleMinutes();
        return state.seat(device.seat)
                .filter(seat -> !(seat.isStaff() && seat.isInside() && state.phase() == Phase.LIVE))
                .map(seat -> seat.isStaff() ? minutes.staff() : minutes.patients())
                .filter(most -> most > 0)
                .map(most -> most * MINUTE_MS);
    }

    private void look(Device device, long limitMs) {
        long leftMs = device.signMs + limitMs - nowMs();
        if (leftMs <= 0 && !device.ending) {
            end(device);
        } else if (leftMs <= warningMs(limitMs) && !device.warned) {
            device.warned = true;
            warn.accept(new Warning(device.seat, device.invite, Math.max(1, (leftMs + 999) / 1000)));
        }
    }

    private static long warningMs(long limitMs) {
        return Math.min(WARNING_MS_MAX, limitMs / 2);
    }

    private void end(Device device) {
        device.ending = true;
        host.insist(state -> {
            Optional<Long> limitMs = limitMs(state, device);
            boolean idle =
                    limitMs.filter(most -> device.signMs + most <= nowMs()).isPresent();
            if (idle) {
                return Registration.release(state, device.invite, device.epoch, Release.IDLE);
            }
            device.ending = false;
            schedule(state);
            return Decision.nothing();
        });
    }

    private void schedule(SessionState state) {
        stop();
        List<Long> due = new ArrayList<>();
        for (Device device : devices.values()) {
            limitMs(state, device).filter(most -> !device.ending).ifPresent(most -> {
                long atMs = device.signMs + most;
                due.add(device.warned ? atMs : atMs - warningMs(most));
            });
        }
        due.stream().min(Long::compare).ifPresent(atMs -> {
            timer = Optional.of(services.timers().set(Math.max(1, atMs - nowMs()), this::follow));
        });
    }

    private long nowMs() {
        return services.clockWatch().monotonicMs();
    }

    void stop() {
        timer.ifPresent(Timers.Timer::cancel);
        timer = Optional.empty();
    }
}
