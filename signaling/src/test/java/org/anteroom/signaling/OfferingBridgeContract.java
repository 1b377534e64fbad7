package org.anteroom.signaling;

import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;
import static org.anteroom.signaling.SourceKind.SCREEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.synthetic.OfferFrame;
import org.anteroom.signaling.synthetic.PaperEndpoint;
import org.junit.jupiter.api.Test;

/** What a bridge that makes offers promises beside what every bridge does. */
abstract class OfferingBridgeContract extends MediaBridgeContract {
    private final Map<EndpointId, PaperEndpoint> papers = new ConcurrentHashMap<>();

    @Override
    protected final void join(ConferenceId conference, String name) throws Exception {
        add(conference, name, VOICE_AND_FACE);
        answer(name, false);
    }

    @Override
    protected final Set<EndpointId> named(String name) {
        return offer(name).sources().values().stream()
                .map(Invitation.Source::endpoint)
                .collect(Collectors.toSet());
    }

    /** The newest offer to this endpoint. */
    private MediaOffer offer(String name) {
        return OfferFrame.read(told.last(name));
    }

    @Override
    protected final void follow(String name) {
        answerQuietly(name);
    }

    /** Answers the newest offer to it; where a newer one crossed the answer, that one. */
    protected final void answer(String name, boolean inLayers) throws Exception {
        PaperEndpoint paper = papers.computeIfAbsent(id(name), unused -> new PaperEndpoint());
        MediaOffer offer = offer(name);
        String sdp = paper.answer(offer, inLayers);
        done(() -> bridge().answer(id(name), offer.generation(), sdp));
    }

    protected final PaperEndpoint paper(String name) {
        return Optional.ofNullable(papers.get(id(name))).orElseThrow();
    }

    /** Answers to it until nothing is outstanding and the source of the sender is offered. */
    protected final void settle(String name, String sender, SourceKind kind, boolean there) {
        await(name + " is offered the " + kind + " of " + sender + ": " + there).until(() -> {
            boolean offered = offer(name).sources().values().stream()
                    .anyMatch(source -> source.endpoint().equals(id(sender)) && source.kind() == kind);
            if (offered != there) {
                answerQuietly(name);
            }
            return offered == there;
        });
    }

    private void answerQuietly(String name) {
        try {
            answer(name, false);
        } catch (Exception e) {
            // Answered already: the next offer is on its way.
        }
    }

    @Test
    void firstOffer_comesBeforeTheEndpointIsAdded_andHasALineForEachOwnKind() throws Exception {
        add(HERE, "ada", VOICE_AND_FACE);
        await().until(() -> told.to("ada").size() == 1);
        MediaOffer offer = offer("ada");
        assertThat(offer.generation()).isEqualTo(1);
        assertThat(offer.own())
                .containsOnly(Map.entry(MICROPHONE, "0"), Map.entry(CAMERA, "1"), Map.entry(SCREEN, "2"));
        assertThat(offer.sources()).isEmpty();
        assertThat(offer.sdp()).contains("a=setup:actpass").endsWith("\r\n");
    }

    @Test
    void twoInOneConference_areOfferedEachOther() throws Exception {
        join(HERE, "ada");
        join(HERE, "bo");
        settle("ada", "bo", CAMERA, true);
        settle("ada", "bo", MICROPHONE, true);
        settle("bo", "ada", CAMERA, true);
        settle("bo", "ada", MICROPHONE, true);
    }

    @Test
    void screen_isOffered_whileItIsAllowed() throws Exception {
        join(HERE, "ada");
        join(HERE, "bo");
        settle("bo", "ada", CAMERA, true);
        int before = told.to("ada").size();
        done(() -> bridge().allow(id("ada"), Set.of(MICROPHONE, CAMERA, SCREEN)));
        await("a new offer").until(() -> {
            if (told.to("ada").size() == before) {
                answerQuietly("ada");
            }
            return told.to("ada").size() > before;
        });
        answerQuietly("ada");
        settle("bo", "ada", SCREEN, true);
        done(() -> bridge().allow(id("ada"), VOICE_AND_FACE));
        settle("bo", "ada", SCREEN, false);
    }

    @Test
    void muting_offersNothingNew() throws Exception {
        join(HERE, "ada");
        int before = told.to("ada").size();
        done(() -> bridge().allow(id("ada"), Set.of(CAMERA)));
        done(() -> bridge().allow(id("ada"), Set.of()));
        assertThat(told.to("ada")).hasSize(before);
    }

    @Test
    void linesOfWhoWasRemoved_areUsedAgain() throws Exception {
        join(HERE, "ada");
        join(HERE, "bo");
        settle("ada", "bo", CAMERA, true);
        int lines = offer("ada").sdp().split("m=", -1).length;
        done(() -> bridge().remove(id("bo")));
        settle("ada", "bo", CAMERA, false);
        join(HERE, "cy");
        settle("ada", "cy", CAMERA, true);
        settle("ada", "cy", MICROPHONE, true);
        assertThat(offer("ada").sdp().split("m=", -1)).hasSize(lines);
    }

    @Test
    void wrongAnswers_areRefused_andTheRightOneStillTaken() throws Exception {
        add(HERE, "ada", VOICE_AND_FACE);
        await().until(() -> told.to("ada").size() == 1);
        assertThat(failure(() -> bridge().answer(id("ada"), 1, "garbage"))).isInstanceOf(BadAnswerException.class);
        assertThat(failure(() -> bridge().answer(id("ada"), 7, "v=0"))).isInstanceOf(BadAnswerException.class);
        answer("ada", false);
        MediaOffer first = OfferFrame.read(told.to("ada").get(0));
        String again = paper("ada").answer(first, false);
        assertThat(failure(() -> bridge().answer(id("ada"), 1, again))).isInstanceOf(BadAnswerException.class);
    }
}
