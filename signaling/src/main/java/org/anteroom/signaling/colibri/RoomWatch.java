package org.anteroom.signaling.colibri;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.EndpointId;

/** Looks at a conference now and then, because a bridge tells nothing by itself: who speaks, and who left. */
final class RoomWatch {
    private final BridgeListener listener;
    private final Consumer<Room> gone;
    private final Set<Room> looking = new HashSet<>();

    /** @param gone told of a conference that the bridge does not have any more */
    RoomWatch(BridgeListener listener, Consumer<Room> gone) {
        this.listener = listener;
        this.gone = gone;
    }

    /** One look; a room that is still being looked at is passed over. */
    void look(Room room) {
        Collection<Room.Entry> present = room.entries().stream()
                .filter(entry -> entry.member().isAnswered() && !entry.member().isSilenced())
                .toList();
        if (present.isEmpty() || !looking.add(room)) {
            return;
        }
        room.bridge()
                .client()
                .speakers(room.meeting())
                .onComplete(ignored -> looking.remove(room))
                .onSuccess(answer -> heard(room, present, answer))
                .onFailure(failure -> {
                    if (BridgeException.of(failure) == Fault.GONE) {
                        gone.accept(room);
                    }
                });
    }

    private void heard(Room room, Collection<Room.Entry> present, JsonObject answer) {
        if (room.isOver()) {
            return;
        }
        Optional<EndpointId> speaker = answer.getValue("dominantEndpoint") instanceof String name
                ? room.byNameOnBridge(name)
                : Optional.empty();
        if (room.speaks(speaker)) {
            listener.speaking(room.id(), speaker);
        }
        if (answer.getValue("endpointsBySpeechActivity") instanceof JsonArray known) {
            present.stream()
                    .map(Room.Entry::member)
                    .filter(member -> !member.isSilenced() && !known.contains(member.onBridge()))
                    .forEach(member -> listener.lost(room.id(), member.id(), "expired"));
        }
    }
}
