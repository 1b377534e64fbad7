package org.anteroom.signaling.embedded;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.anteroom.signaling.embedded.MediaSockets.Path;
import org.anteroom.signaling.embedded.forward.DropReason;
import org.anteroom.signaling.embedded.ice.StunMessage;
import org.anteroom.signaling.embedded.rtp.RtcpReader;
import org.anteroom.signaling.embedded.rtp.RtpPacket;

/**
 * Finds out what a datagram is (RFC 7983) and whose: checks by the name in them, all else by the path that a genuine
 * check validated. What belongs to nobody is counted and dropped. On the event loop only.
 */
final class PacketRouter {
    private final BridgeMeters meters;
    private final LongSupplier nanoClock;
    private final Map<String, EmbeddedEndpoint> byIceUser = new HashMap<>();
    private final Map<Path, EmbeddedEndpoint> byPath = new HashMap<>();

    PacketRouter(BridgeMeters meters, LongSupplier nanoClock) {
        this.meters = meters;
        this.nanoClock = nanoClock;
    }

    boolean knows(String iceUser) {
        return byIceUser.containsKey(iceUser);
    }

    void add(EmbeddedEndpoint endpoint) {
        byIceUser.put(endpoint.transport().iceUser(), endpoint);
    }

    void remove(EmbeddedEndpoint endpoint) {
        byIceUser.remove(endpoint.transport().iceUser());
        endpoint.transport().paths().forEach(path -> byPath.remove(path, endpoint));
    }

    void received(Path path, byte[] datagram) {
        int first = datagram.length == 0 ? -1 : datagram[0] & 0xFF;
        if (first >= 0 && first <= 3) {
            stun(path, datagram);
            return;
        }
        boolean dtls = first >= 20 && first <= 63;
        boolean rtp = first >= 128 && first <= 191 && datagram.length >= RtpPacket.FIXED_HEADER_BYTES;
        if (!dtls && !rtp) {
            meters.dropped(DropReason.NOT_A_PROTOCOL);
            return;
        }
        EmbeddedEndpoint known = byPath.get(path);
        if (known == null) {
            meters.dropped(DropReason.UNKNOWN_ADDRESS);
        } else if (dtls) {
            known.transport().dtls(datagram);
        } else if (RtcpReader.isRtcp(datagram[1] & 0xFF)) {
            rtcp(known, datagram);
        } else {
            rtp(known, datagram);
        }
    }

    private void stun(Path path, byte[] datagram) {
        Optional<StunMessage> message = StunMessage.parse(datagram);
        if (message.isEmpty()) {
            meters.dropped(DropReason.BAD_STUN);
            return;
        }
        String username = message.get().username();
        int colon = username.indexOf(':');
        EmbeddedEndpoint known = colon < 0 ? null : byIceUser.get(username.substring(0, colon));
        if (known == null) {
            meters.dropped(DropReason.STUN_WITHOUT_INTEGRITY);
            return;
        }
        Transport.StunOutcome outcome = known.transport().stun(message.get(), path, nanoClock.getAsLong() / 1_000_000);
        if (outcome.genuine()) {
            byPath.put(path, known);
            outcome.forgotten().ifPresent(forgotten -> byPath.remove(forgotten, known));
        }
    }

    private void rtp(EmbeddedEndpoint from, byte[] datagram) {
        from.transport()
                .open(datagram, false)
                .ifPresent(packet -> RtpPacket.parse(packet.getBuffer(), packet.getOffset(), packet.getLength())
                        .ifPresentOrElse(
                                rtp -> from.endpoint().rtp(rtp, nanoClock.getAsLong() / 1000),
                                () -> meters.dropped(DropReason.MALFORMED_RTP)));
    }

    private void rtcp(EmbeddedEndpoint from, byte[] datagram) {
        from.transport().open(datagram, true).ifPresent(packet -> {
            long nowMicros = nanoClock.getAsLong() / 1_000;
            if (!from.endpoint().rtcp(packet.getBuffer(), packet.getOffset(), packet.getLength(), nowMicros)) {
                meters.dropped(DropReason.MALFORMED_RTCP);
            }
        });
    }
}
