package org.anteroom.signaling.jitsimeet;

import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;
import static org.anteroom.signaling.SourceKind.SCREEN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OccupantTest {
    private static Occupant of(String inside) throws BadXmlException {
        return Occupant.of(
                "nick", Xml.read("<presence xmlns='jabber:client' from='r@c/nick'>" + inside + "</presence>"));
    }

    private static Occupant sending(String sources) throws BadXmlException {
        return of("<SourceInfo>" + sources.replace("\"", "&quot;") + "</SourceInfo>");
    }

    @Test
    void identity_isThatOfTheToken() throws BadXmlException {
        assertThat(of("<identity><user><id>one</id><moderator>false</moderator></user></identity>")
                        .identity())
                .contains("one");
        assertThat(of("<identity><user><id/></user></identity>").identity()).isEmpty();
        assertThat(of("<nick xmlns='http://jabber.org/protocol/nick'>one</nick>")
                        .identity())
                .isEmpty();
    }

    @Test
    void roleAndAffiliation_areThoseOfTheRoom() throws BadXmlException {
        Occupant owner = of(
                "<x xmlns='http://jabber.org/protocol/muc#user'>" + "<item affiliation='owner' role='moderator'/></x>");
        assertThat(owner.owner() && owner.moderator()).isTrue();
        Occupant member = of("<x xmlns='http://jabber.org/protocol/muc#user'>"
                + "<item affiliation='member' role='participant'/></x>");
        assertThat(member.owner() || member.moderator()).isFalse();
        Occupant liar = of("<x xmlns='http://example.org'><item affiliation='owner' role='moderator'/></x>");
        assertThat(liar.owner() || liar.moderator()).isFalse();
    }

    @Test
    void sources_areWhatIsNotMuted() throws BadXmlException {
        assertThat(sending("{\"n-a0\":{\"muted\":false},\"n-v0\":{\"muted\":true,\"videoType\":\"camera\"}}")
                        .sending())
                .containsExactly(MICROPHONE);
        assertThat(sending("{\"n-v0\":{\"muted\":false},\"n-v1\":{\"muted\":false,\"videoType\":\"desktop\"}}")
                        .sending())
                .containsExactlyInAnyOrder(CAMERA, SCREEN);
        assertThat(sending("{\"x\":{\"muted\":false,\"mediaType\":\"AUDIO\"}}").sending())
                .containsExactly(MICROPHONE);
        assertThat(sending("{\"n-v1\":{\"videoType\":\"desktop_high_fps\",\"muted\":false}}")
                        .sending())
                .containsExactly(SCREEN);
        assertThat(sending("{\"n-v1\":{\"videoType\":\"desktop\"}}").sending()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{\"a\":1}", "{\"a\":null}", "{", "{\"a\":{\"muted\":\"false\"}}"})
    void sourcesThatSayNothing_areNone(String sources) throws BadXmlException {
        assertThat(sending(sources).sending()).isEmpty();
    }

    @Test
    void whoCallsItselfFocus_isNone_unlessTheRoomIsItsOwn() throws BadXmlException {
        String owner =
                "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/></x>";
        Element presence = Xml.read("<presence xmlns='jabber:client'>" + owner + "</presence>");
        assertThat(Occupant.of("focus", presence).isFocus()).isTrue();
        assertThat(Occupant.of("other", presence).isFocus()).isFalse();
        Element person = Xml.read("<presence xmlns='jabber:client'>" + owner
                + "<identity><user><id>one</id></user></identity></presence>");
        assertThat(Occupant.of("focus", person).isFocus()).isFalse();
        assertThat(Occupant.of("focus", Element.of("presence", Namespaces.CLIENT))
                        .isFocus())
                .isFalse();
    }
}
