package org.anteroom.signaling.sdp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.MediaBridge;
import org.anteroom.signaling.SourceKind;

/**
 * An SDP offer (RFC 8829) of a bridge to one endpoint.
 *
 * @param generation rises by one with each offer to this endpoint, from 1; an answer names it
 * @param sdp the session description, lines ended by CRLF
 * @param own the m-lines (by mid) on which this endpoint sends: always one for each kind; the screen's is inactive but
 *     under a live lease
 * @param sources the m-lines (by mid) on which this endpoint receives, each with whose and which source it carries;
 *     unused m-lines are not named
 * @param layered the kinds that it is to send in layers and to tell about by {@link MediaBridge#layers}, because its
 *     answer cannot
 */
public record MediaOffer(
        int generation,
        String sdp,
        Map<SourceKind, String> own,
        Map<String, Invitation.Source> sources,
        Set<SourceKind> layered) {
    /** The kind of its invitations. */
    public static final String KIND = "offer";

    public MediaOffer {
        own = Map.copyOf(own);
        sources = Map.copyOf(sources);
        layered = Set.copyOf(layered);
    }

    /** An offer of a bridge that is told of no layers. */
    public MediaOffer(int generation, String sdp, Map<SourceKind, String> own, Map<String, Invitation.Source> sources) {
        this(generation, sdp, own, sources, Set.of());
    }

    /** What its endpoint is sent: {@code sdp}, {@code own}, {@code sources}, and {@code layered} where any are. */
    public Invitation invitation() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sdp", sdp);
        Map<String, String> lines = new LinkedHashMap<>();
        own.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> lines.put(entry.getKey().word(), entry.getValue()));
        fields.put("own", lines);
        fields.put("sources", sources);
        List<String> kinds = layered.stream().sorted().map(SourceKind::word).toList();
        if (!kinds.isEmpty()) {
            fields.put("layered", kinds);
        }
        return new Invitation(KIND, generation, fields);
    }

    /** Its description holds the keys of a transport: not for logs. */
    @Override
    public String toString() {
        return "MediaOffer of generation " + generation;
    }
}
