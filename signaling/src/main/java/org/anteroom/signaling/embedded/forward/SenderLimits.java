package org.anteroom.signaling.embedded.forward;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.anteroom.signaling.SourceKind;

/**
 * How much one endpoint may send: each source, its pictures together, and what nobody declared. Several times what any
 * browser sends of its own accord; what is beyond is as good as lost on the way. On the event loop only.
 */
final class SenderLimits {
    private static final int SOUND_BPS = 1_000_000;
    private static final int SOUND_BURST_BYTES = 64_000;
    private static final int PICTURE_BPS = 6_000_000;
    private static final int PICTURE_BURST_BYTES = 384_000;
    private static final int PICTURES_BPS = 9_000_000;
    private static final int PICTURES_BURST_BYTES = 768_000;
    private static final int UNDECLARED_BPS = 1_000_000;
    private static final int UNDECLARED_BURST_BYTES = 128_000;

    private final Map<SourceKind, ByteBucket> sources = new EnumMap<>(SourceKind.class);
    private final ByteBucket pictures = new ByteBucket(PICTURES_BPS, PICTURES_BURST_BYTES);
    private final ByteBucket undeclared = new ByteBucket(UNDECLARED_BPS, UNDECLARED_BURST_BYTES);

    SenderLimits() {
        for (SourceKind kind : SourceKind.values()) {
            sources.put(
                    kind,
                    kind == SourceKind.MICROPHONE
                            ? new ByteBucket(SOUND_BPS, SOUND_BURST_BYTES)
                            : new ByteBucket(PICTURE_BPS, PICTURE_BURST_BYTES));
        }
    }

    /**
     * Whether a packet of so many bytes on the wire is taken.
     *
     * @param kind of its source, empty where it has none
     */
    boolean take(Optional<SourceKind> kind, int bytes, long nowMs) {
        ByteBucket source = kind.map(sources::get).orElse(undeclared);
        boolean shared = kind.isPresent() && kind.get() != SourceKind.MICROPHONE;
        return source.take(bytes, nowMs) && (!shared || pictures.take(bytes, nowMs));
    }
}
