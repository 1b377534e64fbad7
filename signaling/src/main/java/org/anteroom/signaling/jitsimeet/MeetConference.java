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
import org.anteroom.signaling.SourceKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conference: its endpoints, the room that it is in, and, after a move, the one before until everybody came over.
 *
 * <p>A token lets in whoever holds it, again and again. So whoever is seen without belonging there is thrown out at once,
 * and the conference goes to another room, whose name the old tokens do not open.
 */
final class MeetConference implements MucRoom.Listener {
    private static final Logger LOG = LoggerFactory.getLogger("org.anteroom.signaling.jitsimeet");

    private final ConferenceId id;
    private final MeetContext context;
    private final BridgeListener listener;
    private final Guard guard;
    private final Map<EndpointId, MeetEndpoint> endpoints = new LinkedHashMap<>();
    private MucRoom room;
    private Optional<MucRoom> before = Optional.empty();
    private Future<Void> opened = Future.failedFuture("not opened");
    private boolean moving;
    private boolean over;
    private int joining;
    private long movedMs = Long.MIN_VALUE / 2;

    MeetConference(ConferenceId id, MeetContext context, BridgeListener listener) {
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
        return endpoints.size() + joining;
    }

    boolean isDeserted() {
        return joining == 0 && endpoints.values().stream().allMatch(MeetEndpoint::isSilenced);
    }

    Collection<MeetEndpoint> endpoints() {
        return List.copyOf(endpoints.values());
    }

    Optional<MeetEndpoint> endpoint(EndpointId id) {
        return Optional.ofNullable(endpoints.get(id));
    }

    Optional<Moderator> moderator() {
        return room.present();
    }

    /** The room, and the one before while it is kept. */
    List<MucRoom> rooms() {
        return before.map(old -> List.of(room, old)).orElseGet(() -> List.of(room));
    }

    /** Takes an endpoint in, and tells everybody. */
    void enter(MeetEndpoint endpoint) {
        endpoints.put(endpoint.id(), endpoint);
        invite();
    }

    /** Gives everybody the way in that is right now, whose is another one than before. */
    void invite() {
        Set<EndpointId> here = endpoints.values().stream()
                .filter(endpoint -> !endpoint.isSilenced())
                .map(MeetEndpoint::id)
                .collect(Collectors.toSet());
        for (MeetEndpoint endpoint : endpoints()) {
            if (!endpoint.isOut()) {
                invite(endpoint, here);
            }
        }
    }

    private void invite(MeetEndpoint endpoint, Set<EndpointId> here) {
        Optional<MucPass> known = endpoint.pass();
        String token = known.filter(pass -> pass.room().equals(room.name()))
                .map(MucPass::token)
                .orElseGet(
                        () -> context.tokens().person(room.name(), endpoint.id().value()));
        if (endpoint.takes(context.options().deployment(), room.name(), token, here)) {
            listener.invited(id, endpoint.id(), endpoint.pass().orElseThrow().invitation());
        }
    }

    Future<Void> allow(MeetEndpoint endpoint, Set<SourceKind> kinds) {
        endpoint.allow(kinds, context.nowMs());
        invite();
        return guard.enforce(endpoint);
    }

    /** Throws the endpoint out, and tells the others that it does not belong there any more. */
    Future<Void> silence(MeetEndpoint endpoint) {
        endpoint.silence();
        invite();
        return guard.putOut(endpoint);
    }

    void forget(MeetEndpoint endpoint) {
        endpoints.remove(endpoint.id());
    }

    /** Ends the room, and the one before. */
    Future<Void> close() {
        over = true;
        before.ifPresent(this::end);
        before = Optional.empty();
        return room.close();
    }

    private void end(MucRoom of) {
        of.close().onFailure(ignored -> LOG.debug("A room was gone already"));
    }

    @Override
    public void entered(MucRoom which) {
        if (over || which != room) {
            return;
        }
        Map<String, Occupant> found = which.occupants();
        List<MeetEndpoint> were =
                endpoints().stream().filter(MeetEndpoint::isThere).toList();
        Set<String> identities = found.values().stream()
                .flatMap(occupant -> occupant.identity().stream())
                .collect(Collectors.toSet());
        List<MeetEndpoint> missing = were.stream()
                .filter(endpoint -> !identities.contains(endpoint.id().value()))
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
        endpoints()
                .forEach(endpoint ->
                        guard.enforce(endpoint).onFailure(ignored -> LOG.debug("A right could not be given yet")));
    }

    private void lost(MeetEndpoint endpoint) {
        endpoint.gone();
        if (!endpoint.isOut()) {
            listener.lost(id, endpoint.id(), "left");
        }
    }

    @Override
    public void appeared(MucRoom which, Occupant occupant) {
        if (over || occupant.isFocus()) {
            return;
        }
        Optional<MeetEndpoint> known = occupant.identity()
                .filter(word -> word.length() <= 64)
                .map(EndpointId::new)
                .map(endpoints::get)
                .filter(endpoint -> !endpoint.isOut());
        if (known.isEmpty()) {
            intruder(which, occupant);
        } else if (which == room) {
            here(known.get(), occupant);
        }
    }

    private void here(MeetEndpoint endpoint, Occupant occupant) {
        Optional<Occupant> as = endpoint.occupant();
        boolean another = as.filter(was -> !was.nick().equals(occupant.nick())).isPresent();
        endpoint.there(occupant);
        if (another) {
            // It came anew before its old connection was noticed to be dead.
            kick(room, as.orElseThrow().nick());
        }
        if (as.isEmpty() || another) {
            listener.connected(id, endpoint.id());
            guard.enforce(endpoint).onFailure(ignored -> LOG.debug("A right could not be given yet"));
            cameOver();
        }
        guard.look(endpoint);
    }

    private void intruder(MucRoom which, Occupant occupant) {
        kick(which, occupant.nick());
        if (which == room) {
            move();
        }
    }

    private void kick(MucRoom from, String nick) {
        context.meters().kicks();
        from.present()
                .ifPresent(moderator -> moderator.kick(nick).onFailure(ignored -> LOG.debug("Nobody was put out")));
    }

    @Override
    public void left(MucRoom which, Occupant occupant) {
        if (over) {
            return;
        }
        if (occupant.isFocus()) {
            which.recall();
        } else if (which == room) {
            endpoints().stream()
                    .filter(endpoint -> endpoint.isUnder(occupant.nick()))
                    .forEach(endpoint -> {
                        context.after(context.options().times().leftMs(), () -> missing(which, endpoint, occupant));
                    });
        }
    }

    /** A deployment that ends shows people out one by one, and the engine among them: then nobody has left. */
    private void missing(MucRoom which, MeetEndpoint endpoint, Occupant as) {
        boolean still = !over
                && which == room
                && which.isUp()
                && endpoints.get(endpoint.id()) == endpoint
                && endpoint.isUnder(as.nick());
        if (still && !which.occupants().containsKey(as.nick())) {
            lost(endpoint);
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
        MucRoom next = context.room(this);
        next.open()
                .onSuccess(ignored -> moved(next))
                .onFailure(ignored -> context.after(context.options().times().retryLastMs(), this::openNext));
    }

    private void moved(MucRoom next) {
        moving = false;
        if (over) {
            end(next);
            return;
        }
        context.meters().moves();
        before.ifPresent(this::end);
        MucRoom old = room;
        before = Optional.of(old);
        room = next;
        endpoints().forEach(MeetEndpoint::gone);
        invite();
        context.after(context.options().times().oldRoomMs(), () -> leave(old));
        context.after(context.options().times().absentMs(), () -> missed(next));
        cameOver();
    }

    /** The room before is of no use once everybody is in the new one. */
    private void cameOver() {
        if (endpoints().stream().allMatch(endpoint -> endpoint.isOut() || endpoint.isThere())) {
            before.ifPresent(this::leave);
        }
    }

    private void leave(MucRoom old) {
        if (before.filter(known -> known == old).isPresent()) {
            before = Optional.empty();
            end(old);
        }
    }

    /** Who did not come over in time has to be asked anew. */
    private void missed(MucRoom moved) {
        if (!over && moved == room) {
            endpoints().stream()
                    .filter(endpoint -> !endpoint.isOut() && !endpoint.isThere())
                    .forEach(endpoint -> listener.lost(id, endpoint.id(), "absent"));
        }
    }
}
