package org.anteroom.signaling.synthetic;

import java.util.concurrent.atomic.AtomicLong;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.sdp.Description;
import org.anteroom.signaling.sdp.MediaDirection;
import org.anteroom.signaling.sdp.MediaOffer;

/** An endpoint on paper: it answers offers as a browser would, and never connects. */
public final class PaperEndpoint {
    private static final AtomicLong NUMBERS = new AtomicLong(1_000);

    private final long first = NUMBERS.addAndGet(100);

    /** @param inLayers whether it takes the offer to send in layers */
    public String answer(MediaOffer offer, boolean inLayers) throws BadAnswerException {
        Description described = Description.parse(offer.sdp());
        StringBuilder sdp = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        int own = 0;
        for (Description.Media media : described.media()) {
            MediaDirection offered = media.direction().orElseThrow();
            boolean sends = offered.receives();
            String direction = sends ? "sendonly" : offered.sends() ? "recvonly" : "inactive";
            sdp.append("m=").append(media.kind()).append(" 9 UDP/TLS/RTP/SAVPF ");
            sdp.append(String.join(" ", media.formats())).append("\r\nc=IN IP4 0.0.0.0\r\n");
            sdp.append("a=mid:")
                    .append(media.value("mid").orElseThrow())
                    .append("\r\na=")
                    .append(direction);
            sdp.append("\r\na=ice-ufrag:paper").append(first).append("\r\na=ice-pwd:0123456789012345678901\r\n");
            sdp.append("a=fingerprint:sha-256 ").append("CD:".repeat(31)).append("CD\r\na=setup:active\r\n");
            boolean layered = inLayers && media.value("simulcast").isPresent();
            if (layered) {
                String asked = media.value("simulcast").orElseThrow();
                sdp.append("a=simulcast:")
                        .append(asked.replace("recv ", "send "))
                        .append("\r\n");
            } else if (sends) {
                numbers(sdp, media.kind().equals("video"), first + 10L * own);
            }
            own++;
        }
        return sdp.toString();
    }

    private static void numbers(StringBuilder sdp, boolean video, long ssrc) {
        if (video) {
            sdp.append("a=ssrc-group:FID ")
                    .append(ssrc)
                    .append(' ')
                    .append(ssrc + 1)
                    .append("\r\n");
            sdp.append("a=ssrc:").append(ssrc + 1).append(" cname:paper\r\n");
        }
        sdp.append("a=ssrc:").append(ssrc).append(" cname:paper\r\n");
    }

    /** Of its microphone; its camera is ten further, its screen twenty. */
    public long number() {
        return first;
    }
}
