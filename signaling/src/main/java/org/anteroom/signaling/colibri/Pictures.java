package org.anteroom.signaling.colibri;

import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
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
 * The others' pictures as one endpoint shows them, and its own as the others do: its wish in the bridge's words, and the
 * bridge's words in ours. What the bridge did not say is not told.
 */
final class Pictures implements Channel.Listener {
    /** A picture that was asked for may take so long to come before it is said that it does not. */
    static final long GRACE_MS = 2_000;

    private static final int TOLD_STEP_PERCENT = 20;
    private static final MediaSent NOTHING_TOLD = new MediaSent(Map.of(), Optional.empty());

    private final Room room;
    private final Member member;
    private final BridgeListener listener;
    private final LongSupplier clockMs;
    private final Map<String, Long> askedMs = new HashMap<>();
    private final Map<SourceKind, Integer> limits = new EnumMap<>(SourceKind.class);
    private Optional<Channel> channel = Optional.empty();
    private Optional<MediaWish> wish = Optional.empty();
    private Optional<Constraints> said = Optional.empty();
    private Optional<List<Layer>> screen = Optional.empty();
    private Optional<Set<String>> forwarded = Optional.empty();
    private Optional<Integer> carries = Optional.empty();
    private Optional<Map<SourceKind, Integer>> demanded = Optional.empty();
    private MediaSent told = NOTHING_TOLD;

    Pictures(Room room, Member member, BridgeListener listener, LongSupplier clockMs) {
        this.room = room;
        this.member = member;
        this.listener = listener;
        this.clockMs = clockMs;
    }

    /** Opens the channel; without one everything is as the bridge has it by itself. */
    void speak(Channels channels, URI address) {
        channel = Optional.of(channels.to(room.bridge().number(), address, this));
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

    /** Says, and tells, what is another now. */
    void look() {
        if (channel.isEmpty() || member.isSilenced() || room.isOver()) {
            return;
        }
        Constraints wanted = Constraints.of(wish, room.sourcesBut(member));
        List<Reception> receptions = room.receptions(member);
        ask(wanted, receptions);
        if (!said.equals(Optional.of(wanted))) {
            said = Optional.of(wanted);
            channel.get().say(Channel.Topic.WISH, wanted.encode());
        }
        declare(channel.get());
        demand();
        forwarded.ifPresent(names -> tell(wanted, receptions, names));
    }

    /** A bridge forgets with a source what kind it is: whatever is new of a screen is said with its kind once more. */
    private void declare(Channel to) {
        Optional<List<Layer>> now =
                member.may(SourceKind.SCREEN) ? Optional.of(member.declared(SourceKind.SCREEN)) : Optional.empty();
        if (screen.equals(now)) {
            return;
        }
        screen = now;
        if (now.isPresent()) {
            String label = Requests.label(member.onBridge(), SourceKind.SCREEN);
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
            if (member.may(kind) && member.visible().contains(kind)) {
                int all = member.isLayered(kind) ? Codecs.LAYERS.size() : 1;
                int unsaid = room.isAlone(member) ? 0 : all;
                layers.put(
                        kind,
                        Optional.ofNullable(limits.get(kind))
                                .map(height -> Math.min(all, Constraints.layersFor(height)))
                                .orElse(unsaid));
            }
        }
        if (!demanded.orElse(Map.of()).equals(layers)) {
            demanded = Optional.of(layers);
            listener.demanded(room.id(), member.id(), layers);
        }
    }

    private void tell(Constraints wanted, List<Reception> receptions, Set<String> names) {
        Map<String, MediaSent.Picture> pictures = new HashMap<>();
        for (Reception reception : receptions) {
            picture(reception, wanted.height(reception.label()), names.contains(reception.label()))
                    .ifPresent(picture -> pictures.put(reception.mid(), picture));
        }
        boolean same = pictures.equals(told.pictures());
        if (same && (pictures.isEmpty() || !hasMoved())) {
            return;
        }
        told = new MediaSent(pictures, carries);
        listener.sent(room.id(), member.id(), told);
    }

    private boolean hasMoved() {
        int now = carries.orElse(0);
        int before = told.estimateKbps().orElse(0);
        return Math.abs(now - before) * 100L > (long) TOLD_STEP_PERCENT * before;
    }

    /** Empty where it cannot be known yet whether it comes. */
    private Optional<MediaSent.Picture> picture(Reception reception, int height, boolean comes) {
        if (!reception.isAllowed()) {
            return held(MediaSent.Why.RIGHTS);
        }
        if (height == 0) {
            return held(MediaSent.Why.WISH);
        }
        long now = clockMs.getAsLong();
        long asked = askedMs.getOrDefault(reception.label(), now);
        if (!comes) {
            return now - asked < GRACE_MS ? Optional.empty() : held(MediaSent.Why.LINE);
        }
        // A bridge also counts as sent what it would send if anything came.
        return reception
                .sender()
                .flows(reception.kind(), asked, now)
                .flatMap(flows -> flows
                        ? Optional.of(new MediaSent.Picture(atMost(reception, height), false, Optional.empty()))
                        : held(MediaSent.Why.SENDER));
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
            if (Requests.label(member.onBridge(), kind).equals(source)) {
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
        look();
    }

    @Override
    public void lost() {
        forwarded = Optional.empty();
        carries = Optional.empty();
        limits.clear();
        look();
    }

    /**
     * A picture that has its line.
     *
     * @param label of its source
     */
    record Reception(String mid, String label, SourceKind kind, Member sender) {
        boolean isAllowed() {
            return sender.may(kind);
        }
    }
}
