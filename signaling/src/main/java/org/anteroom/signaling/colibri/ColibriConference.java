package org.anteroom.signaling.colibri;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Layer;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.Offer;

/** One conference on one videobridge, and what each of its endpoints receives of the others. */
final class ColibriConference {
    private final ConferenceId id;
    private final Videobridge bridge;
    private final String meeting;
    private final Supplier<String> words;
    private final Map<EndpointId, Entry> entries = new LinkedHashMap<>();
    private Future<Void> opened = Future.failedFuture("not opened");
    private int joining;
    private boolean over;
    private Optional<EndpointId> speaking = Optional.empty();

    /** An endpoint, the offers to it, the requests about it, and what it shows and is shown of. */
    record Entry(
            ColibriConference conference, ColibriEndpoint endpoint, Dialogue dialogue, Sync sync, Pictures pictures) {}

    /**
     * @param meeting its id on the bridge
     * @param words random words, for the names of streams
     */
    ColibriConference(ConferenceId id, Videobridge bridge, String meeting, Supplier<String> words) {
        this.id = id;
        this.bridge = bridge;
        this.meeting = meeting;
        this.words = words;
    }

    ConferenceId id() {
        return id;
    }

    Videobridge bridge() {
        return bridge;
    }

    String meeting() {
        return meeting;
    }

    /** Completes when the bridge has the conference. */
    Future<Void> opened() {
        return opened;
    }

    void opens(Future<Void> when) {
        opened = when;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
        entries.values().forEach(entry -> entry.pictures().close());
    }

    void joins(int more) {
        joining += more;
    }

    /** Endpoints that are here or on their way. */
    int size() {
        return entries.size() + joining;
    }

    /** Whether nobody is here, on the way, or heard. */
    boolean isDeserted() {
        return joining == 0
                && entries.values().stream().allMatch(entry -> entry.endpoint().isSilenced());
    }

    Collection<Entry> entries() {
        return List.copyOf(entries.values());
    }

    void enter(Entry entry) {
        entries.put(entry.endpoint().id(), entry);
    }

    void leave(EndpointId endpoint) {
        entries.remove(endpoint);
    }

    /** Whether nobody else is here who could see or hear it. */
    boolean isAlone(ColibriEndpoint endpoint) {
        return others(endpoint).findAny().isEmpty();
    }

    private Stream<ColibriEndpoint> others(ColibriEndpoint endpoint) {
        return entries.values().stream().map(Entry::endpoint).filter(other -> other != endpoint && !other.isSilenced());
    }

    /** The pictures that the others have, or are going to have. */
    List<Constraints.Source> sourcesBut(ColibriEndpoint endpoint) {
        return others(endpoint)
                .flatMap(other -> Stream.of(SourceKind.CAMERA, SourceKind.SCREEN)
                        .filter(kind ->
                                kind == SourceKind.CAMERA || other.visible().contains(kind))
                        .map(kind -> new Constraints.Source(other.id(), kind, Requests.label(other.onBridge(), kind))))
                .toList();
    }

    /** The pictures that it has a line for. */
    List<Pictures.Reception> receptions(ColibriEndpoint endpoint) {
        List<Pictures.Reception> receptions = new ArrayList<>();
        endpoint.receives().forEach((mid, remote) -> {
            Entry sender = entries.get(remote.endpoint());
            if (sender != null && remote.kind() != SourceKind.MICROPHONE) {
                receptions.add(new Pictures.Reception(mid, remote.label(), remote.kind(), sender.endpoint()));
            }
        });
        return receptions;
    }

    /** The numbers of streams that somebody else here uses. */
    Set<Long> numbersBut(ColibriEndpoint endpoint) {
        Set<Long> numbers = new HashSet<>();
        entries.values().stream()
                .map(Entry::endpoint)
                .filter(other -> other != endpoint)
                .forEach(other -> numbers.addAll(other.numbers()));
        return numbers;
    }

    /** True when this is news. */
    boolean speaks(Optional<EndpointId> now) {
        boolean news = !now.equals(speaking);
        speaking = now;
        return news;
    }

    Optional<EndpointId> byNameOnBridge(String name) {
        return entries.values().stream()
                .map(Entry::endpoint)
                .filter(endpoint -> endpoint.onBridge().equals(name))
                .map(ColibriEndpoint::id)
                .findFirst();
    }

    /** Gives every endpoint a slot for each source of the others, and takes back those of sources that are gone. */
    void bind() {
        List<Entry> present = entries.values().stream()
                .filter(entry -> !entry.endpoint().isSilenced())
                .toList();
        present.forEach(receiver -> bind(receiver, present));
    }

    private void bind(Entry receiver, List<Entry> present) {
        List<ColibriEndpoint> senders = new ArrayList<>();
        present.stream().filter(entry -> !entry.equals(receiver)).forEach(entry -> senders.add(entry.endpoint()));
        for (Slot slot : receiver.endpoint().slots()) {
            boolean gone = slot.remote()
                    .filter(remote -> senders.stream().noneMatch(sender -> remote.carries(sender, remote.kind())))
                    .isPresent();
            if (gone) {
                slot.free();
                receiver.dialogue().change();
            }
        }
        senders.forEach(sender -> sender.visible().forEach(kind -> bind(receiver, sender, kind)));
    }

    private void bind(Entry receiver, ColibriEndpoint sender, SourceKind kind) {
        List<Slot> slots = receiver.endpoint().slots();
        boolean bound = slots.stream()
                .anyMatch(slot -> slot.remote()
                        .filter(remote -> remote.carries(sender, kind))
                        .isPresent());
        if (bound) {
            return;
        }
        boolean video = kind != SourceKind.MICROPHONE;
        Slot free = slots.stream()
                .filter(slot -> slot.isVideo() == video && slot.remote().isEmpty())
                .findFirst()
                .orElseGet(() -> {
                    Slot made = new Slot(video);
                    slots.add(made);
                    return made;
                });
        Layer layer = sender.first(kind);
        Offer.Stream stream = new Offer.Stream(
                streamName(receiver, sender, kind), words.get(), (int) layer.stream(), (int) layer.repair());
        free.bind(new Slot.Remote(sender.id(), kind, Requests.label(sender.onBridge(), kind), stream));
        receiver.dialogue().change();
    }

    /** Microphone and camera of one sender share a name, so that they play in step. */
    private String streamName(Entry receiver, ColibriEndpoint sender, SourceKind kind) {
        return receiver.endpoint().slots().stream()
                .flatMap(slot -> slot.remote().stream())
                .filter(remote -> remote.endpoint().equals(sender.id())
                        && remote.kind() != SourceKind.SCREEN
                        && kind != SourceKind.SCREEN)
                .map(remote -> remote.stream().stream())
                .findFirst()
                .orElseGet(words);
    }
}
