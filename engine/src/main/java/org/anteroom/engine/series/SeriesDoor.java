package org.anteroom.engine.series;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.program.Digests;
import org.anteroom.engine.runtime.SessionDirectory;
import org.anteroom.engine.runtime.SessionRef;
import org.anteroom.engine.session.Chance;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Registration.NewInvite;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;

/**
 * From a link of a series to the session that it opens now. In that session it is an invite of its own, made when it is used
 * first: so each occurrence knows its devices, and a link that is taken back ends them. On the front.
 */
public final class SeriesDoor {
    /** From how long before its start a link opens an occurrence. */
    private static final Duration BEFORE = Duration.ofMinutes(30);

    private final SessionDirectory directory;
    private final Chance chance;

    public SeriesDoor(SessionDirectory directory, Chance chance) {
        this.directory = directory;
        this.chance = chance;
    }

    /** What a link of a series is in one of its sessions. */
    public static InviteId inSession(SeriesInvite invite, SessionId session) {
        // A hash of two random ids: nobody who does not know them makes another pair of it.
        String both = invite.id().value() + "\n" + session.value();
        return new InviteId(InviteId.PREFIX + Digests.sha256(both).substring(0, 22));
    }

    /** The session of a series that is on, or begins soon; empty where there is none. */
    public Future<Optional<SessionRef>> on(Series series, Instant now) {
        return chosen(directory.atWork(series.program(), series.id()), now)
                .map(id -> directory.reach(id, series.program()))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private static Optional<SessionId> chosen(List<SessionState> sessions, Instant now) {
        List<SessionState> open = sessions.stream()
                .filter(state -> !state.phase().isOver())
                .filter(state -> !now.isBefore(state.plan().startsAt().minus(BEFORE)))
                .sorted(Comparator.comparing(state -> state.plan().startsAt()))
                .toList();
        Optional<SessionState> on = open.stream()
                .filter(state -> !state.plan().startsAt().isAfter(now) && now.isBefore(state.endsAt()))
                .reduce((first, later) -> later);
        Optional<SessionState> soon = open.stream()
                .filter(state -> state.plan().startsAt().isAfter(now))
                .findFirst();
        // One that runs late goes last: it would keep people from the next.
        return on.or(() -> soon)
                .or(() -> open.stream().reduce((first, later) -> later))
                .map(SessionState::id);
    }

    /** Makes the link an invite of a session where it is none yet; refused as any invite is. */
    public Decision enter(SessionState state, SeriesInvite invite) {
        InviteId id = inSession(invite, state.id());
        return state.invites().containsKey(id)
                ? Decision.nothing()
                : Registration.invite(
                        state,
                        invite.person(),
                        new NewInvite(id, invite.codeHash(), invite.expiresAt(), Optional.empty()),
                        chance);
    }
}
