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

    private final Meeting meeting;
    private final MeetContext context;
    private final BridgeListener listener;

    Guard(Meeting meeting, MeetContext context, BridgeListener listener) {
        this.meeting = meeting;
        this.context = context;
        this.listener = listener;
    }

    /** Has the deployment let it send what it may, and nothing else; of who is not there yet there is nothing to do. */
    Future<Void> enforce(Member member) {
        Set<SourceKind> wanted = member.allowed();
        Optional<Occupant> occupant = member.occupant();
        if (member.isOut() || occupant.isEmpty()) {
            member.agreed(wanted);
            return Future.succeededFuture();
        }
        PICTURES.forEach(kind ->
                member.revokedMs(kind).ifPresent(ignored -> context.after(graceMs(kind) + 1, () -> look(member))));
        return meeting.moderator()
                .map(moderator -> moderator.permit(occupant.get(), wanted))
                .orElseGet(Guard::cutOff)
                .onSuccess(ignored -> member.agreed(wanted));
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
    void look(Member member) {
        if (meeting.member(member.id()).filter(known -> known == member).isEmpty() || member.isOut()) {
            return;
        }
        PICTURES.stream()
                .filter(kind -> member.sends(kind) && !member.allowed().contains(kind))
                .forEach(kind -> look(member, kind));
        if (member.sends(SourceKind.MICROPHONE) && !member.allowed().contains(SourceKind.MICROPHONE)) {
            stop(member);
        }
    }

    private void look(Member member, SourceKind kind) {
        long nowMs = context.nowMs();
        Optional<Long> revokedMs = member.revokedMs(kind);
        if (revokedMs.isEmpty() && kind == SourceKind.CAMERA) {
            member.revoked(kind, nowMs);
            stop(member);
            context.after(graceMs(kind) + 1, () -> look(member));
        } else if (revokedMs.filter(since -> nowMs - since < graceMs(kind)).isEmpty()) {
            expel(member, kind);
        }
    }

    private void stop(Member member) {
        Optional<Moderator> moderator = meeting.moderator();
        member.occupant()
                .ifPresent(occupant -> moderator.ifPresent(known -> known.permit(occupant, member.allowed())
                        .onFailure(ignored -> LOG.debug("Something could not be stopped yet"))));
    }

    private void expel(Member member, SourceKind kind) {
        if (member.tellsViolation(context.nowMs())) {
            listener.violated(meeting.id(), member.id(), kind);
        }
        member.expel();
        putOut(member).onFailure(ignored -> LOG.debug("Nobody was put out yet"));
        listener.lost(meeting.id(), member.id(), "violation");
    }

    /** Throws it out, of the room before too; nothing more is received from it, nor by it. */
    Future<Void> putOut(Member member) {
        List<Future<Void>> kicks = new ArrayList<>();
        for (MeetRoom room : meeting.rooms()) {
            room.occupants().values().stream()
                    .filter(occupant -> occupant.identity()
                            .filter(member.id().value()::equals)
                            .isPresent())
                    .forEach(occupant -> kicks.add(kick(room, occupant)));
        }
        if (kicks.isEmpty() && member.isThere()) {
            return cutOff();
        }
        return Future.all(kicks).<Void>mapEmpty().onSuccess(ignored -> member.gone());
    }

    private Future<Void> kick(MeetRoom from, Occupant occupant) {
        context.meters().kicks();
        return from.present().map(moderator -> moderator.kick(occupant.nick())).orElseGet(Guard::cutOff);
    }
}
