package org.anteroom.signaling.jitsimeet;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One stay in one room: by one connection, under a nick of its own, from entering to the end of the connection. It knows
 * who else is there.
 */
final class Entry implements XmppStream.Listener {
    private static final int OCCUPANTS_MAX = 2_000;

    private final XmppStream stream;
    private final String room;
    private final String nick;
    private final Listener listener;
    private final Map<String, Occupant> occupants = new HashMap<>();
    private final Deque<Wish> wishes = new ArrayDeque<>();
    private final Set<String> moderated = new HashSet<>();
    private final Set<String> permits = new HashSet<>();
    private final Promise<Occupant> entered = Promise.promise();
    private Optional<Occupant> self = Optional.empty();
    private boolean over;

    /** Who is told what happens in the room. */
    interface Listener {
        /** Somebody came, or changed. */
        void appeared(Occupant occupant);

        void left(Occupant occupant);

        /** The connection ended, or the room did, or the engine was thrown out of it. */
        void over();
    }

    /** What is waited for, and whether it is so by now. */
    private record Wish(java.util.function.BooleanSupplier isSo, Promise<Void> done) {}

    /** @param room with its domain */
    Entry(XmppStream stream, String room, String nick, Listener listener) {
        this.stream = stream;
        this.room = room;
        this.nick = nick;
        this.listener = listener;
    }

    XmppStream stream() {
        return stream;
    }

    String room() {
        return room;
    }

    String address(String of) {
        return room + "/" + of;
    }

    Map<String, Occupant> occupants() {
        return Map.copyOf(occupants);
    }

    boolean isOver() {
        return over;
    }

    /** Goes in; completes when the room has said so, with how it sees the engine. */
    Future<Occupant> enter(int withinMs) {
        stream.listen(this);
        stream.send(Element.of("presence", Namespaces.CLIENT)
                .with("to", address(nick))
                .with(Element.of("x", Namespaces.MUC)));
        return entered.future().timeout(withinMs, TimeUnit.MILLISECONDS).recover(Entry::late);
    }

    private static <T> Future<T> late(Throwable failure) {
        return Future.failedFuture(failure instanceof TimeoutException ? MeetException.of(MeetFault.SLOW) : failure);
    }

    /** How the room sees the engine, once it is in. */
    Optional<Occupant> self() {
        return self;
    }

    /** Completes when the room made the engine its owner. */
    Future<Void> owned(int withinMs) {
        return wish(() -> self.filter(me -> me.owner() && me.moderator()).isPresent(), withinMs);
    }

    /** Completes when the engine, or who enters here for it, is given anything to say over others. */
    Future<Void> owns(int withinMs) {
        return wish(() -> self.filter(me -> me.owner() || me.moderator()).isPresent(), withinMs);
    }

    /** Completes when that somebody is in the room. */
    Future<Void> sees(java.util.function.Predicate<Occupant> whom, int withinMs) {
        return wish(() -> occupants.values().stream().anyMatch(whom), withinMs);
    }

    /** Completes when the room's moderation of that medium is known to be on. */
    Future<Void> moderated(String medium, int withinMs) {
        return wish(() -> moderated.contains(medium), withinMs);
    }

    private Future<Void> wish(java.util.function.BooleanSupplier isSo, int withinMs) {
        if (isSo.getAsBoolean()) {
            return Future.succeededFuture();
        }
        if (over) {
            return Future.failedFuture(MeetException.of(MeetFault.CLOSED));
        }
        Promise<Void> done = Promise.promise();
        wishes.add(new Wish(isSo, done));
        return done.future().timeout(withinMs, TimeUnit.MILLISECONDS).recover(Entry::late);
    }

    private void grant() {
        wishes.removeIf(wish -> wish.isSo().getAsBoolean() && wish.done().tryComplete());
    }

    @Override
    public void presence(Element presence) {
        String from = presence.attribute("from").orElse("");
        if (!from.startsWith(room + "/")) {
            return;
        }
        String who = from.substring(room.length() + 1);
        String type = presence.attribute("type").orElse("");
        if (type.equals("error")) {
            if (who.equals(nick)) {
                entered.tryFail(MeetException.refused(presence.condition()));
            }
        } else if (who.equals(nick)) {
            own(presence, type);
        } else if (type.equals("unavailable")) {
            Optional.ofNullable(occupants.remove(who)).ifPresent(listener::left);
        } else if (type.isEmpty() && (occupants.size() < OCCUPANTS_MAX || occupants.containsKey(who))) {
            Occupant occupant = Occupant.of(who, presence);
            occupants.put(who, occupant);
            listener.appeared(occupant);
        }
        grant();
    }

    private void own(Element presence, String type) {
        if (type.equals("unavailable")) {
            end();
        } else {
            Occupant me = Occupant.of(nick, presence);
            self = Optional.of(me);
            entered.tryComplete(me);
        }
    }

    @Override
    public void message(Element message) {
        // A person's address has an @: only a part of the deployment itself is believed.
        message.child("json-message", Namespaces.JITMEET)
                .filter(ignored -> !message.attribute("from").orElse("@").contains("@"))
                .ifPresent(json -> told(json.text()));
        grant();
    }

    private void told(String json) {
        Moderation.read(json).ifPresent(change -> {
            if (change.on()) {
                moderated.add(change.medium());
            } else {
                moderated.remove(change.medium());
            }
        });
        permits.addAll(Moderation.permits(json));
    }

    /** Who was let send what, as it was told since the engine came in; what was taken back meanwhile is still in it. */
    Set<String> permits() {
        return Set.copyOf(permits);
    }

    @Override
    public void over() {
        end();
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        entered.tryFail(MeetException.of(MeetFault.CLOSED));
        wishes.forEach(wish -> wish.done().tryFail(MeetException.of(MeetFault.CLOSED)));
        wishes.clear();
        occupants.clear();
        listener.over();
        stream.close();
    }

    /** Leaves; the listener hears nothing more. */
    void leave() {
        over = true;
        stream.close();
    }
}
