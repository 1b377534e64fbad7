package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.sdp.Answer;
import org.anteroom.signaling.sdp.Codecs;
import org.anteroom.signaling.sdp.Fingerprint;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.sdp.Offer;

/** An endpoint whose transport is a list: answers what it is offered, in layers or not, and keeps what it is sent. */
final class PaperPeer implements Outlet {
    static final int MICROPHONE_SSRC = 1;
    static final int CAMERA_SSRC = 2;
    static final int CAMERA_RTX_SSRC = 3;

    private static final Fingerprint FINGERPRINT = Fingerprint.of("sha-256", new byte[0]);

    final Endpoint endpoint;
    final List<MediaOffer> offers = new ArrayList<>();
    final List<DropReason> dropped = new ArrayList<>();
    final List<Packet> control = new ArrayList<>();
    /** Whether it takes sound with the packet before it once more. */
    boolean takesTwice = true;
    /** Whether it may send what it may not, which is noted. */
    boolean toleratesViolations;

    final List<SourceKind> violations = new ArrayList<>();
    /** How often something began to wait for its turn. */
    int hurried;

    private final boolean layered;
    private final boolean reports;
    private BiConsumer<RtpPacket, Integer> taker = (packet, bytes) -> {};

    PaperPeer(Conference conference, String name, boolean layered, boolean reports) {
        this.layered = layered;
        this.reports = reports;
        this.endpoint = new Endpoint(
                conference.id(),
                new EndpointId(name),
                new OfferFacts(1, "user", "password", FINGERPRINT, List.of(new Offer.Candidate("127.0.0.1", 9))),
                this,
                new Endpoint.Observer() {
                    @Override
                    public void offered(Endpoint endpoint, MediaOffer offer) {
                        offers.add(offer);
                    }

                    @Override
                    public void violated(Endpoint endpoint, SourceKind kind) {
                        if (!toleratesViolations) {
                            throw new AssertionError("Nobody sends what it may not");
                        }
                        violations.add(kind);
                    }

                    @Override
                    public void heard(Endpoint endpoint, int audioLevel) {
                        conference.heard(endpoint, audioLevel);
                    }

                    @Override
                    public void checkTransport(Endpoint endpoint, Answer answer) {
                        // Any transport will do.
                    }
                },
                dropped::add,
                new Endpoint.Bounds(512, 400),
                new Random(name.hashCode()),
                0);
    }

    /** Where what it is sent goes, with its bytes on the wire. */
    void take(BiConsumer<RtpPacket, Integer> next) {
        taker = next;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean sendRtp(Packet packet) {
        RtpPacket.parse(packet.getBuffer(), packet.getOffset(), packet.getLength())
                .ifPresent(rtp -> taker.accept(rtp, packet.getLength() + 44));
        return true;
    }

    @Override
    public void sendRtcp(Packet packet) {
        control.add(packet);
    }

    @Override
    public void waits() {
        hurried++;
    }

    @Override
    public void forget(int ssrc) {
        // There is nothing to forget.
    }

    /** Answers offers until none is outstanding. */
    void settle(long nowMs) {
        int answered = 0;
        while (offers.size() > answered) {
            answered = offers.size();
            MediaOffer offer = offers.get(answered - 1);
            try {
                var unused = endpoint.answer(offer.generation(), answer(offer), nowMs);
            } catch (BadAnswerException e) {
                if (!String.valueOf(e.getMessage()).contains("waits")) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private String answer(MediaOffer offer) {
        StringBuilder sdp = new StringBuilder("v=0\r\na=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
                + "a=fingerprint:sha-256 " + FINGERPRINT.hex() + "\r\na=setup:active\r\n");
        for (String line : offer.sdp().split("\r\n", -1)) {
            if (line.matches("m=.*|a=mid:.*|a=inactive")) {
                sdp.append(takesTwice ? line : line.replace(" " + Codecs.OPUS_TWICE + " ", " "))
                        .append("\r\n");
            } else if (line.equals("a=sendonly")) {
                sdp.append("a=recvonly\r\n");
            } else if (line.equals("a=recvonly")) {
                sdp.append("a=sendonly\r\n");
            } else if (reports && line.endsWith(Codecs.TRANSPORT_SEQUENCE_URI)) {
                sdp.append(line).append("\r\n");
            }
            own(line).ifPresent(more -> sdp.append(more).append("\r\n"));
        }
        return sdp.toString();
    }

    private Optional<String> own(String line) {
        return switch (line) {
            case "a=mid:0" -> Optional.of("a=ssrc:" + MICROPHONE_SSRC + " cname:p");
            case "a=mid:1" ->
                Optional.of(
                        layered
                                ? "a=rid:1 send\r\na=rid:2 send\r\na=rid:3 send\r\na=simulcast:send 1;2;3"
                                : "a=ssrc-group:FID " + CAMERA_SSRC + " " + CAMERA_RTX_SSRC + "\r\na=ssrc:"
                                        + CAMERA_SSRC + " cname:p\r\na=ssrc:" + CAMERA_RTX_SSRC + " cname:p");
            case "a=mid:2" ->
                layered ? Optional.of("a=rid:1 send\r\na=rid:2 send\r\na=simulcast:send 1;2") : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** A packet of this endpoint; extensions are texts of one character by id, or two bytes for a number. */
    static RtpPacket rtp(
            int ssrc, int payloadType, int sequence, int timestamp, Map<Integer, String> texts, byte[] load) {
        byte[] b = new byte[16 + 4 * texts.size() + load.length];
        b[0] = (byte) 0x90;
        b[1] = (byte) payloadType;
        Bytes.put16(b, 2, sequence);
        Bytes.put32(b, 4, timestamp);
        Bytes.put32(b, 8, ssrc);
        Bytes.put16(b, 12, RtpPacket.ONE_BYTE_PROFILE);
        Bytes.put16(b, 14, texts.size());
        int at = 16;
        for (Map.Entry<Integer, String> text : texts.entrySet()) {
            int characters = text.getValue().length();
            b[at] = (byte) (text.getKey() << 4 | characters - 1);
            for (int i = 0; i < characters; i++) {
                b[at + 1 + i] = (byte) text.getValue().charAt(i);
            }
            at += 4;
        }
        System.arraycopy(load, 0, b, at, load.length);
        return RtpPacket.parse(b, 0, b.length).orElseThrow();
    }

    /** The first bytes of a VP8 payload with picture id and TL0PICIDX, of that many bytes in all. */
    static byte[] vp8(boolean first, boolean key, int picture, int tl0, int height, int bytes) {
        byte[] load = new byte[bytes];
        load[0] = (byte) (first ? 0x90 : 0x80);
        load[1] = (byte) 0xE0;
        Bytes.put16(load, 2, 0x8000 | (picture & 0x7FFF));
        load[4] = (byte) tl0;
        load[5] = 0x20;
        load[6] = (byte) (first && key ? 0x10 : 0x11);
        if (first && key) {
            load[9] = (byte) 0x9D;
            load[10] = 0x01;
            load[11] = 0x2A;
            int width = height * 16 / 9;
            load[12] = (byte) width;
            load[13] = (byte) (width >> 8);
            load[14] = (byte) height;
            load[15] = (byte) (height >> 8);
        }
        return load;
    }
}
