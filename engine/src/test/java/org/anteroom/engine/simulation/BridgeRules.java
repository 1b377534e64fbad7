package org.anteroom.engine.simulation;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.runtime.LiveSession;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.SourceKind;

/** The bridge follows the session: what it is told at once, what it does within seconds of what went wrong with it. */
final class BridgeRules {
    /** A lease that ran out is not forwarded under for longer, even where its end cannot be journaled. */
    private static final long EXPIRED_MS_MAX = 1_100;
    /** An audit to find it, one to see that it persists, and the way of the calls. */
    private static final long MENDED_MS_MAX = 3_200;

    private final Stage stage;
    private final Map<EndpointId, Long> wrongSinceMs = new HashMap<>();

    BridgeRules(Stage stage) {
        this.stage = stage;
    }

    /** After every step: nobody is told to be where they are not, and no screen goes on without a lease. */
    void check(SimulatedEngine engine, LiveSession session) {
        SessionState state = session.state();
        Map<ConferenceId, Place> places = new HashMap<>();
        engine.bridge()
                .told()
                .forEach((endpoint, held) -> engine.media()
                        .seat(endpoint)
                        .filter(seat -> !held.silent())
                        .ifPresent(id -> {
                            Seat seat = state.seat(id).orElseThrow();
                            BrokenPromise.unless(
                                    seat.isInside() && seat.connected(),
                                    "somebody outside, or without a line, has an endpoint");
                            Place of = places.computeIfAbsent(held.conference(), key -> seat.place());
                            BrokenPromise.unless(of.equals(seat.place()), "a conference holds people of two places");
                            checkSending(session, seat, held.sending());
                        }));
        checkScreens(engine, session);
    }

    private static void checkSending(LiveSession session, Seat seat, Set<SourceKind> told) {
        Instant time = session.host().journaledTime();
        Set<SourceKind> now = wanted(session.state(), seat, time);
        Set<SourceKind> still = wanted(session.state(), seat, time.minusMillis(EXPIRED_MS_MAX));
        BrokenPromise.unless(
                told.equals(now) || told.equals(still), "the bridge was told other than grants and lease say");
    }

    private static Set<SourceKind> wanted(SessionState state, Seat seat, Instant now) {
        EnumSet<SourceKind> kinds = EnumSet.noneOf(SourceKind.class);
        if (seat.grants().microphone()) {
            kinds.add(SourceKind.MICROPHONE);
        }
        if (seat.grants().camera() && state.policy().video() == Policy.Video.AUTO) {
            kinds.add(SourceKind.CAMERA);
        }
        if (state.presents(seat.id())
                && seat.lease().filter(lease -> lease.until().isAfter(now)).isPresent()) {
            kinds.add(SourceKind.SCREEN);
        }
        return kinds;
    }

    private void checkScreens(SimulatedEngine engine, LiveSession session) {
        SessionState state = session.state();
        Set<EndpointId> wrong = new HashSet<>();
        engine.bridge().endpoints().forEach((endpoint, held) -> {
            boolean may = engine.media()
                    .seat(endpoint)
                    .flatMap(state::seat)
                    .map(seat -> wanted(state, seat, session.host().journaledTime()))
                    .filter(kinds -> kinds.contains(SourceKind.SCREEN))
                    .isPresent();
            if (held.sending().contains(SourceKind.SCREEN) && !may) {
                wrong.add(endpoint);
            }
        });
        wrongSinceMs.keySet().retainAll(wrong);
        for (EndpointId endpoint : wrong) {
            long since = wrongSinceMs.computeIfAbsent(endpoint, key -> stage.time.nowMs());
            long from = Math.max(since, stage.faults.bridgeWrongMs());
            BrokenPromise.unless(
                    stage.time.nowMs() - from <= MENDED_MS_MAX, "a screen is forwarded without a lease for too long");
        }
    }

    /** Everything is quiet: exactly those inside with a line have an endpoint, and it does what it should. */
    void checkQuiet(SimulatedEngine engine, LiveSession session) {
        SessionState state = session.state();
        Map<SeatId, FakeBridge.Held> found = new HashMap<>();
        engine.bridge().endpoints().forEach((endpoint, held) -> {
            Optional<SeatId> seat = engine.media().seat(endpoint);
            BrokenPromise.unless(seat.isPresent(), "the bridge keeps an endpoint of nobody");
            BrokenPromise.unless(
                    found.put(seat.orElseThrow(), held) == null, "the bridge keeps two endpoints of a seat");
            boolean staff = seat.flatMap(state::seat).filter(Seat::isStaff).isPresent();
            BrokenPromise.unless(
                    engine.bridge().favoured().contains(endpoint) == staff,
                    "others than staff are always heard, or staff are not");
        });
        for (Seat seat : state.seats().values()) {
            boolean belongs = seat.isInside() && seat.connected();
            Optional<FakeBridge.Held> held = Optional.ofNullable(found.get(seat.id()));
            BrokenPromise.unless(held.isPresent() == belongs, "somebody has no endpoint, or one though not inside");
            BrokenPromise.unless(
                    !belongs
                            || held.orElseThrow()
                                    .sending()
                                    .equals(wanted(state, seat, session.host().journaledTime())),
                    "the bridge forwards other than grants and lease say");
        }
        BrokenPromise.unless(
                session.feed().presence().landing().isEmpty(), "somebody answers and is on the way for ever");
    }
}
