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
 * One conference: its endpoints, and the room of the deployment that it is in.
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
    private final MucRooms rooms;
    private Future<Void> opened = Future.failedFuture("not opened");
    private int joining;

    MeetConference(ConferenceId id, MeetContext context, BridgeListener listener) {
        this.id = id;
        this.context = context;
        this.listener = listener;
        guard = new Guard(this, context, listener);
        rooms = new MucRooms(context, this, this::moved);
    }

    ConferenceId id() {
        return id;
    }

    /** Makes the room. */
    Future<Void> open() {
        opened = rooms.current().open();
        return opened;
    }

    /** Completes when the engine is in the room. */
    Future<Void> isUp() {
        return opened.compose(ignored -> rooms.current().moderator()).mapEmpty();
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
        return rooms.current().present();
    }

    /** The room, and the one before while it is kept. */
    List<MucRoom> rooms() {
        return rooms.all();
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
        String token = known.filter(pass -> pass.room().equals(rooms.current().name()))
                .map(MucPass::token)
                .orElseGet(() -> context.tokens()
                        .person(rooms.current().name(), endpoint.id().value()));
        if (endpoint.takes(context.options().deployment(), rooms.current().name(), token, here)) {
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
        return rooms.close();
    }

    @Override
    public void entered(MucRoom which) {
        if (rooms.isOver() || which != rooms.current()) {
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
            rooms.move();
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
        if (rooms.isOver() || occupant.isFocus()) {
            return;
        }
        Optional<MeetEndpoint> known = occupant.identity()
                .filter(word -> word.length() <= 64)
                .map(EndpointId::new)
                .map(endpoints::get)
                .filter(endpoint -> !endpoint.isOut());
        if (known.isEmpty()) {
            intruder(which, occupant);
        } else if (which == rooms.current()) {
            here(known.get(), occupant);
        }
    }

    private void here(MeetEndpoint endpoint, Occupant occupant) {
        Optional<Occupant> as = endpoint.occupant();
        boolean another = as.filter(was -> !was.nick().equals(occupant.nick())).isPresent();
        endpoint.there(occupant);
        if (another) {
            // It came anew before its old connection was noticed to be dead.
            kick(rooms.current(), as.orElseThrow().nick());
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
        if (which == rooms.current()) {
            rooms.move();
        }
    }

    private void kick(MucRoom from, String nick) {
        context.meters().kicks();
        from.present()
                .ifPresent(moderator -> moderator.kick(nick).onFailure(ignored -> LOG.debug("Nobody was put out")));
    }

    @Override
    public void left(MucRoom which, Occupant occupant) {
        if (rooms.isOver()) {
            return;
        }
        if (occupant.isFocus()) {
            which.recall();
        } else if (which == rooms.current()) {
            endpoints().stream()
                    .filter(endpoint -> endpoint.isUnder(occupant.nick()))
                    .forEach(endpoint -> {
                        context.after(context.options().times().leftMs(), () -> missing(which, endpoint, occupant));
                    });
        }
    }

    /** A deployment that ends shows people out one by one, and the engine among them: then nobody has left. */
    private void missing(MucRoom which, MeetEndpoint endpoint, Occupant as) {
        boolean still = !rooms.isOver()
                && which == rooms.current()
                && which.isUp()
                && endpoints.get(endpoint.id()) == endpoint
                && endpoint.isUnder(as.nick());
        if (still && !which.occupants().containsKey(as.nick())) {
            lost(endpoint);
        }
    }

    private void moved(MucRoom to) {
        endpoints().forEach(MeetEndpoint::gone);
        invite();
        context.after(context.options().times().absentMs(), () -> missed(to));
        cameOver();
    }

    /** The room before is of no use once everybody is in the new one. */
    private void cameOver() {
        if (endpoints().stream().allMatch(endpoint -> endpoint.isOut() || endpoint.isThere())) {
            rooms.leaveBefore();
        }
    }

    /** Who did not come over in time has to be asked anew. */
    private void missed(MucRoom to) {
        if (!rooms.isOver() && to == rooms.current()) {
            endpoints().stream()
                    .filter(endpoint -> !endpoint.isOut() && !endpoint.isThere())
                    .forEach(endpoint -> listener.lost(id, endpoint.id(), "absent"));
        }
    }
}
