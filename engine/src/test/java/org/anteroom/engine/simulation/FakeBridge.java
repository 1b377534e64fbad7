package org.anteroom.engine.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.anteroom.engine.runtime.Timers;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.MediaBridge;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.MediaOffer;

/**
 * A bridge that takes its time, refuses, and at times forwards what it should not. It keeps two books: what it was told,
 * and what it does.
 */
final class FakeBridge implements MediaBridge {
    private final Timers timers;
    private final VirtualTime time;
    private final Faults faults;
    private final Random random;
    private final Map<EndpointId, Held> told = new LinkedHashMap<>();
    private final Map<EndpointId, Held> endpoints = new LinkedHashMap<>();
    private final Set<EndpointId> favoured = new LinkedHashSet<>();
    private Optional<BridgeListener> listener = Optional.empty();
    private long freeAtMs;
    private long calls;

    /** An endpoint: where it is, and what is forwarded from it; of a silent one nothing. */
    record Held(ConferenceId conference, Set<SourceKind> sending, boolean silent) {
        Held {
            sending = Set.copyOf(sending);
        }

        Held sends(Set<SourceKind> kinds) {
            return new Held(conference, silent ? Set.of() : kinds, silent);
        }
    }

    FakeBridge(Timers timers, VirtualTime time, Faults faults, Random random) {
        this.timers = timers;
        this.time = time;
        this.faults = faults;
        this.random = random;
    }

    /** As if every call had been done at once. */
    Map<EndpointId, Held> told() {
        return told;
    }

    /** As it is. */
    Map<EndpointId, Held> endpoints() {
        return endpoints;
    }

    /** Whose sound always goes out. */
    Set<EndpointId> favoured() {
        return favoured;
    }

    /** Rises whenever something may have changed. */
    long changes() {
        return calls;
    }

    @Override
    public Future<Void> start(BridgeListener to) {
        listener = Optional.of(to);
        return Future.succeededFuture();
    }

    private Future<Void> call(Runnable act) {
        return ask(() -> {
                    act.run();
                    return Boolean.TRUE;
                })
                .mapEmpty();
    }

    private <T> Future<T> ask(Supplier<T> act) {
        calls++;
        Promise<T> promise = Promise.promise();
        freeAtMs = Math.max(freeAtMs, time.nowMs() + faults.bridgeDelayMs());
        timers.after(freeAtMs - time.nowMs(), () -> {
            calls++;
            if (faults.bridgeRefuses()) {
                promise.fail(new IllegalStateException("The bridge refused"));
            } else {
                promise.complete(act.get());
            }
        });
        return promise.future();
    }

    @Override
    public Future<Void> add(ConferenceId conference, EndpointId endpoint, Set<SourceKind> sending) {
        Held held = new Held(conference, sending, false);
        told.put(endpoint, held);
        return call(() -> {
            endpoints.put(endpoint, held);
            listener.ifPresent(to -> to.invited(
                    conference, endpoint, offer(1, conference, endpoint).invitation()));
        });
    }

    private MediaOffer offer(int generation, ConferenceId conference, EndpointId to) {
        Map<String, Invitation.Source> sources = new LinkedHashMap<>();
        endpoints.forEach((id, held) -> {
            if (!id.equals(to) && held.conference().equals(conference) && !held.silent()) {
                sources.put(Integer.toString(sources.size()), new Invitation.Source(id, SourceKind.MICROPHONE));
            }
        });
        return new MediaOffer(generation, "sdp", Map.of(), sources);
    }

    @Override
    public Future<Void> answer(EndpointId endpoint, int generation, String sdp) {
        return call(() -> Optional.ofNullable(endpoints.get(endpoint))
                .ifPresent(held -> timers.after(20 + random.nextInt(200), () -> connected(endpoint))));
    }

    private void connected(EndpointId endpoint) {
        Optional.ofNullable(endpoints.get(endpoint))
                .ifPresent(held -> listener.ifPresent(to -> to.connected(held.conference(), endpoint)));
    }

    @Override
    public Future<Void> allow(EndpointId endpoint, Set<SourceKind> sending) {
        Set<SourceKind> kinds = Set.copyOf(sending);
        told.computeIfPresent(endpoint, (id, held) -> held.sends(kinds));
        return call(() -> endpoints.computeIfPresent(endpoint, (id, held) -> held.sends(kinds)));
    }

    @Override
    public Future<Void> favour(EndpointId endpoint, boolean on) {
        return call(() -> {
            if (on && endpoints.containsKey(endpoint)) {
                favoured.add(endpoint);
            } else {
                favoured.remove(endpoint);
            }
        });
    }

    @Override
    public Future<Void> silence(EndpointId endpoint) {
        told.computeIfPresent(endpoint, (id, held) -> new Held(held.conference(), Set.of(), true));
        return call(
                () -> endpoints.computeIfPresent(endpoint, (id, held) -> new Held(held.conference(), Set.of(), true)));
    }

    @Override
    public Future<Void> remove(EndpointId endpoint) {
        told.remove(endpoint);
        return call(() -> {
            endpoints.remove(endpoint);
            favoured.remove(endpoint);
        });
    }

    @Override
    public Future<Map<EndpointId, Set<SourceKind>>> forwarding() {
        return ask(() -> {
            Map<EndpointId, Set<SourceKind>> forwarding = new LinkedHashMap<>();
            endpoints.forEach((id, held) -> forwarding.put(id, held.sending()));
            return forwarding;
        });
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }

    private Optional<EndpointId> any() {
        return endpoints.isEmpty()
                ? Optional.empty()
                : Optional.of(List.copyOf(endpoints.keySet()).get(random.nextInt(endpoints.size())));
    }

    /** Somebody's transport fails. */
    void loseOne() {
        any().ifPresent(endpoint -> {
            faults.count(Faults.Kind.MEDIA_LOST);
            ConferenceId conference = conference(endpoint);
            listener.ifPresent(to -> to.lost(conference, endpoint, "consent"));
        });
    }

    /** Somebody sends a screen without a right to; it is not forwarded. */
    void forbiddenScreen() {
        any().filter(endpoint -> !sending(endpoint).contains(SourceKind.SCREEN)).ifPresent(endpoint -> {
            faults.count(Faults.Kind.FORBIDDEN_SCREEN);
            ConferenceId conference = conference(endpoint);
            listener.ifPresent(to -> to.violated(conference, endpoint, SourceKind.SCREEN));
        });
    }

    /** Forwards a screen that nobody told it to. */
    void disobey() {
        any().filter(endpoint -> !sending(endpoint).contains(SourceKind.SCREEN)).ifPresent(endpoint -> {
            calls++;
            faults.count(Faults.Kind.BRIDGE_DISOBEYS);
            faults.bridgeWentWrong();
            EnumSet<SourceKind> more = EnumSet.of(SourceKind.SCREEN);
            more.addAll(sending(endpoint));
            endpoints.put(endpoint, new Held(conference(endpoint), more, false));
        });
    }

    private ConferenceId conference(EndpointId endpoint) {
        return Optional.ofNullable(endpoints.get(endpoint)).orElseThrow().conference();
    }

    private Set<SourceKind> sending(EndpointId endpoint) {
        return Optional.ofNullable(endpoints.get(endpoint)).orElseThrow().sending();
    }
}
