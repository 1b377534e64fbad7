package org.anteroom.signaling.colibri;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.SourceKind;

/**
 * Asks bridges about single endpoints: whether they are connected, and what they send. Of each bridge so many
 * at a look; whoever is not connected yet comes first, then whoever was not asked about for longest.
 */
final class EndpointWatch {
    /** An answer is some 35 kB and takes the bridge some milliseconds. */
    static final int QUESTIONS_MAX = 16;

    private final BridgeListener listener;
    private final Consumer<Room> flowsElse;
    private final LongSupplier clockMs;
    private final Set<Member> asked = new HashSet<>();

    /** @param flowsElse told of a room in which somebody sends something now, or something less */
    EndpointWatch(BridgeListener listener, Consumer<Room> flowsElse, LongSupplier clockMs) {
        this.listener = listener;
        this.flowsElse = flowsElse;
        this.clockMs = clockMs;
    }

    void look(Collection<Room> rooms) {
        Map<Videobridge, List<Room.Entry>> waiting = new LinkedHashMap<>();
        rooms.stream()
                .flatMap(room -> room.entries().stream())
                .filter(entry ->
                        entry.member().isAnswered() && !entry.member().isSilenced() && !asked.contains(entry.member()))
                .forEach(entry -> waiting.computeIfAbsent(entry.room().bridge(), ignored -> new ArrayList<>())
                        .add(entry));
        waiting.values()
                .forEach(entries -> entries.stream()
                        .sorted(Comparator.comparing(
                                        (Room.Entry entry) -> entry.member().isConnected())
                                .thenComparingLong(
                                        entry -> entry.member().traffic().seenMs()))
                        .limit(QUESTIONS_MAX)
                        .forEach(this::ask));
    }

    private void ask(Room.Entry entry) {
        Member member = entry.member();
        Optional<String> conference = member.created().conferenceOnBridge();
        if (conference.isEmpty()) {
            connected(entry);
            return;
        }
        asked.add(member);
        entry.room()
                .bridge()
                .client()
                .endpoint(conference.get(), member.onBridge())
                .onComplete(ignored -> asked.remove(member))
                .onSuccess(answer -> seen(entry, conference.get(), answer))
                .onFailure(failure -> {
                    // A bridge whose debug interface is off cannot be asked: its endpoints count as connected.
                    if (BridgeException.of(failure) == Fault.GONE) {
                        connected(entry);
                    }
                });
    }

    private void seen(Room.Entry entry, String conference, JsonObject answer) {
        Member member = entry.member();
        if (entry.room().isOver() || member.isSilenced()) {
            return;
        }
        Observation.read(answer, conference, member.onBridge()).ifPresent(now -> {
            if (now.up()) {
                connected(entry);
            }
            Set<Long> before = member.traffic().growing();
            if (member.traffic().sees(now, member, clockMs.getAsLong())) {
                listener.violated(entry.room().id(), member.id(), SourceKind.SCREEN);
            }
            if (!before.equals(member.traffic().growing())) {
                flowsElse.accept(entry.room());
            }
        });
    }

    private void connected(Room.Entry entry) {
        if (!entry.room().isOver()
                && !entry.member().isSilenced()
                && !entry.member().isConnected()) {
            entry.member().setConnected(true);
            listener.connected(entry.room().id(), entry.member().id());
        }
    }
}
