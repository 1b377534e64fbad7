package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.congestion.SimulatedLine;
import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.embedded.rtp.TransportFeedback;
import org.anteroom.signaling.embedded.rtp.Vp8Descriptor;
import org.anteroom.signaling.sdp.Codecs;

/** Senders in layers and one receiver behind a simulated line, in simulated time: the whole way of a packet but SRTP. */
final class SimulatedConference {
    private static final int STEP_MICROS = 5_000;
    private static final int FRAME_STEPS = 13;
    private static final int REPORT_STEPS = 20;
    private static final int ALLOCATE_STEPS = 40;

    final Conference conference = new Conference(new ConferenceId("c"), new Random(1));
    final PaperPeer receiver = new PaperPeer(conference, "receiver", false, true);
    final SimulatedLine down;
    final Map<String, MediaSent.Picture> sent = new HashMap<>();
    private final SimulatedLine back;
    final List<SimulatedSender> senders = new ArrayList<>();
    private final TransportFeedback reports = new TransportFeedback();
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::atMicros));
    private final Map<Integer, Shown> shown = new HashMap<>();
    private final Vp8Descriptor descriptor = new Vp8Descriptor();
    private long nowMicros = 1_000_000_000L;
    private long steps;
    long soundSent;
    long soundCame;
    long worstSoundMicros;

    private record Event(long atMicros, Runnable what) {}

    /** What came of one picture. */
    static final class Shown {
        long packets;
        long bytes;
        long frames;
        long keyFrames;
        int height;
        int lastSequence = -1;
    }

    SimulatedConference(SimulatedLine down, SimulatedLine back, int senderCount) {
        this.down = down;
        this.back = back;
        conference.join(receiver.endpoint, Set.of(SourceKind.MICROPHONE, SourceKind.CAMERA), nowMs());
        for (int i = 0; i < senderCount; i++) {
            PaperPeer peer = new PaperPeer(conference, "sender" + i, true, true);
            conference.join(peer.endpoint, Set.of(SourceKind.MICROPHONE, SourceKind.CAMERA), nowMs());
            senders.add(new SimulatedSender(peer));
        }
        receiver.settle(nowMs());
        senders.forEach(sender -> sender.peer.settle(nowMs()));
        receiver.take(this::sentTo);
    }

    long nowMs() {
        return nowMicros / 1000;
    }

    long bps() {
        return receiver.endpoint.downlink().estimator().bps(nowMs());
    }

    /** The pictures that come, by SSRC; forgotten at each call. */
    Map<Integer, Shown> takeShown() {
        Map<Integer, Shown> taken = new HashMap<>(shown);
        shown.clear();
        return taken;
    }

    /** What came of that sender's camera since the last look. */
    Shown shownOf(int sender) {
        return receiver.endpoint.slots().stream()
                .flatMap(slot -> slot.stream().stream())
                .filter(stream ->
                        stream.source() == senders.get(sender).peer.endpoint.source(SourceKind.CAMERA))
                .map(stream -> shown.getOrDefault(stream.names().ssrc(), new Shown()))
                .findFirst()
                .orElseThrow();
    }

    void forgetShown() {
        shown.clear();
    }

    void run(double seconds) {
        long until = nowMicros + (long) (seconds * 1e6);
        while (nowMicros < until) {
            nowMicros += STEP_MICROS;
            while (!events.isEmpty() && events.peek().atMicros() <= nowMicros) {
                events.remove().what().run();
            }
            step();
        }
    }

    private void step() {
        steps++;
        for (int i = 0; i < senders.size(); i++) {
            SimulatedSender sender = senders.get(i);
            if ((steps + i) % 4 == 0) {
                soundSent++;
                sender.sound(nowMicros);
            }
            if ((steps + 3L * i) % FRAME_STEPS == 0) {
                sender.frame(nowMicros);
            }
            sender.misbehave(nowMicros);
            sender.oblige(nowMs());
        }
        receiver.endpoint.pace(nowMicros);
        senders.forEach(sender -> sender.peer.endpoint.pace(nowMicros));
        if (steps % ALLOCATE_STEPS == 0) {
            conference.allocate(nowMs(), (endpoint, told) -> {
                if (endpoint == receiver.endpoint) {
                    sent.clear();
                    sent.putAll(told.pictures());
                }
            });
        }
        if (steps % REPORT_STEPS == 0) {
            for (Packet report : reports.reports(1, 2)) {
                long at = back.arrival(report.getLength(), nowMicros);
                if (at >= 0) {
                    events.add(new Event(at, () -> {
                        var unused = receiver.endpoint.rtcp(report.getBuffer(), 0, report.getLength(), nowMicros);
                    }));
                }
            }
        }
    }

    private void sentTo(RtpPacket packet, int bytes) {
        long at = down.arrival(bytes, nowMicros);
        if (at < 0) {
            return;
        }
        long sentAt = nowMicros;
        int number = packet.extension(Codecs.TRANSPORT_SEQUENCE_ID, 2);
        int sequence = Bytes.uint16(packet.buffer(), number);
        events.add(new Event(at, () -> {
            reports.arrived(sequence, at);
            if (packet.payloadType() == Codecs.OPUS) {
                soundCame++;
                worstSoundMicros = Math.max(worstSoundMicros, at - sentAt);
            } else if (packet.payloadType() == Codecs.VP8 && descriptor.read(packet)) {
                Shown picture = shown.computeIfAbsent(packet.ssrc(), ssrc -> new Shown());
                picture.packets++;
                picture.bytes += bytes;
                picture.frames += descriptor.beginsFrame() ? 1 : 0;
                picture.keyFrames += descriptor.beginsKeyFrame() ? 1 : 0;
                picture.height = descriptor.height() > 0 ? descriptor.height() : picture.height;
                picture.lastSequence = packet.sequence();
            }
        }));
    }

    Optional<MediaSent.Picture> picture(int place) {
        return sent.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .skip(place)
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
