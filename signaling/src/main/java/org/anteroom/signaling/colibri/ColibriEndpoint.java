package org.anteroom.signaling.colibri;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Layer;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.Answer;

/** One endpoint as this side knows it: what it may send, what it said it sends, and where it receives. */
final class ColibriEndpoint {
    private final EndpointId id;
    private final String onBridge;
    private final Created created;
    private final Map<SourceKind, List<Layer>> declared = new EnumMap<>(SourceKind.class);
    private final Set<SourceKind> layered = EnumSet.noneOf(SourceKind.class);
    private final List<Slot> slots = new ArrayList<>();
    private final Traffic traffic = new Traffic();
    private Set<SourceKind> allowed;
    private Set<SourceKind> forwarded;
    private Optional<Answer> transport = Optional.empty();
    private boolean silenced;
    private boolean ended;
    private boolean connected;

    /**
     * @param onBridge its id there
     * @param created how the bridge is reached
     */
    ColibriEndpoint(EndpointId id, String onBridge, Created created, Set<SourceKind> allowed) {
        this.id = id;
        this.onBridge = onBridge;
        this.created = created;
        this.allowed = Set.copyOf(allowed);
        this.forwarded = this.allowed;
    }

    EndpointId id() {
        return id;
    }

    String onBridge() {
        return onBridge;
    }

    Created created() {
        return created;
    }

    List<Slot> slots() {
        return slots;
    }

    /** What it receives, by the mid of the line; in an offer they stand after its own. */
    Map<String, Slot.Remote> receives() {
        Map<String, Slot.Remote> lines = new LinkedHashMap<>();
        int mid = SourceKind.values().length;
        for (Slot slot : slots) {
            String line = Integer.toString(mid++);
            slot.remote().ifPresent(remote -> lines.put(line, remote));
        }
        return lines;
    }

    boolean isSilenced() {
        return silenced;
    }

    boolean isAnswered() {
        return transport.isPresent();
    }

    boolean isConnected() {
        return connected;
    }

    void setConnected(boolean now) {
        connected = now;
    }

    /** What was seen of its packets. */
    Traffic traffic() {
        return traffic;
    }

    boolean may(SourceKind kind) {
        return allowed.contains(kind);
    }

    /** True when the screen came or went. */
    boolean allow(Set<SourceKind> kinds) {
        boolean before = may(SourceKind.SCREEN);
        allowed = Set.copyOf(kinds);
        return before != may(SourceKind.SCREEN);
    }

    void silence() {
        silenced = true;
        slots.forEach(Slot::free);
    }

    /** Whether the bridge agreed that it is not there any more. */
    boolean isEnded() {
        return ended;
    }

    void ended() {
        ended = true;
    }

    /** What the bridge last agreed to forward; of an endpoint that it does not have any more nothing. */
    Set<SourceKind> forwarded() {
        return ended ? Set.of() : forwarded;
    }

    void agreed(Wanted wanted) {
        forwarded = wanted.allowed();
    }

    /** Takes an answer; its transport may not differ from that of the answer before. */
    void answered(Answer answer, Set<Long> ofOthers) throws BadAnswerException {
        Map<SourceKind, List<Layer>> said = new EnumMap<>(SourceKind.class);
        Set<SourceKind> inLayers = EnumSet.noneOf(SourceKind.class);
        int mid = 0;
        for (SourceKind kind : SourceKind.values()) {
            Answer.Line line = answer.lines().get(mid++);
            if (line.layered()) {
                inLayers.add(kind);
                Optional.ofNullable(declared.get(kind))
                        .filter(known -> layered.contains(kind))
                        .ifPresent(known -> said.put(kind, known));
            } else if (line.ssrc().isPresent()) {
                long repair = Integer.toUnsignedLong(line.rtxSsrc().orElse(0));
                said.put(
                        kind,
                        List.of(new Layer(Integer.toUnsignedLong(line.ssrc().getAsInt()), repair)));
            }
        }
        boolean moved = transport
                .filter(known -> !known.iceUser().equals(answer.iceUser())
                        || !known.fingerprint().equals(answer.fingerprint()))
                .isPresent();
        if (moved) {
            throw new BadAnswerException("The answer names another transport than the one before");
        }
        checkNumbers(said, ofOthers);
        transport = Optional.of(answer);
        layered.clear();
        layered.addAll(inLayers);
        declared.clear();
        declared.putAll(said);
    }

    void sendsInLayers(SourceKind kind, List<Layer> layers, Set<Long> ofOthers) throws BadAnswerException {
        if (!layered.contains(kind)) {
            throw new BadAnswerException("No layers were asked for");
        }
        Map<SourceKind, List<Layer>> said = new EnumMap<>(declared);
        said.put(kind, List.copyOf(layers));
        checkNumbers(said, ofOthers);
        declared.put(kind, List.copyOf(layers));
    }

    /** Two sources under one number would be one to the bridge; with a number of another's, somebody speaks as that. */
    private static void checkNumbers(Map<SourceKind, List<Layer>> said, Set<Long> ofOthers) throws BadAnswerException {
        Set<Long> seen = new HashSet<>(ofOthers);
        for (List<Layer> layers : said.values()) {
            for (Layer layer : layers) {
                if (!seen.add(layer.stream()) || (layer.repair() != 0 && !seen.add(layer.repair()))) {
                    throw new BadAnswerException("A number of a stream is in use already");
                }
            }
        }
    }

    Set<Long> numbers() {
        Set<Long> numbers = new HashSet<>();
        declared.values()
                .forEach(layers -> layers.forEach(layer -> {
                    numbers.add(layer.stream());
                    numbers.add(layer.repair());
                }));
        numbers.remove(0L);
        return numbers;
    }

    /**
     * Whether video under this number is a screen without a right to be, for all that can be known: it was declared as
     * one, or never. While layers are announced and not named yet, their numbers are nobody's.
     */
    boolean isForbidden(long number) {
        boolean unnamed = layered.stream().anyMatch(kind -> !declared.containsKey(kind));
        boolean undeclared = !unnamed && !numbers().contains(number);
        boolean screen = declared(SourceKind.SCREEN).stream().anyMatch(layer -> layer.stream() == number);
        return !may(SourceKind.SCREEN) && (screen || undeclared);
    }

    /** What others see of it: microphone and camera whenever it has them, the screen while it is allowed. */
    List<SourceKind> visible() {
        return silenced
                ? List.of()
                : declared.keySet().stream()
                        .filter(kind -> kind != SourceKind.SCREEN || may(kind))
                        .toList();
    }

    /** The layers that it declared of a kind, the smallest first. */
    List<Layer> declared(SourceKind kind) {
        return declared.getOrDefault(kind, List.of());
    }

    /** The smallest of its layers, under whose number others receive the source. */
    Layer first(SourceKind kind) {
        return declared(kind).get(0);
    }

    boolean sends(SourceKind kind, int ssrc) {
        return visible().contains(kind) && (int) first(kind).stream() == ssrc;
    }

    /** Whether it is sent in several sizes at once. */
    boolean isLayered(SourceKind kind) {
        return layered.contains(kind);
    }

    /** Whether packets of that kind arrive from it; empty while that cannot be known of the time since then. */
    Optional<Boolean> flows(SourceKind kind, long sinceMs, long nowMs) {
        List<Long> streams = declared(kind).stream().map(Layer::stream).toList();
        return traffic.flows(streams, sinceMs, nowMs);
    }

    Wanted wanted() {
        List<Wanted.Source> sources = declared.entrySet().stream()
                .filter(entry -> may(entry.getKey()))
                .map(entry -> new Wanted.Source(entry.getKey(), entry.getValue()))
                .toList();
        return new Wanted(transport, allowed, sources);
    }
}
