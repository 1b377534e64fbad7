package org.anteroom.signaling.colibri;

import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;
import static org.anteroom.signaling.SourceKind.SCREEN;
import static org.anteroom.signaling.colibri.Driven.HERE;
import static org.anteroom.signaling.colibri.Driven.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.synthetic.PaperEndpoint;
import org.anteroom.signaling.synthetic.SyntheticConference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be seen of endpoints by looking at a bridge: whether they are connected, and what they may not send. */
class VideobridgeWatchTest {
    private static final Set<SourceKind> VOICE_AND_FACE = Set.of(MICROPHONE, CAMERA);
    private static final int OFTEN_MS = 20;
    /** To one bridge. */
    private static final int CONNECTIONS = 8;

    private final Driven driven;
    private final PaperEndpoint ada = new PaperEndpoint();

    VideobridgeWatchTest() throws Exception {
        driven = new Driven();
    }

    @BeforeEach
    void join() throws Exception {
        driven.driveWell(options -> options.watchedEvery(100), driven.one);
        driven.done(() -> driven.adding(HERE, "ada"));
        answer("ada", ada);
        await().until(() -> driven.connected.contains(id("ada")));
    }

    @AfterEach
    void close() throws Exception {
        driven.close();
    }

    private void answer(String name, PaperEndpoint paper) throws Exception {
        MediaOffer offer = Objects.requireNonNull(driven.offers.get(id(name)));
        String sdp = paper.answer(offer, false);
        driven.done(() -> driven.bridge().answer(id(name), offer.generation(), sdp));
    }

    private SyntheticConference conference() {
        return driven.one.conferences().values().iterator().next();
    }

    private void arrives(String media, long stream) {
        SyntheticConference conference = conference();
        String endpoint = conference.endpoints().get(0);
        driven.vertx.setPeriodic(OFTEN_MS, ignored -> conference.arrive(endpoint, media, stream, 1));
    }

    private long looks() {
        return questions().size();
    }

    private void afterLooks(int more) {
        long before = looks();
        await().until(() -> looks() >= before + more);
    }

    @Test
    void videoThatWasNeverDeclared_isToldAsAScreen() {
        arrives("video", 4_000_000_000L);
        await().until(() -> driven.violators.contains(id("ada")));
    }

    @Test
    void whatWasDeclared_andSoundOfAnyKind_isNotTold() {
        arrives("audio", ada.number());
        arrives("video", ada.number() + 10);
        arrives("audio", 4_000_000_000L);
        afterLooks(8);
        assertThat(driven.violators).isEmpty();
    }

    @Test
    void aScreen_isToldWhenItGoesOnAfterItsRight_andNotBefore() throws Exception {
        driven.done(() -> driven.bridge().allow(id("ada"), Set.of(MICROPHONE, CAMERA, SCREEN)));
        answer("ada", ada);
        assertThat(conference().forwarded()).anyMatch(label -> label.endsWith("-v1"));
        arrives("video", ada.number() + 20);
        afterLooks(6);
        assertThat(driven.violators).isEmpty();
        driven.done(() -> driven.bridge().allow(id("ada"), VOICE_AND_FACE));
        assertThat(conference().forwarded()).noneMatch(label -> label.endsWith("-v1"));
        await().until(() -> driven.violators.contains(id("ada")));
    }

    @Test
    void whatWasOnItsWayWhenARightEnded_isNotTold() {
        conference().arrive(conference().endpoints().get(0), "video", 4_000_000_000L, 5);
        afterLooks(1);
        conference().arrive(conference().endpoints().get(0), "video", 4_000_000_000L, 5);
        afterLooks(8);
        assertThat(driven.violators).isEmpty();
    }

    @Test
    void aBridge_isAskedAboutSoManyEndpointsALook_andAboutEachInTurn() throws Exception {
        int everybody = EndpointWatch.QUESTIONS_MAX + 9;
        for (int i = 1; i < everybody; i++) {
            String name = "more" + i;
            driven.done(() -> driven.adding(HERE, name));
            answer(name, new PaperEndpoint());
        }
        await().until(() -> driven.connected.size() == everybody);
        driven.watchByHand();
        settle();
        Set<String> questions = new HashSet<>();
        for (int look = 0; look < 2; look++) {
            int before = questions().size();
            driven.look();
            await().until(() -> questions().size() >= before + EndpointWatch.QUESTIONS_MAX);
            settle();
            List<String> asked = questions();
            assertThat(asked).hasSize(before + EndpointWatch.QUESTIONS_MAX);
            questions.addAll(asked.subList(before, asked.size()));
        }
        assertThat(questions).hasSize(everybody);
    }

    private List<String> questions() {
        return driven.one.asked().stream()
                .filter(asked -> asked.startsWith("GET /debug/"))
                .toList();
    }

    /** Whatever was asked before has been answered: changes wait in the same line. */
    private void settle() throws Exception {
        for (int i = 0; i < 2 * CONNECTIONS; i++) {
            Set<SourceKind> kinds = i % 2 == 0 ? Set.of(MICROPHONE) : VOICE_AND_FACE;
            driven.done(() -> driven.bridge().allow(id("ada"), kinds));
        }
    }
}
