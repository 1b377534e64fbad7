package org.anteroom.signaling.sdp;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes offers: one bundle, rtcp-mux, the bridge willing to be the DTLS server (RFC 8829, section 5.2;
 * RFC 8839; RFC 9143). Holds no name and nothing of any person.
 */
public final class OfferWriter {
    private static final String EOL = "\r\n";
    private static final int PRIORITY = 2_130_706_431;

    private OfferWriter() {}

    public static String write(Offer offer) {
        StringBuilder sdp = new StringBuilder(1024 + 512 * offer.lines().size());
        line(sdp, "v=0");
        line(sdp, "o=- " + offer.sessionId() + " " + offer.generation() + " IN IP4 127.0.0.1");
        line(sdp, "s=-");
        line(sdp, "t=0 0");
        line(
                sdp,
                "a=group:BUNDLE "
                        + IntStream.range(0, offer.lines().size())
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(" ")));
        if (offer.manner() == Offer.Manner.LITE) {
            line(sdp, "a=ice-lite");
        }
        line(sdp, "a=msid-semantic: WMS *");
        transport(sdp, offer);
        for (int mid = 0; mid < offer.lines().size(); mid++) {
            media(sdp, offer, mid);
        }
        return sdp.toString();
    }

    /** Of all lines, once: with a hundred of them it would be half of the offer. */
    private static void transport(StringBuilder sdp, Offer offer) {
        line(sdp, "a=ice-ufrag:" + offer.iceUser());
        line(sdp, "a=ice-pwd:" + offer.icePassword());
        line(
                sdp,
                "a=fingerprint:" + offer.fingerprint().algorithm() + " "
                        + offer.fingerprint().hex());
        line(sdp, "a=setup:actpass");
    }

    private static void media(StringBuilder sdp, Offer offer, int mid) {
        Offer.Line media = offer.lines().get(mid);
        boolean twice = offer.manner() == Offer.Manner.LITE;
        line(
                sdp,
                media.video()
                        ? "m=video 9 UDP/TLS/RTP/SAVPF " + Codecs.VP8 + " " + Codecs.VP8_RTX
                        : "m=audio 9 UDP/TLS/RTP/SAVPF " + (twice ? Codecs.OPUS_TWICE + " " : "") + Codecs.OPUS);
        line(sdp, "c=IN IP4 0.0.0.0");
        line(sdp, "a=mid:" + mid);
        line(sdp, "a=" + media.direction().word());
        line(sdp, "a=rtcp-mux");
        line(sdp, "a=rtcp-rsize");
        boolean receives = mid < 3;
        if (media.video()) {
            video(sdp);
        } else {
            audio(sdp, receives);
            if (twice) {
                twice(sdp);
            }
        }
        if (media.layered()) {
            layers(sdp, offer.manner(), Codecs.LAYERS.subList(0, media.layers()));
        }
        media.stream().ifPresent(stream -> stream(sdp, media.video(), stream));
        if (mid == 0) {
            candidates(sdp, offer);
        }
    }

    private static void audio(StringBuilder sdp, boolean receives) {
        line(sdp, "a=rtpmap:" + Codecs.OPUS + " opus/48000/2");
        line(sdp, "a=fmtp:" + Codecs.OPUS + " minptime=10;useinbandfec=1;usedtx=1");
        // On every line, or browsers ignore it on all.
        line(sdp, "a=rtcp-fb:" + Codecs.OPUS + " transport-cc");
        if (receives) {
            line(sdp, "a=extmap:" + Codecs.AUDIO_LEVEL_ID + " " + Codecs.AUDIO_LEVEL_URI);
        }
        line(sdp, "a=extmap:" + Codecs.TRANSPORT_SEQUENCE_ID + " " + Codecs.TRANSPORT_SEQUENCE_URI);
    }

    private static void twice(StringBuilder sdp) {
        line(sdp, "a=rtpmap:" + Codecs.OPUS_TWICE + " red/48000/2");
        line(sdp, "a=fmtp:" + Codecs.OPUS_TWICE + " " + Codecs.OPUS + "/" + Codecs.OPUS);
        line(sdp, "a=rtcp-fb:" + Codecs.OPUS_TWICE + " transport-cc");
    }

    private static void video(StringBuilder sdp) {
        line(sdp, "a=rtpmap:" + Codecs.VP8 + " VP8/90000");
        line(sdp, "a=rtcp-fb:" + Codecs.VP8 + " transport-cc");
        line(sdp, "a=rtcp-fb:" + Codecs.VP8 + " nack");
        line(sdp, "a=rtcp-fb:" + Codecs.VP8 + " nack pli");
        line(sdp, "a=rtcp-fb:" + Codecs.VP8 + " ccm fir");
        line(sdp, "a=rtpmap:" + Codecs.VP8_RTX + " rtx/90000");
        line(sdp, "a=fmtp:" + Codecs.VP8_RTX + " apt=" + Codecs.VP8);
        line(sdp, "a=extmap:" + Codecs.TRANSPORT_SEQUENCE_ID + " " + Codecs.TRANSPORT_SEQUENCE_URI);
    }

    private static void layers(StringBuilder sdp, Offer.Manner manner, List<String> names) {
        line(sdp, "a=extmap:" + Codecs.LAYER_ID + " " + Codecs.LAYER_URI);
        line(sdp, "a=extmap:" + Codecs.MID_ID + " " + Codecs.MID_URI);
        if (manner == Offer.Manner.LITE) {
            line(sdp, "a=extmap:" + Codecs.REPAIRED_LAYER_ID + " " + Codecs.REPAIRED_LAYER_URI);
        }
        names.forEach(rid -> line(sdp, "a=rid:" + rid + " recv"));
        line(sdp, "a=simulcast:recv " + String.join(";", names));
    }

    private static void stream(StringBuilder sdp, boolean video, Offer.Stream stream) {
        String ssrc = Integer.toUnsignedString(stream.ssrc());
        line(sdp, "a=msid:" + stream.stream() + " " + stream.track());
        if (video && stream.rtxSsrc() != 0) {
            String rtx = Integer.toUnsignedString(stream.rtxSsrc());
            line(sdp, "a=ssrc-group:FID " + ssrc + " " + rtx);
            line(sdp, "a=ssrc:" + ssrc + " cname:" + stream.stream());
            line(sdp, "a=ssrc:" + rtx + " cname:" + stream.stream());
        } else {
            line(sdp, "a=ssrc:" + ssrc + " cname:" + stream.stream());
        }
    }

    private static void candidates(StringBuilder sdp, Offer offer) {
        int foundation = 1;
        for (Offer.Candidate candidate : offer.candidates()) {
            line(
                    sdp,
                    "a=candidate:" + foundation + " 1 udp " + (PRIORITY - 256 * foundation) + " " + candidate.address()
                            + " " + candidate.port() + " typ host");
            foundation++;
        }
        line(sdp, "a=end-of-candidates");
    }

    private static void line(StringBuilder sdp, String text) {
        sdp.append(text).append(EOL);
    }
}
