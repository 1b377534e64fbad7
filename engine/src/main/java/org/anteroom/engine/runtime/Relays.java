package org.anteroom.engine.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.anteroom.engine.session.Obj;
import org.anteroom.signaling.turn.TurnCredentials;
import org.anteroom.signaling.turn.TurnSecret;

/**
 * The STUN and TURN servers that seats inside are told of, with credentials of their own for each welcome.
 *
 * <p>The credentials hold for a fixed time and say nothing about the seat. A browser keeps its allocation alive by those
 * that it got it with, and has new ones before it makes the next: a new connection comes with a move or a return, and
 * both with a welcome. So nothing has to be renewed while the lifetime reaches to the session's end.
 */
public final class Relays {
    /** No server: browsers reach the bridge themselves. */
    public static final Relays NONE =
            new Relays(List.of(), Optional.empty(), Duration.ZERO, false, () -> "no-credentials-are-made");

    private final List<String> stunUrls;
    private final List<String> turnUrls;
    private final Optional<TurnSecret> secret;
    private final Duration lifetime;
    private final boolean relayOnly;
    private final Supplier<String> opaqueIds;

    /**
     * @param urls of the schemes stun, stuns, turn and turns
     * @param secret shared with the TURN servers; without it they are not told
     * @param relayOnly whether browsers may send media by a relay alone
     * @param opaqueIds random ids, a new one each time
     */
    public Relays(
            List<String> urls,
            Optional<TurnSecret> secret,
            Duration lifetime,
            boolean relayOnly,
            Supplier<String> opaqueIds) {
        Map<Boolean, List<String>> byKind =
                urls.stream().collect(Collectors.partitioningBy(url -> url.startsWith("turn")));
        stunUrls = List.copyOf(byKind.getOrDefault(false, List.of()));
        turnUrls = List.copyOf(byKind.getOrDefault(true, List.of()));
        this.secret = secret;
        this.lifetime = lifetime;
        this.relayOnly = relayOnly;
        this.opaqueIds = opaqueIds;
    }

    /** The fields of a welcome that are made of them. Never to be sent to a seat that is not inside. */
    Map<String, Object> fields(Instant now) {
        List<Object> servers = new ArrayList<>();
        if (!stunUrls.isEmpty()) {
            servers.add(Map.of("urls", stunUrls));
        }
        if (!turnUrls.isEmpty()) {
            secret.map(shared -> shared.credentials(now.plus(lifetime), opaqueIds.get()))
                    .map(this::turn)
                    .ifPresent(servers::add);
        }
        Optional<Boolean> only = Optional.of(true).filter(on -> relayOnly);
        return Obj.of("iceServers", servers).with("relayOnly", only).map();
    }

    private Map<String, Object> turn(TurnCredentials credentials) {
        return Obj.of("urls", turnUrls)
                .with("username", credentials.username())
                .with("credential", credentials.password())
                .map();
    }
}
