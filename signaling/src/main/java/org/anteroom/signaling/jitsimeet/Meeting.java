package org.anteroom.signaling.jitsimeet;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.RoomPass;
import org.anteroom.signaling.SourceKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conference: its endpoints, the room that it is in, and, after a move, the one before until everybody came over.
 *
 * <p>A token lets in whoever holds it, again and again. So whoever is seen without belonging there is thrown out at once,
 * and the conference goes to another room, whose name the old tokens do not open.
 */
final class Meeting implements MeetRoom.Listener {
    private static final Logger LOG = LoggerFactory.getLogger("org.anteroom.signaling.jitsimeet");

    private final ConferenceId id;
    private final MeetContext context;
    private final BridgeListener listener;
    private final Guard guard;
    private final Map<EndpointId, Member> members = new LinkedHashMap<>();
    private MeetRoom room;
    private Optional<MeetRoom> before = Optional.empty();
    private Future<Void> opened = Future.failedFuture("not opened");
    private boolean moving;
    private boolean over;
    private int joining;
    private long movedMs = Long.MIN_VALUE / 2;

    Meeting(ConferenceId id, MeetContext context, BridgeListener listener) {
        this.id = id;
        this.context = context;
        this.listener = listener;
        guard = new Guard(this, context, listener);
        room = context.room(this);
    }

    ConferenceId id() {
        return id;
    }

    /** Makes the room. */
    Future<Void> open() {
        opened = room.open();
        return opened;
    }

    /** Completes when the engine is in the room. */
    Future<Void> isUp() {
        return opened.compose(ignored -> room.moderator()).mapEmpty();
    }

    void joins(int more) {
        joining += more;
    }

    /** Endpoints that are here or on their way. */
    int size() {
        return members.size() + joining;
    }

    boolean isDeserted() {
        return joining == 0 && members.values().stream().allMatch(Member::isSilenced);
    }

    Collection<Member> members() {
        return List.copyOf(members.values());
    }

    Optional<Member> member(EndpointId endpoint) {
        return Optional.ofNullable(members.get(endpoint));
    }

    Optional<Moderator> moderator() {
        return room.present();
    }

    /** The room, and the one before while it is kept. */
    List<MeetRoom> rooms() {
        return before.map(old -> List.of(room, old)).orElseGet(() -> List.of(room));
    }

    /** Takes an endpoint in, and tells everybody. */
    void enter(Member member) {
        members.put(member.id(), member);
        invite();
    }

    /** Gives everybody the way in that is right now, whose is another one than before. */
    void invite() {
        Set<EndpointId> here = members.values().stream()
                .filter(member -> !member.isSilenced())
                .map(Member::id)
                .collect(Collectors.toSet());
        for (Member member : members()) {
            if (!member.isOut()) {
                invite(member, here);
            }
        }
    }

    private void invite(Member member, Set<EndpointId> here) {
        Optional<RoomPass> known = member.pass();
        String token = known.filter(pass -> pass.room().equals(room.name()))
                .map(RoomPass::token)
                .orElseGet(
                        () -> context.tokens().person(room.name(), member.id().value()));
        if (member.takes(context.options().deployment(), room.name(), token, here)) {
            listener.invited(id, member.id(), member.pass().orElseThrow());
        }
    }

    Future<Void> allow(Member member, Set<SourceKind> kinds) {
        member.allow(kinds, context.nowMs());
        invite();
        return guard.enforce(member);
    }

    /** Throws the endpoint out, and tells the others that it does not belong there any more. */
    Future<Void> silence(Member member) {
        member.silence();
        invite();
        return guard.putOut(member);
    }

    void forget(Member member) {
        members.remove(member.id());
    }

    /** Ends the room, and the one before. */
    Future<Void> close() {
        over = true;
        before.ifPresent(this::end);
        before = Optional.empty();
        return room.close();
    }

    private void end(MeetRoom of) {
        of.close().onFailure(ignored -> LOG.debug("A room was gone already"));
    }

    @Override
    public void entered(MeetRoom which) {
        if (over || which != room) {
            return;
        }
        Map<String, Occupant> found = which.occupants();
        List<Member> were = members().stream().filter(Member::isThere).toList();
        Set<String> identities = found.values().stream()
                .flatMap(occupant -> occupant.identity().stream())
                .collect(Collectors.toSet());
        List<Member> missing = were.stream()
                .filter(member -> !identities.contains(member.id().value()))
                .toList();
        if (!were.isEmpty() && missing.size() == were.size()) {
            // Not everybody left at once: the deployment lost the room, and the tokens may be too old to come back
            // with.
            move();
            return;
        }
        missing.forEach(this::lost);
        found.values().forEach(occupant -> appeared(which, occupant));
        // Rights that changed while the engine was away were not given or taken yet.
        members()
                .forEach(member ->
                        guard.enforce(member).onFailure(ignored -> LOG.debug("A right could not be given yet")));
    }

    private void lost(Member member) {
        member.gone();
        if (!member.isOut()) {
            listener.lost(id, member.id(), "left");
        }
    }

    @Override
    public void appeared(MeetRoom which, Occupant occupant) {
        if (over || occupant.isFocus()) {
            return;
        }
        Optional<Member> known = occupant.identity()
                .filter(word -> word.length() <= 64)
                .map(EndpointId::new)
                .map(members::get)
                .filter(member -> !member.isOut());
        if (known.isEmpty()) {
            intruder(which, occupant);
        } else if (which == room) {
            here(known.get(), occupant);
        }
    }

    private void here(Member member, Occupant occupant) {
        Optional<Occupant> as = member.occupant();
        boolean another = as.filter(was -> !was.nick().equals(occupant.nick())).isPresent();
        member.there(occupant);
        if (another) {
            // It came anew before its old connection was noticed to be dead.
            kick(room, as.orElseThrow().nick());
        }
        if (as.isEmpty() || another) {
            listener.connected(id, member.id());
            guard.enforce(member).onFailure(ignored -> LOG.debug("A right could not be given yet"));
            cameOver();
        }
        guard.look(member);
    }

    private void intruder(MeetRoom which, Occupant occupant) {
        kick(which, occupant.nick());
        if (which == room) {
            move();
        }
    }

    private void kick(MeetRoom from, String nick) {
        context.meters().kicks();
        from.present()
                .ifPresent(moderator -> moderator.kick(nick).onFailure(ignored -> LOG.debug("Nobody was put out")));
    }

    @Override
    public void left(MeetRoom which, Occupant occupant) {
        if (over) {
            return;
        }
        if (occupant.isFocus()) {
            which.recall();
        } else if (which == room) {
            members().stream().filter(member -> member.isUnder(occupant.nick())).forEach(member -> {
                context.after(context.options().times().leftMs(), () -> missing(which, member, occupant));
            });
        }
    }

    /** A deployment that ends shows people out one by one, and the engine among them: then nobody has left. */
    private void missing(MeetRoom which, Member member, Occupant as) {
        boolean still = !over
                && which == room
                && which.isUp()
                && members.get(member.id()) == member
                && member.isUnder(as.nick());
        if (still && !which.occupants().containsKey(as.nick())) {
            lost(member);
        }
    }

    /** Goes to another room; at most one at a time, and not at once after the last. */
    void move() {
        if (moving || over) {
            return;
        }
        moving = true;
        long sinceMs = context.nowMs() - movedMs;
        long apartMs = context.options().times().moveApartMs();
        if (sinceMs >= apartMs) {
            openNext();
        } else {
            context.after(apartMs - sinceMs, this::openNext);
        }
    }

    private void openNext() {
        if (over) {
            return;
        }
        movedMs = context.nowMs();
        MeetRoom next = context.room(this);
        next.open()
                .onSuccess(ignored -> moved(next))
                .onFailure(ignored -> context.after(context.options().times().retryLastMs(), this::openNext));
    }

    private void moved(MeetRoom next) {
        moving = false;
        if (over) {
            end(next);
            return;
        }
        context.meters().moves();
        before.ifPresent(this::end);
        MeetRoom old = room;
        before = Optional.of(old);
        room = next;
        members().forEach(Member::gone);
        invite();
        context.after(context.options().times().oldRoomMs(), () -> leave(old));
        context.after(context.options().times().absentMs(), () -> missed(next));
        cameOver();
    }

    /** The room before is of no use once everybody is in the new one. */
    private void cameOver() {
        if (members().stream().allMatch(member -> member.isOut() || member.isThere())) {
            before.ifPresent(this::leave);
        }
    }

    private void leave(MeetRoom old) {
        if (before.filter(known -> known == old).isPresent()) {
            before = Optional.empty();
            end(old);
        }
    }

    /** Who did not come over in time has to be asked anew. */
    private void missed(MeetRoom moved) {
        if (!over && moved == room) {
            members().stream()
                    .filter(member -> !member.isOut() && !member.isThere())
                    .forEach(member -> listener.lost(id, member.id(), "absent"));
        }
    }
}
