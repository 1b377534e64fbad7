package org.anteroom.signaling.colibri;

import java.net.URI;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.Layer;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.Codecs;

/**
 * The others' pictures as one endpoint shows them, and its own as the others do: its wish in the bridge's words, as far as
 * its line carries it, and the bridge's words in ours. What the bridge did not say is not told.
 */
final class Pictures implements Channel.Listener {
    /** A picture that was asked for may take so long to come before it is said that it does not. */
    static final long GRACE_MS = 2_000;

    private static final int TOLD_STEP_PERCENT = 20;
    private static final MediaSent NOTHING_TOLD = new MediaSent(Map.of(), Optional.empty());

    private final ColibriConference conference;
    private final ColibriEndpoint endpoint;
    private final BridgeListener listener;
    private final LongSupplier clockMs;
    private final ThinLine line = new ThinLine();
    private final Map<String, Long> askedMs = new HashMap<>();
    private final Set<String> off = new HashSet<>();
    private final Map<SourceKind, Integer> limits = new EnumMap<>(SourceKind.class);
    private Optional<Channel> channel = Optional.empty();
    private Optional<MediaWish> wish = Optional.empty();
    private Optional<Constraints> said = Optional.empty();
    private Optional<List<Layer>> screen = Optional.empty();
    private Optional<String> tried = Optional.empty();
    private Optional<Set<String>> forwarded = Optional.empty();
    private Optional<Integer> carries = Optional.empty();
    private Optional<Map<SourceKind, Integer>> demanded = Optional.empty();
    private MediaSent told = NOTHING_TOLD;

    Pictures(ColibriConference conference, ColibriEndpoint endpoint, BridgeListener listener, LongSupplier clockMs) {
        this.conference = conference;
        this.endpoint = endpoint;
        this.listener = listener;
        this.clockMs = clockMs;
    }

    /** Opens the channel; without one everything is as the bridge has it by itself. */
    void speak(Channels channels, URI address) {
        channel = Optional.of(channels.to(conference.bridge().number(), address, this));
    }

    void close() {
        channel.ifPresent(Channel::close);
        channel = Optional.empty();
    }

    void wish(MediaWish next) {
        if (wish.isEmpty()) {
            told = NOTHING_TOLD;
        }
        wish = Optional.of(next);
        look();
    }

    /** The endpoint may have lines now that it did not know when it was told of them. */
    void renegotiated() {
        told = NOTHING_TOLD;
    }

    /** Tells, and says, what is another now: who is to see less hears of it before it is so. */
    void look() {
        if (channel.isEmpty() || endpoint.isSilenced() || conference.isOver()) {
            return;
        }
        Constraints wished = Constraints.of(wish, conference.sourcesBut(endpoint));
        List<Reception> receptions = conference.receptions(endpoint);
        Optional<Reception> first = first(wished, receptions);
        line.look(first.isPresent(), clockMs.getAsLong());
        Constraints wanted = carried(wished, first);
        ask(wanted, receptions);
        if (forwarded.isPresent() || isBare()) {
            tell(wished, wanted, receptions);
        }
        if (!said.equals(Optional.of(wanted))) {
            said = Optional.of(wanted);
            channel.get().say(Channel.Topic.WISH, wanted.encode());
        }
        declare(channel.get());
        demand();
    }

    private boolean isBare() {
        return !line.carriesAll() && line.triedHeight() == 0;
    }

    /** What is wished for, as far as the line carries it. */
    private Constraints carried(Constraints wished, Optional<Reception> first) {
        if (line.carriesAll()) {
            tried = Optional.empty();
            return wished;
        }
        tried = isBare() ? Optional.empty() : first.map(Reception::label);
        boolean camera = first.filter(one -> one.kind() == SourceKind.CAMERA).isPresent();
        return wished.only(tried, camera ? line.triedHeight() : Integer.MAX_VALUE);
    }

    /** The picture to try a line with: one that its sender has on, and a small one, before what is looked at most. */
    private Optional<Reception> first(Constraints wished, List<Reception> receptions) {
        List<String> selected = wished.selected();
        return receptions.stream()
                .filter(reception -> reception.isAllowed() && wished.height(reception.label()) > 0)
                .min(Comparator.comparing((Reception reception) -> off.contains(reception.label()))
                        .thenComparing(reception -> !tried.equals(Optional.of(reception.label())))
                        .thenComparing(Reception::kind)
                        .thenComparing(reception -> !selected.contains(reception.label()))
                        .thenComparing(reception -> selected.indexOf(reception.label()))
                        .thenComparing(reception -> -wished.height(reception.label()))
                        .thenComparing(Reception::label));
    }

    /** A bridge forgets with a source what kind it is: whatever is new of a screen is said with its kind once more. */
    private void declare(Channel to) {
        Optional<List<Layer>> now =
                endpoint.may(SourceKind.SCREEN) ? Optional.of(endpoint.declared(SourceKind.SCREEN)) : Optional.empty();
        if (screen.equals(now)) {
            return;
        }
        screen = now;
        if (now.isPresent()) {
            String label = Requests.label(endpoint.onBridge(), SourceKind.SCREEN);
            to.say(Channel.Topic.SCREEN, ChannelMessage.screen(label));
        } else {
            to.unsay(Channel.Topic.SCREEN);
        }
    }

    private void ask(Constraints wanted, List<Reception> receptions) {
        Map<String, Long> asked = new HashMap<>();
        for (Reception reception : receptions) {
            if (wanted.height(reception.label()) > 0 && reception.isAllowed()) {
                asked.put(reception.label(), askedMs.getOrDefault(reception.label(), clockMs.getAsLong()));
            }
        }
        askedMs.clear();
        askedMs.putAll(asked);
    }

    /** While the bridge says nothing of it, everybody else may have a use for all there is. */
    private void demand() {
        Map<SourceKind, Integer> layers = new EnumMap<>(SourceKind.class);
        for (SourceKind kind : List.of(SourceKind.CAMERA, SourceKind.SCREEN)) {
            if (endpoint.may(kind) && endpoint.visible().contains(kind)) {
                int all = endpoint.isLayered(kind) ? Codecs.LAYERS.size() : 1;
                int unsaid = conference.isAlone(endpoint) ? 0 : all;
                layers.put(
                        kind,
                        Optional.ofNullable(limits.get(kind))
                                .map(height -> Math.min(all, Constraints.layersFor(height)))
                                .orElse(unsaid));
            }
        }
        if (!demanded.orElse(Map.of()).equals(layers)) {
            demanded = Optional.of(layers);
            listener.demanded(conference.id(), endpoint.id(), layers);
        }
    }

    private void tell(Constraints wished, Constraints wanted, List<Reception> receptions) {
        Set<String> names = forwarded.orElse(Set.of());
        off.retainAll(receptions.stream().map(Reception::label).toList());
        Map<String, MediaSent.Picture> pictures = new HashMap<>();
        for (Reception reception : receptions) {
            String label = reception.label();
            picture(reception, wished.height(label), wanted.height(label), names.contains(label))
                    .ifPresent(picture -> pictures.put(reception.mid(), picture));
        }
        boolean same = pictures.equals(told.pictures());
        if (same && (pictures.isEmpty() || !hasMoved())) {
            return;
        }
        told = new MediaSent(pictures, carries);
        listener.sent(conference.id(), endpoint.id(), told);
    }

    private boolean hasMoved() {
        int now = carries.orElse(0);
        int before = told.estimateKbps().orElse(0);
        return Math.abs(now - before) * 100L > (long) TOLD_STEP_PERCENT * before;
    }

    /** Empty where it cannot be known yet whether it comes; what the line had no room for stays so until it does. */
    private Optional<MediaSent.Picture> picture(Reception reception, int wished, int height, boolean comes) {
        if (!reception.isAllowed()) {
            return held(MediaSent.Why.RIGHTS);
        }
        if (wished == 0) {
            return held(MediaSent.Why.WISH);
        }
        if (height == 0) {
            // Nobody else may want it, and it is not on its way then: what was seen of it last stands.
            return held(off.contains(reception.label()) ? MediaSent.Why.SENDER : MediaSent.Why.LINE);
        }
        long now = clockMs.getAsLong();
        long asked = askedMs.getOrDefault(reception.label(), now);
        Optional<MediaSent.Picture> before =
                Optional.ofNullable(told.pictures().get(reception.mid())).filter(Pictures::isForLine);
        if (!comes) {
            return now - asked < GRACE_MS ? before : held(MediaSent.Why.LINE);
        }
        // A bridge also counts as sent what it would send if anything came.
        Optional<Boolean> flows = reception.sender().flows(reception.kind(), asked, now);
        flows.ifPresent(flow -> note(reception.label(), flow));
        Optional<MediaSent.Why> why = height < wished ? Optional.of(MediaSent.Why.LINE) : Optional.empty();
        return flows.flatMap(flow -> flow
                        ? Optional.of(new MediaSent.Picture(atMost(reception, height), false, why))
                        : held(MediaSent.Why.SENDER))
                .or(() -> before);
    }

    private void note(String label, boolean flows) {
        var unused = flows ? off.remove(label) : off.add(label);
    }

    private static boolean isForLine(MediaSent.Picture picture) {
        return picture.paused() && picture.why().equals(Optional.of(MediaSent.Why.LINE));
    }

    /** Of a picture in one size its height is not known, and may be more than was asked for. */
    private static int atMost(Reception reception, int height) {
        return reception.sender().isLayered(reception.kind()) ? height : 0;
    }

    private static Optional<MediaSent.Picture> held(MediaSent.Why why) {
        return Optional.of(new MediaSent.Picture(0, true, Optional.of(why)));
    }

    @Override
    public void forwarded(Set<String> sources) {
        forwarded = Optional.of(Set.copyOf(sources));
        look();
    }

    @Override
    public boolean wanted(String source, int maxHeight) {
        for (SourceKind kind : List.of(SourceKind.CAMERA, SourceKind.SCREEN)) {
            if (Requests.label(endpoint.onBridge(), kind).equals(source)) {
                limits.put(kind, maxHeight);
                look();
                return true;
            }
        }
        return false;
    }

    @Override
    public void carries(int kbps) {
        carries = Optional.of(kbps);
        boolean flows = askedMs.keySet().stream().anyMatch(label -> !off.contains(label));
        line.reports(kbps, flows, clockMs.getAsLong());
        look();
    }

    @Override
    public void lost() {
        forwarded = Optional.empty();
        carries = Optional.empty();
        line.forget();
        limits.clear();
        look();
    }

    /**
     * A picture that has its line.
     *
     * @param label of its source
     */
    record Reception(String mid, String label, SourceKind kind, ColibriEndpoint sender) {
        boolean isAllowed() {
            return sender.may(kind);
        }
    }
}
