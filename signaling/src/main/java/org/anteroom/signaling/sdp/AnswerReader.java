package org.anteroom.signaling.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.anteroom.signaling.BadAnswerException;

/**
 * Reads an answer against the offer that it answers (RFC 8829, section 5.3): the same m-lines in the same order, no
 * payload type or extension that was not offered, one transport, the endpoint as DTLS client.
 *
 * <p>An m-line that is rejected (port 0) says nothing but that: its own transport, formats and SSRCs are ignored, as a
 * browser without one codec still writes some. The others go on.
 *
 * <p>SSRCs are taken from the endpoint's own m-lines only (RFC 5576).
 */
public final class AnswerReader {
    private static final int OWN_LINES = 3;
    private static final int ICE_USER_MIN = 4;
    private static final int ICE_PASSWORD_MIN = 22;
    private static final int ICE_CHARACTERS_MAX = 256;
    private static final int SSRC_LINES_MAX = 16;
    private static final int SSRCS_PER_LINE_MAX = 2;

    private static final String OPUS = Integer.toString(Codecs.OPUS);
    private static final String OPUS_TWICE = Integer.toString(Codecs.OPUS_TWICE);
    private static final Set<String> SOUNDS = Set.of(OPUS, OPUS_TWICE);
    private static final Set<String> PICTURES = Set.of(Integer.toString(Codecs.VP8), Integer.toString(Codecs.VP8_RTX));
    private static final Pattern DIRECTED = Pattern.compile("/(sendonly|recvonly|sendrecv|inactive) ");
    private static final String LEVEL = Codecs.AUDIO_LEVEL_ID + " " + Codecs.AUDIO_LEVEL_URI;
    private static final String TRANSPORT = Codecs.TRANSPORT_SEQUENCE_ID + " " + Codecs.TRANSPORT_SEQUENCE_URI;
    private static final Set<String> LAYERED = Set.of(
            Codecs.LAYER_ID + " " + Codecs.LAYER_URI,
            Codecs.REPAIRED_LAYER_ID + " " + Codecs.REPAIRED_LAYER_URI,
            Codecs.MID_ID + " " + Codecs.MID_URI);

    private final Offer offer;
    private final Description description;
    private final Set<Integer> ssrcs = new HashSet<>();

    private AnswerReader(Offer offer, Description description) {
        this.offer = offer;
        this.description = description;
    }

    /** Reads it, or says in general words what is wrong; never repeats the answer's own. */
    public static Answer read(Offer offer, String sdp) throws BadAnswerException {
        return new AnswerReader(offer, Description.parse(sdp)).read();
    }

    private Answer read() throws BadAnswerException {
        List<Description.Media> media = description.media();
        if (media.size() != offer.lines().size()) {
            throw new BadAnswerException("The answer has not as many m-lines as its offer");
        }
        List<Answer.Line> lines = new ArrayList<>();
        for (int mid = 0; mid < media.size(); mid++) {
            lines.add(line(mid, media.get(mid)));
        }
        String user = transport("ice-ufrag");
        String password = transport("ice-pwd");
        if (!isIceText(user, ICE_USER_MIN) || !isIceText(password, ICE_PASSWORD_MIN)) {
            throw new BadAnswerException("The answer's ICE credentials are malformed");
        }
        if (!transport("setup").equals("active")) {
            throw new BadAnswerException("The endpoint must be the DTLS client: setup:active");
        }
        Fingerprint fingerprint = Fingerprint.parse(transport("fingerprint"))
                .orElseThrow(() -> new BadAnswerException("The fingerprint is malformed or of an unknown algorithm"));
        return new Answer(user, password, fingerprint, lines, reportsArrivals(media));
    }

    private static Optional<Boolean> reportsArrivals(List<Description.Media> media) {
        Optional<Boolean> reports = Optional.empty();
        for (Description.Media line : media.subList(Math.min(OWN_LINES, media.size()), media.size())) {
            if (line.direction().filter(MediaDirection::receives).isPresent()) {
                boolean reported = line.values("extmap").stream().anyMatch(AnswerReader::isOfTransport);
                reports = Optional.of(reported || reports.orElse(false));
            }
        }
        return reports;
    }

    private static boolean isOfTransport(String extension) {
        return extension.endsWith(" " + Codecs.TRANSPORT_SEQUENCE_URI);
    }

    private Answer.Line line(int mid, Description.Media media) throws BadAnswerException {
        Offer.Line offered = offer.lines().get(mid);
        if (!media.kind().equals(offered.video() ? "video" : "audio")
                || !media.protocol().equals("UDP/TLS/RTP/SAVPF")) {
            throw new BadAnswerException("An m-line is of another kind than offered");
        }
        boolean rejected = isRejected(media);
        String expected = Integer.toString(mid);
        if (!media.value("mid").map(expected::equals).orElse(rejected)) {
            throw new BadAnswerException("An m-line has another mid than offered");
        }
        if (rejected) {
            if (mid == 0) {
                throw new BadAnswerException("The first m-line carries the bundle and cannot be refused");
            }
            return new Answer.Line(MediaDirection.INACTIVE, OptionalInt.empty(), OptionalInt.empty());
        }
        checkFormats(offered, media);
        MediaDirection direction = media.direction().orElse(MediaDirection.SENDRECV);
        if ((direction.sends() && !offered.direction().receives())
                || (direction.receives() && !offered.direction().sends())) {
            throw new BadAnswerException("An m-line's direction does not answer the offered one");
        }
        if (mid >= OWN_LINES) {
            return received(direction, media);
        }
        return offered.layered() && isLayered(media) ? layered(offered, direction, media) : own(direction, media);
    }

    private static boolean isRejected(Description.Media media) {
        return media.port() == 0;
    }

    private static boolean isLayered(Description.Media media) {
        return media.value("simulcast")
                .filter(value -> value.startsWith("send "))
                .isPresent();
    }

    private static Answer.Line layered(Offer.Line offered, MediaDirection direction, Description.Media media)
            throws BadAnswerException {
        // A tilde says that a layer is not sent for now (RFC 8853, section 5.1).
        Optional<String> layers = media.value("simulcast").map(value -> value.replaceAll("([ ;])~", "$1"));
        if (!layers.equals(Optional.of("send " + String.join(";", Codecs.LAYERS.subList(0, offered.layers()))))) {
            throw new BadAnswerException("The endpoint sends other layers than it was asked for");
        }
        return new Answer.Line(direction, true, false, OptionalInt.empty(), OptionalInt.empty());
    }

    private static Answer.Line received(MediaDirection direction, Description.Media media) {
        boolean twice = media.formats().contains(OPUS_TWICE);
        return new Answer.Line(direction, false, twice, OptionalInt.empty(), OptionalInt.empty());
    }

    private static void checkFormats(Offer.Line offered, Description.Media media) throws BadAnswerException {
        Set<String> known = offered.video() ? PICTURES : SOUNDS;
        boolean played = offered.video() || media.formats().contains(OPUS);
        if (!known.containsAll(media.formats()) || !played) {
            throw new BadAnswerException("An m-line has a payload type that was not offered");
        }
        for (String line : media.values("extmap")) {
            // An id may carry a direction (RFC 8285, section 5): "3/sendonly".
            String extension = DIRECTED.matcher(line).replaceFirst(" ");
            boolean level = extension.equals(LEVEL);
            boolean transport = extension.equals(TRANSPORT);
            boolean layer = LAYERED.contains(extension);
            if (!transport && !(level && !offered.video()) && !(layer && offered.layered())) {
                throw new BadAnswerException("An m-line has a header extension that was not offered");
            }
        }
    }

    private Answer.Line own(MediaDirection direction, Description.Media media) throws BadAnswerException {
        List<String> declared = media.values("ssrc");
        List<String> groups = media.values("ssrc-group");
        if (declared.size() > SSRC_LINES_MAX || groups.size() > 1) {
            throw new BadAnswerException("An m-line declares too many SSRCs");
        }
        Set<Integer> own = new LinkedHashSet<>();
        for (String line : declared) {
            own.add(Numbers.ssrc(line.split(" ", 2)[0]));
        }
        if (own.size() > SSRCS_PER_LINE_MAX) {
            throw new BadAnswerException("An m-line declares too many SSRCs");
        }
        for (int ssrc : own) {
            if (!ssrcs.add(ssrc)) {
                throw new BadAnswerException("Two m-lines declare the same SSRC");
            }
        }
        List<Integer> ordered = groups.isEmpty() ? List.copyOf(own) : group(groups.get(0), own);
        OptionalInt ssrc = ordered.isEmpty() ? OptionalInt.empty() : OptionalInt.of(ordered.get(0));
        OptionalInt rtx = groups.isEmpty() || ordered.size() < 2 ? OptionalInt.empty() : OptionalInt.of(ordered.get(1));
        return new Answer.Line(direction, ssrc, rtx);
    }

    private static List<Integer> group(String group, Set<Integer> declared) throws BadAnswerException {
        String[] words = group.split(" ", -1);
        if (words.length != 3 || !words[0].equals("FID")) {
            throw new BadAnswerException("An SSRC group is not a FID group of two");
        }
        List<Integer> members = List.of(Numbers.ssrc(words[1]), Numbers.ssrc(words[2]));
        if (members.get(0).equals(members.get(1)) || !declared.equals(Set.copyOf(members))) {
            throw new BadAnswerException("An SSRC group does not hold the declared SSRCs");
        }
        return members;
    }

    /** The transport's value of that name: the session's or the first m-line's, and no other on any line that is used. */
    private String transport(String name) throws BadAnswerException {
        Set<String> values = new HashSet<>();
        description.value(name).ifPresent(values::add);
        for (Description.Media media : description.media()) {
            if (!isRejected(media)) {
                values.addAll(media.values(name));
            }
        }
        if (values.size() != 1) {
            throw new BadAnswerException("The answer must name one transport: " + name);
        }
        return values.iterator().next();
    }

    private static boolean isIceText(String text, int charactersMin) {
        return text.length() >= charactersMin
                && text.length() <= ICE_CHARACTERS_MAX
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '+'
                                || c == '/');
    }
}
