package org.anteroom.engine.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.anteroom.engine.program.SeatTokens;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Invite;

/** Which devices a seat's tokens still open it for: the invite holds, and the token has not ended. */
final class Passes {
    /** A token that ends this much before it might is renewed. */
    private static final Duration WORTH_RENEWING = Duration.ofMinutes(1);

    private Passes() {}

    /** Why this device may not come in any more by its token; empty where it may. */
    static Optional<Bye> refusal(SessionState state, SeatId seat, SeatLink.Pass pass, Instant now) {
        Optional<Invite> invite = Optional.ofNullable(state.invites().get(pass.invite()))
                .filter(known -> known.seat().equals(seat));
        if (invite.isEmpty()) {
            return Optional.of(Bye.EXPIRED);
        }
        if (invite.get().revoked()) {
            return Optional.of(Bye.REVOKED);
        }
        if (invite.get().epoch() != pass.epoch()) {
            return Optional.of(Bye.SIGNED_OUT);
        }
        return pass.expiresAt().isAfter(now) ? Optional.empty() : Optional.of(Bye.EXPIRED);
    }

    /** The links whose tokens this event ended, and what they are told. */
    static Map<SeatId, Bye> ended(SessionEvent event, Collection<SeatLink> links) {
        if (event instanceof CoreEvents.InviteRevoked revoked) {
            return of(revoked.invite(), links, Bye.REVOKED);
        }
        if (event instanceof CoreEvents.InviteReleased released) {
            boolean taken = released.why() == SessionEvent.Release.TAKEN_OVER;
            return of(released.invite(), links, taken ? Bye.TAKEN_OVER : Bye.SIGNED_OUT);
        }
        return Map.of();
    }

    private static Map<SeatId, Bye> of(InviteId invite, Collection<SeatLink> links, Bye bye) {
        return links.stream()
                .filter(link ->
                        link.pass().filter(pass -> pass.invite().equals(invite)).isPresent())
                .collect(Collectors.toMap(SeatLink::seat, link -> bye));
    }

    /** Renews a device's token over its line where the session goes on for longer than the token. */
    static void renew(SessionState state, SeatLink link, Instant now) {
        Instant until = SeatTokens.until(state, now);
        link.pass()
                .filter(pass -> pass.expiresAt().plus(WORTH_RENEWING).isBefore(state.hardEndsAt()))
                .ifPresent(pass -> link.renew(until));
    }
}
