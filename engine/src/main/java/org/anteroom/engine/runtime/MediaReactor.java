package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
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
import org.anteroom.engine.view.Obj;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaOffer;
import org.anteroom.signaling.SourceKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the bridge in line with one session: a connected seat that is inside has one endpoint in the conference of its
 * place and sends what its grants and its lease allow; everybody else has none.
 *
 * <p>A move silences the old endpoint at once, so that nothing of the old place is received after it, and removes it
 * when the new one is up. Conferences and endpoints have random names that say nothing of people or places.
 */
public final class MediaReactor {
    private static final Logger LOG = LoggerFactory.getLogger(MediaReactor.class);
    private static final long OLD_KEPT_MS = 10_000;
    private static final long RETRY_MS = 2_000;

    private final SessionHost host;
    private final HostServices services;
    private final MediaHub hub;
    private final Map<Place, ConferenceId> conferences = new HashMap<>();
    private final Map<SeatId, Line> lines = new LinkedHashMap<>();
    private Optional<SessionFeed> feed = Optional.empty();

    /** The endpoint that a seat has now. */
    private static final class Line {
        final EndpointId endpoint;
        final Place place;
        Set<SourceKind> sending;
        Optional<Line> old = Optional.empty();

        Line(EndpointId endpoint, Place place, Set<SourceKind> sending) {
            this.endpoint = endpoint;
            this.place = place;
            this.sending = sending;
        }
    }

    MediaReactor(SessionHost host, HostServices services, MediaHub hub) {
        this.host = host;
        this.services = services;
        this.hub = hub;
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
                && feed.filter(known -> known.isConnected(seat.id())).isPresent()
                && seat.connected();
    }

    private void follow(SessionState state, Seat seat) {
        Set<SourceKind> sending = sending(state, seat);
        Line line = lines.get(seat.id());
        if (line == null || !line.place.equals(seat.place())) {
            enter(seat, sending, Optional.ofNullable(line));
        } else if (!line.sending.equals(sending)) {
            line.sending = sending;
            check(hub.bridge().allow(line.endpoint, sending), "allow");
        }
    }

    private static Set<SourceKind> sending(SessionState state, Seat seat) {
        EnumSet<SourceKind> kinds = EnumSet.noneOf(SourceKind.class);
        if (seat.grants().microphone()) {
            kinds.add(SourceKind.MICROPHONE);
        }
        if (seat.grants().camera()) {
            kinds.add(SourceKind.CAMERA);
        }
        if (state.presents(seat.id())) {
            kinds.add(SourceKind.SCREEN);
        }
        return kinds;
    }

    private void enter(Seat seat, Set<SourceKind> sending, Optional<Line> before) {
        Line line = new Line(new EndpointId(services.chance().bits()), seat.place(), sending);
        line.old = before;
        before.ifPresent(old -> {
            old.old.ifPresent(this::remove);
            old.old = Optional.empty();
            check(hub.bridge().silence(old.endpoint), "silence");
            services.vertx().setTimer(OLD_KEPT_MS, ignored -> forgetOld(line));
        });
        lines.put(seat.id(), line);
        hub.register(line.endpoint, this, seat.id());
        ConferenceId conference = conferences.computeIfAbsent(
                seat.place(), place -> new ConferenceId(services.chance().bits()));
        hub.bridge().add(conference, line.endpoint, sending).onFailure(failure -> {
            LOG.warn("The bridge took no endpoint: {}", failure.getClass().getSimpleName());
            services.vertx().setTimer(RETRY_MS, ignored -> again(seat.id(), line));
        });
    }

    /** Makes a new endpoint for a seat whose line was lost, if that is still its line. */
    private void again(SeatId seat, Line line) {
        if (lines.get(seat) == line) {
            lines.remove(seat);
            remove(line);
            follow();
        }
    }

    private void forgetOld(Line line) {
        line.old.ifPresent(this::remove);
        line.old = Optional.empty();
    }

    private void drop(SeatId seat) {
        Line line = lines.remove(seat);
        if (line != null) {
            remove(line);
            feed.ifPresent(to -> to.send(
                    seat,
                    new JsonObject(Obj.of("type", "media")
                            .with("name", "closed")
                            .with("connection", line.endpoint.value())
                            .map())));
        }
    }

    private void remove(Line line) {
        forgetOld(line);
        hub.unregister(line.endpoint);
        check(hub.bridge().remove(line.endpoint), "remove");
    }

    /** The seat's connection is gone or another took over: its media end with it. */
    void disconnected(SeatId seat) {
        Line line = lines.remove(seat);
        if (line != null) {
            remove(line);
        }
    }

    /** Takes the seat's answer; a failed future tells what was wrong with it. */
    public Future<Void> answer(SeatId seat, Optional<String> connection, int generation, String sdp) {
        Line line = lines.get(seat);
        if (line == null
                || connection
                        .filter(named -> !named.equals(line.endpoint.value()))
                        .isPresent()) {
            return Future.succeededFuture();
        }
        return hub.bridge().answer(line.endpoint, generation, sdp);
    }

    void offered(SeatId seat, EndpointId endpoint, MediaOffer offer) {
        Line line = lines.get(seat);
        if (line == null || !line.endpoint.equals(endpoint)) {
            return;
        }
        Obj own = new Obj();
        offer.own().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> own.put(entry.getKey().word(), entry.getValue()));
        Obj sources = new Obj();
        offer.sources()
                .forEach((mid, source) -> hub.seat(source.endpoint())
                        .ifPresent(of -> sources.put(
                                mid,
                                Obj.of("seat", of.value())
                                        .with("kind", source.kind().word())
                                        .map())));
        JsonObject frame = new JsonObject(Obj.of("type", "media")
                .with("name", "offer")
                .with("connection", endpoint.value())
                .with("generation", offer.generation())
                .with("sdp", offer.sdp())
                .with("own", own.map())
                .with("sources", sources.map())
                .map());
        feed.ifPresent(to -> to.send(seat, frame));
    }

    void connected(SeatId seat, EndpointId endpoint) {
        Line line = lines.get(seat);
        if (line != null && line.endpoint.equals(endpoint)) {
            forgetOld(line);
        }
    }

    void lost(SeatId seat, EndpointId endpoint) {
        Line line = lines.get(seat);
        if (line != null && line.endpoint.equals(endpoint)) {
            services.vertx().setTimer(RETRY_MS, ignored -> again(seat, line));
        }
    }

    void speaking(ConferenceId conference, Optional<SeatId> speaker) {
        Map<String, Object> data =
                new Obj().with("seat", speaker.map(SeatId::value)).map();
        conferences.forEach((place, id) -> {
            if (id.equals(conference)) {
                host.state()
                        .inside()
                        .filter(seat -> seat.place().equals(place))
                        .forEach(seat -> feed.ifPresent(to -> to.send(seat.id(), Frames.signal("speaking", data))));
            }
        });
    }

    private static void check(Future<Void> call, String what) {
        call.onFailure(failure ->
                LOG.warn("The bridge failed at {}: {}", what, failure.getClass().getSimpleName()));
    }
}
