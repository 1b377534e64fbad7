package org.anteroom.signaling.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.anteroom.signaling.BadAnswerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Offers as written, answers as browsers and as strangers write them. */
class SessionDescriptionTest {
    private static final Fingerprint FINGERPRINT = Fingerprint.of("sha-256", new byte[] {1, 2, 3});
    private static final Offer OFFER = new Offer(
            42,
            3,
            "bridgeUser",
            "bridgePasswordOf24Characters",
            FINGERPRINT,
            List.of(new Offer.Candidate("192.0.2.1", 10_000), new Offer.Candidate("2001:db8::1", 10_000)),
            List.of(
                    new Offer.Line(false, MediaDirection.RECVONLY, Optional.empty()),
                    new Offer.Line(true, MediaDirection.RECVONLY, Optional.empty()),
                    new Offer.Line(true, MediaDirection.INACTIVE, Optional.empty()),
                    new Offer.Line(
                            true, MediaDirection.SENDONLY, Optional.of(new Offer.Stream("stream", "track", -2, 7)))));
    private static final String ANSWER = answer();

    private static String answer() {
        String transport = "c=IN IP4 0.0.0.0\r\na=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
                + "a=fingerprint:sha-256 " + FINGERPRINT.hex() + "\r\na=setup:active\r\na=rtcp-mux\r\n";
        return "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1 2 3\r\n"
                + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n" + transport + "a=mid:0\r\na=sendonly\r\n"
                + "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"
                + "a=ssrc:1001 cname:x\r\n"
                + "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n" + transport + "a=mid:1\r\na=sendonly\r\n"
                + "a=ssrc-group:FID 2001 2002\r\na=ssrc:2001 cname:x\r\na=ssrc:2001 msid:a b\r\na=ssrc:2002 cname:x\r\n"
                + "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n" + transport + "a=mid:2\r\na=inactive\r\n"
                + "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n" + transport + "a=mid:3\r\na=recvonly\r\n";
    }

    @Test
    void offer_saysWhatItShould() {
        List<String> lines = OfferWriter.write(OFFER).lines().toList();
        assertThat(lines)
                .contains(
                        "o=- 42 3 IN IP4 127.0.0.1",
                        "a=group:BUNDLE 0 1 2 3",
                        "a=ice-lite",
                        "a=setup:actpass",
                        "a=rtcp-rsize",
                        "a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1",
                        "m=audio 9 UDP/TLS/RTP/SAVPF 63 111",
                        "a=rtpmap:63 red/48000/2",
                        "a=fmtp:63 111/111",
                        "a=fmtp:97 apt=96",
                        "a=rtcp-fb:96 ccm fir",
                        "a=msid:stream track",
                        "a=ssrc-group:FID 4294967294 7",
                        "a=end-of-candidates")
                .contains("a=candidate:2 1 udp 2130705919 2001:db8::1 10000 typ host")
                .doesNotContain("a=rtcp-fb:111 nack");
        assertThat(OfferWriter.write(OFFER)).endsWith("\r\n");
        assertThat(lines.stream().filter("a=rtcp-fb:96 transport-cc"::equals)).hasSize(3);
        assertThat(lines.stream().filter(line -> line.startsWith("a=fingerprint:")))
                .hasSize(1);
        assertThat(lines.indexOf("a=setup:actpass"))
                .as("the transport stands before the first m-line, for all of them")
                .isLessThan(lines.indexOf("m=audio 9 UDP/TLS/RTP/SAVPF 63 111"));
    }

    @Test
    void answer_isUnderstood() throws Exception {
        Answer answer = AnswerReader.read(OFFER, ANSWER);
        assertThat(answer.iceUser()).isEqualTo("abcd");
        assertThat(answer.fingerprint()).isEqualTo(FINGERPRINT);
        assertThat(answer.lines().get(0).ssrc()).hasValue(1001);
        assertThat(answer.lines().get(1).ssrc()).hasValue(2001);
        assertThat(answer.lines().get(1).rtxSsrc()).hasValue(2002);
        assertThat(answer.lines().get(2).ssrc()).isEmpty();
        assertThat(answer.lines().get(3).direction()).isEqualTo(MediaDirection.RECVONLY);
    }

    @Test
    void extensionsWithADirection_areTheOfferedOnes() throws Exception {
        Answer answer = AnswerReader.read(OFFER, ANSWER.replace("a=extmap:1 ", "a=extmap:1/sendonly "));
        assertThat(answer.lines()).hasSize(4);
    }

    /** As browsers write it that were built without the codec: a transport of its own that nobody uses. */
    private static String withoutVideo(String rejected) {
        String audio = ANSWER.substring(0, ANSWER.indexOf("m=video")).replace("BUNDLE 0 1 2 3", "BUNDLE 0");
        StringBuilder answer = new StringBuilder(audio);
        for (int mid = 1; mid < OFFER.lines().size(); mid++) {
            answer.append("m=video 0 UDP/TLS/RTP/SAVPF 0\r\n").append(rejected.replace("MID", Integer.toString(mid)));
        }
        return answer.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c=IN IP4 0.0.0.0\r\na=ice-ufrag:oMID\r\na=ice-pwd:other\r\na=mid:MID\r\na=inactive\r\n",
                "a=fingerprint:sha-256 AA:BB\r\na=setup:passive\r\na=mid:MID\r\n",
                "a=fingerprint:md5 nonsense\r\na=setup:holdconn\r\na=mid:MID\r\n",
                "a=ssrc:1001 cname:x\r\na=extmap:9 urn:unknown\r\na=mid:MID\r\na=sendrecv\r\n",
                "a=inactive\r\n",
                "a=mid:MID\r\n"
            })
    void rejectedLines_areIgnored_andAudioGoesOn(String rejected) throws Exception {
        Answer answer = AnswerReader.read(OFFER, withoutVideo(rejected));
        assertThat(answer.iceUser()).isEqualTo("abcd");
        assertThat(answer.fingerprint()).isEqualTo(FINGERPRINT);
        assertThat(answer.lines().get(0).ssrc()).hasValue(1001);
        assertThat(answer.lines().subList(1, 4))
                .extracting(Answer.Line::direction)
                .containsOnly(MediaDirection.INACTIVE);
        assertThat(answer.lines().subList(1, 4)).allMatch(line -> line.ssrc().isEmpty());
    }

    @Test
    void rejectedLine_ofAnotherKindOrMid_orTheFirst_isRefused() {
        for (String bad : List.of(
                withoutVideo("a=mid:7\r\n"),
                withoutVideo("a=mid:MID\r\n").replace("m=video 0", "m=audio 0"),
                ANSWER.replace("m=audio 9", "m=audio 0"))) {
            assertThatThrownBy(() -> AnswerReader.read(OFFER, bad)).isInstanceOf(BadAnswerException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1;2;3", "1;2;~3", "1;~2;~3", "~1;~2;~3"})
    void layers_areTheOfferedOnes_sentNowOrPaused(String layers) throws Exception {
        Answer answer =
                AnswerReader.read(layeredOffer(), ANSWER.replaceFirst("a=ssrc-group:FID 2001 2002", simulcast(layers)));
        assertThat(answer.lines().get(1).layered()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1;2", "1;2;4", "3;2;1", "1;2;3;~", "~~1;2;3", "1,~2;2;3"})
    void otherLayers_areRefused(String layers) {
        String answer = ANSWER.replaceFirst("a=ssrc-group:FID 2001 2002", simulcast(layers));
        assertThatThrownBy(() -> AnswerReader.read(layeredOffer(), answer)).isInstanceOf(BadAnswerException.class);
    }

    @Test
    void aScreenInTwoLayers_isOfferedAndAnsweredInTwo_orInOne() throws Exception {
        List<Offer.Line> lines = new ArrayList<>(OFFER.lines());
        lines.set(1, new Offer.Line(true, 2, MediaDirection.RECVONLY, Optional.empty()));
        Offer offer = withLines(lines);
        assertThat(OfferWriter.write(offer))
                .contains("a=rid:1 recv\r\na=rid:2 recv\r\na=simulcast:recv 1;2\r\n")
                .doesNotContain("a=rid:3");
        String layered = ANSWER.replaceFirst("a=ssrc-group:FID 2001 2002", "a=rid:1 send\r\na=simulcast:send 1;~2");
        assertThat(AnswerReader.read(offer, layered).lines().get(1).layered()).isTrue();
        assertThat(AnswerReader.read(offer, ANSWER).lines().get(1).layered()).isFalse();
        String more = ANSWER.replaceFirst("a=ssrc-group:FID 2001 2002", simulcast("1;2;3"));
        assertThatThrownBy(() -> AnswerReader.read(offer, more)).isInstanceOf(BadAnswerException.class);
    }

    @Test
    void addressesOfAnAnswer_areNotEvenKept_soThatNoNameAmongThemIsLookedUp() throws Exception {
        String hidden = "a=candidate:1 1 udp 2113937151 0b3c2e0f-7d6a-4a7e-9b1f-2f5c6d7e8f90.local 54321 typ host\r\n";
        String named = "a=candidate:2 1 tcp 1 example.com 9 typ host tcptype active\r\n";
        assertThat(AnswerReader.read(OFFER, ANSWER + hidden + named)).isEqualTo(AnswerReader.read(OFFER, ANSWER));
    }

    private static String simulcast(String layers) {
        return "a=rid:1 send\r\na=rid:2 send\r\na=rid:3 send\r\na=simulcast:send " + layers;
    }

    private static Offer layeredOffer() {
        List<Offer.Line> lines = new ArrayList<>(OFFER.lines());
        lines.set(1, new Offer.Line(true, 3, MediaDirection.RECVONLY, Optional.empty()));
        return withLines(lines);
    }

    private static Offer withLines(List<Offer.Line> lines) {
        return new Offer(
                OFFER.sessionId(),
                OFFER.generation(),
                OFFER.iceUser(),
                OFFER.icePassword(),
                OFFER.fingerprint(),
                OFFER.candidates(),
                lines);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=0|v=1",
                "a=mid:0|a=mid:1",
                "m=audio|m=video",
                "SAVPF 111|SAVPF 0",
                "SAVPF 111|SAVPF 63",
                "SAVPF 96 97|SAVPF 96 98",
                "a=setup:active|a=setup:passive",
                "a=setup:active|a=setup:actpass",
                "a=ice-ufrag:abcd|a=ice-ufrag:abc",
                "a=ice-ufrag:abcd|a=ice-ufrag:ab d",
                "a=ice-pwd:0123456789012345678901|a=ice-pwd:short",
                "a=fingerprint:sha-256|a=fingerprint:md5",
                "a=fingerprint:sha-256|a=fingerprint:sha-512",
                "a=ssrc:1001|a=ssrc:2001",
                "a=ssrc:1001|a=ssrc:4294967296",
                "a=ssrc:1001|a=ssrc:-1",
                "a=ssrc:1001|a=ssrc:0",
                "a=ssrc:1001|a=ssrc:99999999999999999999",
                "a=ssrc-group:FID 2001 2002|a=ssrc-group:FID 2001 2001",
                "a=ssrc-group:FID 2001 2002|a=ssrc-group:FID 2001 3",
                "a=ssrc-group:FID 2001 2002|a=ssrc-group:SIM 2001 2002",
                "a=inactive|a=sendonly",
                "a=recvonly|a=sendrecv",
                "a=extmap:1 urn:ietf|a=extmap:4 urn:ietf",
                "m=audio 9|m=audio 0",
                "m=audio 9|m=audio 99999",
                "s=-|not a line",
            })
    void anythingElse_isRefused(String was, String becomes) {
        String changed = ANSWER.replaceFirst(java.util.regex.Pattern.quote(was), becomes);
        assertThat(changed).isNotEqualTo(ANSWER);
        assertThatThrownBy(() -> AnswerReader.read(OFFER, changed))
                .isInstanceOf(BadAnswerException.class)
                .message()
                .doesNotContain("2001");
    }

    @Test
    void hugeOrControlled_isRefused() {
        assertThatThrownBy(() -> AnswerReader.read(OFFER, ANSWER + "a=x:" + "y".repeat(70_000)))
                .isInstanceOf(BadAnswerException.class);
        assertThatThrownBy(() -> AnswerReader.read(OFFER, ANSWER + "a=x\r\n".repeat(5_000)))
                .isInstanceOf(BadAnswerException.class);
        assertThatThrownBy(() -> AnswerReader.read(OFFER, ANSWER + "a=x\u0000\r\n"))
                .isInstanceOf(BadAnswerException.class);
        assertThatThrownBy(() -> AnswerReader.read(OFFER, ANSWER + "a=x\rm=audio\r\n"))
                .isInstanceOf(BadAnswerException.class);
        assertThatThrownBy(() -> AnswerReader.read(OFFER, "")).isInstanceOf(BadAnswerException.class);
    }

    @Test
    void mutatedAnswers_areReadOrRefused() {
        Random random = new Random(8866);
        int read = 0;
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(ANSWER);
            for (int k = random.nextInt(4); k >= 0; k--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) (random.nextInt(100) + 30));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, ANSWER, 0, random.nextInt(50));
                }
            }
            try {
                assertThat(AnswerReader.read(OFFER, text.toString()).lines()).hasSize(4);
                read++;
            } catch (BadAnswerException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
        assertThat(read).isPositive();
    }
}
