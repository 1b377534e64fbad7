package org.anteroom.signaling.jitsimeet;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.SourceKind;

/** One endpoint of a conference: what it may send, its way in, and under which nick it is there. */
final class MeetEndpoint {
    private final EndpointId id;
    private final Map<SourceKind, Long> revokedMs = new EnumMap<>(SourceKind.class);
    private Set<SourceKind> allowed;
    private Set<SourceKind> agreed;
    private Optional<Occupant> occupant = Optional.empty();
    private Optional<MucPass> pass = Optional.empty();
    private boolean silenced;
    private boolean expelled;
    private long violationMs = Long.MIN_VALUE / 2;

    MeetEndpoint(EndpointId id, Set<SourceKind> sending) {
        this.id = id;
        allowed = Set.copyOf(sending);
        agreed = allowed;
    }

    EndpointId id() {
        return id;
    }

    Set<SourceKind> allowed() {
        return allowed;
    }

    /** Takes what it may send from now on; what it may not any more is noted with its time. */
    void allow(Set<SourceKind> kinds, long nowMs) {
        for (SourceKind kind : SourceKind.values()) {
            if (kinds.contains(kind)) {
                revokedMs.remove(kind);
            } else if (allowed.contains(kind)) {
                revokedMs.put(kind, nowMs);
            }
        }
        allowed = Set.copyOf(kinds);
    }

    /** When its right to that kind ended, or when it was first seen without one. */
    Optional<Long> revokedMs(SourceKind kind) {
        return Optional.ofNullable(revokedMs.get(kind));
    }

    void revoked(SourceKind kind, long nowMs) {
        revokedMs.put(kind, nowMs);
    }

    /** The deployment took over what it may send. */
    void agreed(Set<SourceKind> kinds) {
        agreed = kinds;
    }

    /** What may be received of it: what was agreed, and a picture that is seen without being allowed. */
    Set<SourceKind> forwarded() {
        if (isOut()) {
            return occupant.isEmpty() ? Set.of() : agreed;
        }
        Set<SourceKind> seen = new HashSet<>(agreed);
        if (sends(SourceKind.SCREEN)) {
            seen.add(SourceKind.SCREEN);
        }
        return seen;
    }

    boolean sends(SourceKind kind) {
        return occupant.filter(there -> there.sending().contains(kind)).isPresent();
    }

    boolean isSilenced() {
        return silenced;
    }

    void silence() {
        silenced = true;
    }

    /** It was thrown out for what it sent; it has to come anew. */
    void expel() {
        expelled = true;
    }

    /** Whether it has no business in the room any more. */
    boolean isOut() {
        return silenced || expelled;
    }

    Optional<Occupant> occupant() {
        return occupant;
    }

    boolean isThere() {
        return occupant.isPresent();
    }

    void there(Occupant as) {
        occupant = Optional.of(as);
    }

    void gone() {
        occupant = Optional.empty();
    }

    boolean isUnder(String nick) {
        return occupant.filter(there -> there.nick().equals(nick)).isPresent();
    }

    Optional<MucPass> pass() {
        return pass;
    }

    /**
     * Whether this is another way in than the one before; then it is the newest.
     *
     * @param here everybody who belongs there, itself included
     */
    boolean takes(Deployment deployment, String room, String token, Set<EndpointId> here) {
        int generation = pass.map(MucPass::generation).orElse(0) + 1;
        Set<EndpointId> others = new HashSet<>(here);
        others.remove(id);
        MucPass next = new MucPass(generation, deployment, room, token, allowed, others);
        boolean news = pass.filter(next::isAs).isEmpty();
        if (news) {
            pass = Optional.of(next);
        }
        return news;
    }

    /** At most once a second. */
    boolean tellsViolation(long nowMs) {
        boolean tells = nowMs - violationMs >= 1_000;
        if (tells) {
            violationMs = nowMs;
        }
        return tells;
    }
}
