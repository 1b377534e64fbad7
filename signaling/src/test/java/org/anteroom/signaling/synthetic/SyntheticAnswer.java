package org.anteroom.signaling.synthetic;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.sdp.Description;
import org.anteroom.signaling.sdp.Fingerprint;
import org.anteroom.signaling.sdp.MediaDirection;

/** Reads the bridge's offers and writes what a browser would answer. */
final class SyntheticAnswer {
    private final Description offer;

    SyntheticAnswer(String offerSdp) {
        try {
            this.offer = Description.parse(offerSdp);
        } catch (BadAnswerException e) {
            throw new IllegalArgumentException("The offer is no session description", e);
        }
    }

    List<Description.Media> media() {
        return offer.media();
    }

    String transport(String name) {
        return offer.media().get(0).value(name).or(() -> offer.value(name)).orElseThrow();
    }

    Fingerprint fingerprint() {
        return Fingerprint.parse(transport("fingerprint")).orElseThrow();
    }

    /** The first candidate; addresses are literals. */
    InetSocketAddress candidate() {
        String[] words = transport("candidate").split(" ", -1);
        try {
            return new InetSocketAddress(InetAddress.getByName(words[4]), Integer.parseInt(words[5]));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("A candidate is an address literal", e);
        }
    }

    /** The SSRCs of an m-line of the bridge, the retransmissions' last; empty where it sends nothing. */
    static Optional<int[]> ssrcs(Description.Media media) {
        if (media.direction().orElse(MediaDirection.INACTIVE) != MediaDirection.SENDONLY) {
            return Optional.empty();
        }
        int[] ssrcs = media.values("ssrc").stream()
                .mapToInt(line -> Integer.parseUnsignedInt(line.split(" ", 2)[0]))
                .toArray();
        return Optional.of(ssrcs);
    }

    /** @param senders by mid, for those m-lines on which the peer sends */
    String write(String iceUser, String icePassword, Fingerprint fingerprint, Map<String, SyntheticSender> senders) {
        StringBuilder sdp = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        sdp.append("a=")
                .append("group:")
                .append(offer.value("group").orElse("BUNDLE"))
                .append("\r\n");
        for (Description.Media media : offer.media()) {
            String mid = media.value("mid").orElseThrow();
            MediaDirection offered = media.direction().orElse(MediaDirection.INACTIVE);
            MediaDirection direction = offered == MediaDirection.RECVONLY
                    ? MediaDirection.SENDONLY
                    : offered == MediaDirection.SENDONLY ? MediaDirection.RECVONLY : MediaDirection.INACTIVE;
            sdp.append("m=").append(media.kind()).append(" 9 UDP/TLS/RTP/SAVPF ");
            sdp.append(String.join(" ", media.formats())).append("\r\nc=IN IP4 0.0.0.0\r\n");
            sdp.append("a=mid:").append(mid).append("\r\na=").append(direction.word());
            sdp.append("\r\na=ice-ufrag:")
                    .append(iceUser)
                    .append("\r\na=ice-pwd:")
                    .append(icePassword);
            sdp.append("\r\na=fingerprint:")
                    .append(fingerprint.algorithm())
                    .append(' ')
                    .append(fingerprint.hex());
            sdp.append("\r\na=setup:active\r\na=rtcp-mux\r\n");
            SyntheticSender sender = senders.get(mid);
            if (sender != null && direction.sends()) {
                ssrcs(sdp, sender);
            }
        }
        return sdp.toString();
    }

    private static void ssrcs(StringBuilder sdp, SyntheticSender sender) {
        String ssrc = Integer.toUnsignedString(sender.ssrc());
        String rtx = Integer.toUnsignedString(sender.rtxSsrc());
        if (sender.isVideo()) {
            sdp.append("a=ssrc-group:FID ").append(ssrc).append(' ').append(rtx).append("\r\n");
            sdp.append("a=ssrc:").append(rtx).append(" cname:synthetic\r\n");
        }
        sdp.append("a=ssrc:").append(ssrc).append(" cname:synthetic\r\n");
    }
}
