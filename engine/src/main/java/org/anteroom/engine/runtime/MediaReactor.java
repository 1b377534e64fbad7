package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.signaling.BridgeListener;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.Layer;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.SourceKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the bridge in line with one session: a connected seat that is inside has one endpoint in the conference of its
 * place and sends what its grants and its lease allow; everybody else has none.
 *
 * <p>A move silences the old endpoint at once, so that nothing of the old place is received after it, and removes it
 * when the new one is up. Conferences and endpoints have random names that say nothing of people or places. What the
 * bridge failed at is found by the audit, and done again. On the session's loop.
 */
public final class MediaReactor {
    private static final Logger LOG = LoggerFactory.getLogger(MediaReactor.class);
    private static final long OLD_KEPT_MS = 10_000;
    private static final long RETRY_MS = 2_000;

    private final SessionHost host;
    private final HostServices services;
    private final MediaGate bridge;
    private final ScreenViolations violations;
    private final MediaAudit audit;
    private final MediaWishes wishes;
    private final MediaAbsence absence = new MediaAbsence();
    private final AgainLimit againLimit = new AgainLimit();
    private final Map<Place, ConferenceId> conferences = new LinkedHashMap<>();
    private final Map<SeatId, MediaLine> lines = new LinkedHashMap<>();
    /** Whose each endpoint is, as long as it is not removed. */
    private final Map<EndpointId, SeatId> endpoints = new HashMap<>();
    /** What was last told of what the others want of each seat, for a client that speaks of it only later. */
    private final Map<SeatId, Frame> demands = new HashMap<>();

    private Optional<SessionFeed> feed = Optional.empty();

    MediaReactor(SessionHost host, HostServices services, MediaHub hub) {
        this.host = host;
        this.services = services;
        bridge = new MediaGate(hub, services.loop());
        violations = new ScreenViolations(host, services);
        wishes = new MediaWishes(bridge::wish, services.timers(), seat -> Optional.ofNullable(lines.get(seat)));
        audit = new MediaAudit(bridge, violations, this::again);
    }

    /** Where its session lives: on no other loop anything here is called. */
    Loop loop() {
        return services.loop();
    }

    void attach(SessionFeed to) {
        feed = Optional.of(to);
    }

    /** Brings the bridge in line with the session as it is now. */
    void follow() {
        SessionState state = host.state();
        for (SeatId seat : List.copyOf(lines.keySet())) {
            if (state.seat(seat).filter(this::belongs).isEmpty()) {
                drop(seat);
            }
        }
        state.inside().filter(this::belongs).forEach(seat -> follow(state, seat));
        conferences
                .keySet()
                .removeIf(place -> state.inside().noneMatch(seat -> seat.place().equals(place)));
    }

    private boolean belongs(Seat seat) {
        return seat.isInside()
                && seat.connected()
                && feed.filter(known -> known.isConnected(seat.id())).isPresent();
    }

    private void follow(SessionState state, Seat seat) {
        Set<SourceKind> sending = MediaRights.of(state, seat, host.journaledTime());
        MediaLine line = lines.get(seat.id());
        if (line == null || !line.place.equals(seat.place())) {
            enter(seat, sending, Optional.ofNullable(line));
        } else if (!line.sending.equals(sending)) {
            line.sending = sending;
            allow(line);
        }
        favour(seat);
    }

    /** The sound of staff always goes out; of others that of the loudest. What the bridge refused is said again. */
    private void favour(Seat seat) {
        MediaLine line = lines.get(seat.id());
        boolean staff = seat.isStaff();
        if (line == null || !line.added || line.favoured == staff) {
            return;
        }
        line.favoured = staff;
        bridge.favour(line.endpoint, staff).onFailure(failure -> {
            failed("favour", failure);
            if (line.favoured == staff) {
                line.favoured = !staff;
                services.timers().after(RETRY_MS, this::follow);
            }
        });
    }

    private void allow(MediaLine line) {
        check(bridge.allow(line.endpoint, line.sending), "allow");
    }

    private void enter(Seat seat, Set<SourceKind> sending, Optional<MediaLine> before) {
        MediaLine line =
                new MediaLine(seat.id(), new EndpointId(services.chance().bits()), seat.place(), sending, before);
        before.ifPresent(old -> {
            forgetOld(old);
            check(bridge.silence(old.endpoint), "silence");
            services.timers().after(OLD_KEPT_MS, () -> forgetOld(line));
        });
        lines.put(seat.id(), line);
        ConferenceId conference = conferences.computeIfAbsent(
                seat.place(), place -> new ConferenceId(services.chance().bits()));
        endpoints.put(line.endpoint, seat.id());
        bridge.register(line.endpoint, conference, this, seat.id());
        feed.ifPresent(to -> to.landing().expect(seat.id(), seat.place()));
        bridge.add(conference, line.endpoint, sending)
                .onSuccess(ignored -> added(line))
                .onFailure(failure -> {
                    failed("add", failure);
                    tell(line.seat, absence.failed(line.seat, failure));
                    services.timers().after(RETRY_MS, () -> again(line));
                });
    }

    private void added(MediaLine line) {
        line.added = true;
        if (lines.get(line.seat) == line) {
            host.state().seat(line.seat).ifPresent(this::favour);
        }
        wishes.endpointsChanged();
    }

    private void tell(SeatId seat, Optional<Frame> frame) {
        frame.ifPresent(some -> feed.ifPresent(to -> to.send(seat, some)));
    }

    /** Makes a new endpoint in place of this one, if it is still its seat's. */
    private void again(MediaLine line) {
        if (lines.get(line.seat) == line) {
            lines.remove(line.seat);
            remove(line);
            follow();
        }
    }

    /** Makes a new endpoint for a seat whose client did not find into its place. */
    void again(SeatId seat) {
        Optional.ofNullable(lines.get(seat)).ifPresent(this::again);
    }

    /** Makes a new endpoint for a seat whose client says that this one is of no use; at most one in two seconds. */
    public void again(SeatId seat, String connection) {
        Optional.ofNullable(lines.get(seat))
                .filter(line -> line.endpoint.value().equals(connection))
                .filter(line -> againLimit.lets(seat, services.clock().instant()))
                .ifPresent(this::again);
    }

    private void forgetOld(MediaLine line) {
        line.old.ifPresent(this::remove);
        line.old = Optional.empty();
    }

    private void drop(SeatId seat) {
        MediaLine line = lines.get(seat);
        disconnected(seat);
        if (line != null) {
            feed.ifPresent(to -> to.send(seat, MediaFrames.closed(line.endpoint)));
        }
    }

    private void remove(MediaLine line) {
        forgetOld(line);
        endpoints.remove(line.endpoint);
        bridge.unregister(line.endpoint);
        check(bridge.remove(line.endpoint), "remove");
    }

    /** The seat's connection is gone or another took over: its media end with it. */
    void disconnected(SeatId seat) {
        feed.ifPresent(to -> to.landing().forget(seat));
        absence.forget(seat);
        wishes.forget(seat);
        demands.remove(seat);
        MediaLine line = lines.remove(seat);
        if (line != null) {
            remove(line);
        }
    }

    /** Takes the seat's answer; a failed future tells what was wrong with it. */
    public Future<Void> answer(SeatId seat, Optional<String> connection, int generation, String sdp) {
        MediaLine line = lines.get(seat);
        if (line == null
                || connection
                        .filter(named -> !named.equals(line.endpoint.value()))
                        .isPresent()) {
            return Future.succeededFuture();
        }
        return bridge.answer(line.endpoint, generation, sdp).onSuccess(ignored -> landed(line));
    }

    /** Takes what the seat's client sends in layers, the smallest first. */
    public Future<Void> layers(SeatId seat, String connection, List<SentLayer> sent) {
        MediaLine line = lines.get(seat);
        if (line == null || !connection.equals(line.endpoint.value())) {
            return Future.succeededFuture();
        }
        List<Future<Void>> told = new ArrayList<>();
        for (SourceKind kind : SourceKind.values()) {
            List<Layer> layers = sent.stream()
                    .filter(layer -> layer.kind().equals(kind.word()))
                    .map(layer -> new Layer(layer.stream(), layer.repair()))
                    .toList();
            if (!layers.isEmpty()) {
                told.add(bridge.layers(line.endpoint, kind, layers));
            }
        }
        return Future.all(told).mapEmpty();
    }

    /** Takes what the seat's client shows of the others. */
    public Future<Void> wish(SeatId seat, ShownPictures shown) {
        if (!wishes.speaks(seat)) {
            tell(seat, Optional.ofNullable(demands.get(seat)));
        }
        return wishes.take(seat, shown);
    }

    /** What goes out to the seat of the others' pictures is another now; told to a client that speaks of what it shows. */
    void sent(SeatId seat, EndpointId endpoint, MediaSent sent) {
        MediaLine line = lines.get(seat);
        if (line == null || !line.endpoint.equals(endpoint)) {
            return;
        }
        line.estimateKbps = sent.estimateKbps();
        if (wishes.speaks(seat)) {
            tell(seat, Optional.of(MediaFrames.sent(endpoint, sent)));
        }
    }

    /** What the line to this seat carries, as far as its bridge told. */
    Optional<Integer> estimateKbps(SeatId seat) {
        return Optional.ofNullable(lines.get(seat)).flatMap(line -> line.estimateKbps);
    }

    void demanded(SeatId seat, EndpointId endpoint, Map<SourceKind, Integer> layers) {
        if (!isOf(seat, endpoint)) {
            return;
        }
        demands.put(seat, MediaFrames.demand(endpoint, layers));
        if (wishes.speaks(seat)) {
            tell(seat, Optional.ofNullable(demands.get(seat)));
        }
    }

    private void landed(MediaLine line) {
        if (lines.get(line.seat) == line) {
            feed.ifPresent(to -> to.landing().landed(line.seat));
        }
    }

    void invited(SeatId seat, EndpointId endpoint, Invitation invitation) {
        if (isOf(seat, endpoint)) {
            tell(seat, absence.invited(seat));
            tell(seat, Optional.of(MediaFrames.invitation(endpoint, invitation, this::seat)));
        }
    }

    private Optional<SeatId> seat(EndpointId endpoint) {
        return Optional.ofNullable(endpoints.get(endpoint));
    }

    private boolean isOf(SeatId seat, EndpointId endpoint) {
        MediaLine line = lines.get(seat);
        return line != null && line.endpoint.equals(endpoint);
    }

    void connected(SeatId seat, EndpointId endpoint) {
        MediaLine line = lines.get(seat);
        if (line != null && line.endpoint.equals(endpoint)) {
            forgetOld(line);
            landed(line);
        }
    }

    void lost(SeatId seat, EndpointId endpoint, String reason) {
        MediaLine line = lines.get(seat);
        if (line == null || !line.endpoint.equals(endpoint)) {
            return;
        }
        if (reason.equals(BridgeListener.BRIDGE_GONE)) {
            again(line);
        } else {
            services.timers().after(RETRY_MS, () -> again(line));
        }
    }

    void speaking(ConferenceId conference, Optional<SeatId> speaker) {
        Frame frame = SignalFrames.speaking(speaker);
        conferences.forEach((place, id) -> {
            if (id.equals(conference)) {
                host.state()
                        .inside()
                        .filter(seat -> seat.place().equals(place))
                        .forEach(seat -> feed.ifPresent(to -> to.send(seat.id(), frame)));
            }
        });
    }

    /** The bridge got a screen that it was not to forward, and did not. */
    void violated(SeatId seat) {
        violations.tell(seat);
    }

    /** What the bridge is to forward of each endpoint that it took. */
    Map<EndpointId, Set<SourceKind>> expected() {
        Map<EndpointId, Set<SourceKind>> expected = new HashMap<>();
        lines.values().stream().filter(line -> line.added).forEach(line -> expected.put(line.endpoint, line.sending));
        return expected;
    }

    /**
     * Compares what the bridge forwards with what it is to forward, and puts it right.
     *
     * @param asked what was expected when the bridge was asked; who changed since is left for the next time
     */
    void audit(Map<EndpointId, Set<SourceKind>> asked, Map<EndpointId, Set<SourceKind>> forwarded) {
        audit.compare(lines.values(), asked, forwarded);
    }

    static void check(Future<Void> call, String what) {
        call.onFailure(failure -> failed(what, failure));
    }

    private static void failed(String what, Throwable failure) {
        LOG.warn("The bridge failed at {}: {}", what, failure.getClass().getSimpleName());
    }
}
