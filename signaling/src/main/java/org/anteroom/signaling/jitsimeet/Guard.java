package org.anteroom.signaling.jitsimeet;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.NoBridgeException;
import org.anteroom.signaling.SourceKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the endpoints of one conference to what they may send.
 *
 * <p>A deployment stops sound where it forwards it. Pictures it stops there only from who may send neither camera nor
 * screen; a browser that may send one of them can send the other. So what is seen without a right is stopped by putting
 * its sender out.
 */
final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger("org.anteroom.signaling.jitsimeet");
    private static final List<SourceKind> PICTURES = List.of(SourceKind.CAMERA, SourceKind.SCREEN);

    private final MeetConference conference;
    private final MeetContext context;
    private final BridgeListener listener;

    Guard(MeetConference conference, MeetContext context, BridgeListener listener) {
        this.conference = conference;
        this.context = context;
        this.listener = listener;
    }

    /** Has the deployment let it send what it may, and nothing else; of who is not there yet there is nothing to do. */
    Future<Void> enforce(MeetEndpoint endpoint) {
        Set<SourceKind> wanted = endpoint.allowed();
        Optional<Occupant> occupant = endpoint.occupant();
        if (endpoint.isOut() || occupant.isEmpty()) {
            endpoint.agreed(wanted);
            return Future.succeededFuture();
        }
        PICTURES.forEach(kind ->
                endpoint.revokedMs(kind).ifPresent(ignored -> context.after(graceMs(kind) + 1, () -> look(endpoint))));
        return conference
                .moderator()
                .map(moderator -> moderator.permit(occupant.get(), wanted))
                .orElseGet(Guard::cutOff)
                .onSuccess(ignored -> endpoint.agreed(wanted));
    }

    private static Future<Void> cutOff() {
        return Future.failedFuture(
                new NoBridgeException("The engine's connection to " + JitsiMeetOptions.SETTING + " is broken"));
    }

    private long graceMs(SourceKind kind) {
        MeetTimes times = context.options().times();
        return kind == SourceKind.SCREEN ? times.screenGraceMs() : times.cameraGraceMs();
    }

    /** Looks at what it sends now. */
    void look(MeetEndpoint endpoint) {
        if (conference
                        .endpoint(endpoint.id())
                        .filter(known -> known == endpoint)
                        .isEmpty()
                || endpoint.isOut()) {
            return;
        }
        PICTURES.stream()
                .filter(kind -> endpoint.sends(kind) && !endpoint.allowed().contains(kind))
                .forEach(kind -> look(endpoint, kind));
        if (endpoint.sends(SourceKind.MICROPHONE) && !endpoint.allowed().contains(SourceKind.MICROPHONE)) {
            stop(endpoint);
        }
    }

    private void look(MeetEndpoint endpoint, SourceKind kind) {
        long nowMs = context.nowMs();
        Optional<Long> revokedMs = endpoint.revokedMs(kind);
        if (revokedMs.isEmpty() && kind == SourceKind.CAMERA) {
            endpoint.revoked(kind, nowMs);
            stop(endpoint);
            context.after(graceMs(kind) + 1, () -> look(endpoint));
        } else if (revokedMs.filter(since -> nowMs - since < graceMs(kind)).isEmpty()) {
            expel(endpoint, kind);
        }
    }

    private void stop(MeetEndpoint endpoint) {
        Optional<Moderator> moderator = conference.moderator();
        endpoint.occupant()
                .ifPresent(occupant -> moderator.ifPresent(known -> known.permit(occupant, endpoint.allowed())
                        .onFailure(ignored -> LOG.debug("Something could not be stopped yet"))));
    }

    private void expel(MeetEndpoint endpoint, SourceKind kind) {
        if (endpoint.tellsViolation(context.nowMs())) {
            listener.violated(conference.id(), endpoint.id(), kind);
        }
        endpoint.expel();
        putOut(endpoint).onFailure(ignored -> LOG.debug("Nobody was put out yet"));
        listener.lost(conference.id(), endpoint.id(), "violation");
    }

    /** Throws it out, of the room before too; nothing more is received from it, nor by it. */
    Future<Void> putOut(MeetEndpoint endpoint) {
        List<Future<Void>> kicks = new ArrayList<>();
        for (MucRoom room : conference.rooms()) {
            room.occupants().values().stream()
                    .filter(occupant -> occupant.identity()
                            .filter(endpoint.id().value()::equals)
                            .isPresent())
                    .forEach(occupant -> kicks.add(kick(room, occupant)));
        }
        if (kicks.isEmpty() && endpoint.isThere()) {
            return cutOff();
        }
        return Future.all(kicks).<Void>mapEmpty().onSuccess(ignored -> endpoint.gone());
    }

    private Future<Void> kick(MucRoom from, Occupant occupant) {
        context.meters().kicks();
        return from.present().map(moderator -> moderator.kick(occupant.nick())).orElseGet(Guard::cutOff);
    }
}
