package org.anteroom.signaling.bridges;

import java.util.List;
import org.anteroom.signaling.BridgeKeys;
import org.anteroom.signaling.BridgeKind;
import org.anteroom.signaling.colibri.ColibriKind;
import org.anteroom.signaling.embedded.EmbeddedKind;
import org.anteroom.signaling.jitsimeet.JitsiMeetKind;

/** The kinds of bridges. */
public final class Bridges {
    /** Each kind there is: another one is a package of its own, and a line here. */
    public static final List<BridgeKind> KINDS = List.of(new EmbeddedKind(), new ColibriKind(), new JitsiMeetKind());

    private Bridges() {}

    /**
     * The kind that the configuration asks for.
     *
     * @throws IllegalArgumentException where there is none of that name
     */
    public static BridgeKind chosen(BridgeKeys keys) {
        return KINDS.stream()
                .filter(kind -> kind.isChosen(keys))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("media.bridge names no kind of bridge"));
    }
}
