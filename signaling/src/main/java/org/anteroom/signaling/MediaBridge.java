package org.anteroom.signaling;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What forwards media: the port behind which the embedded bridge, videobridges or a Jitsi Meet deployment stand.
 *
 * <p>It knows conferences, endpoints and sources, and nothing of people: every id is random. A conference holds the
 * endpoints of one place; nothing crosses from one conference to another. All calls are made on one Vert.x context, the
 * one of {@link #start}; callbacks come on the same. A refused or failed call fails its future and changes nothing.
 */
public interface MediaBridge {
    /** Binds the sockets and warms the ciphers; completes when the first endpoint can connect. */
    Future<Void> start(BridgeListener listener);

    /**
     * Adds an endpoint, opening the conference if it is new, and invites it: the first invitation arrives by
     * {@link BridgeListener#invited} before the future completes.
     *
     * @param sending the kinds that the bridge forwards from this endpoint from the start
     * @return fails with {@link CapacityException} when a bound is reached
     */
    Future<Void> add(ConferenceId conference, EndpointId endpoint, Set<SourceKind> sending);

    /** Takes the endpoint's answer to the invitation of that generation; fails with {@link BadAnswerException}. */
    Future<Void> answer(EndpointId endpoint, int generation, String sdp);

    /**
     * Takes what the endpoint sends of a layered kind, the smallest picture first; a repetition replaces what was said
     * before. Fails with {@link BadAnswerException} where no layers were asked for, or they cannot be true.
     */
    default Future<Void> layers(EndpointId endpoint, SourceKind kind, List<Layer> layers) {
        return Future.failedFuture(new BadAnswerException("No layers were asked for"));
    }

    /**
     * Sets what the bridge forwards from this endpoint. A kind that is left out stops at once, before the future
     * completes; allowing or stopping the screen renegotiates its m-line.
     */
    Future<Void> allow(EndpointId endpoint, Set<SourceKind> sending);

    /**
     * Takes what the endpoint shows of the others, and how large; a repetition replaces what was said before. An endpoint
     * that never says it is sent all, middling. A bridge that its endpoints tell by themselves leaves it aside; one that
     * cannot be told just now hears it when it can.
     */
    default Future<Void> wish(EndpointId endpoint, MediaWish wish) {
        return Future.succeededFuture();
    }

    /** Lets this endpoint's sound go to everybody, however many speak at once, or not any more. */
    default Future<Void> favour(EndpointId endpoint, boolean favoured) {
        return Future.succeededFuture();
    }

    /**
     * Stops all forwarding to and from this endpoint at once and takes its sources from the others' invitations, but
     * keeps its transport until {@link #remove}: the first half of a move.
     */
    Future<Void> silence(EndpointId endpoint);

    /** Removes the endpoint and frees its transport; the conference closes with its last endpoint. */
    Future<Void> remove(EndpointId endpoint);

    /**
     * What is forwarded of each endpoint that is here, after all calls made before this one: of a silenced endpoint
     * nothing. Who drives the bridge compares it with what it wanted.
     */
    Future<Map<EndpointId, Set<SourceKind>>> forwarding();

    /** Whether a new conference can be made now; false where the bridge is away or asked for no more. */
    default boolean takesPeople() {
        return true;
    }

    /** Removes everything and closes the sockets. */
    Future<Void> stop();
}
