package org.anteroom.signaling.jitsimeet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTest {
    @Test
    void whatIsWritten_readsAsItWas() throws BadXmlException {
        Element element = Element.of("iq", "jabber:client")
                .with("to", "a'b\"<&>")
                .with(Element.of("ping", "urn:xmpp:ping").withText("<x>&amp;'\""))
                .with(Element.of("other", "jabber:client"));
        assertThat(Xml.read(Xml.write(element))).isEqualTo(element);
    }

    @Test
    void prefixes_areNamespaces() throws BadXmlException {
        Element features = Xml.read(
                "<stream:features xmlns:stream='http://etherx.jabber.org/streams'><a xmlns='b'/></stream:features>");
        assertThat(features.is("features", Namespaces.STREAMS)).isTrue();
        assertThat(features.child("a", "b")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<a>",
                "</a>",
                "<a/><b/>",
                "plain",
                "<a b=c/>",
                "<a>&nothing;</a>",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"
            })
    void whatIsNoElement_isRefused_withoutItsText(String text) {
        assertThatThrownBy(() -> Xml.read(text))
                .isInstanceOf(BadXmlException.class)
                .hasMessageNotContaining("nothing")
                .hasMessageNotContaining("passwd");
    }

    @Test
    void tooDeepAndTooMany_areRefused() throws BadXmlException {
        String deep = "<a>".repeat(Xml.DEPTH_MAX + 1) + "</a>".repeat(Xml.DEPTH_MAX + 1);
        assertThatThrownBy(() -> Xml.read(deep)).isInstanceOf(BadXmlException.class);
        String many = "<a>" + "<b/>".repeat(Xml.ELEMENTS_MAX) + "</a>";
        assertThatThrownBy(() -> Xml.read(many)).isInstanceOf(BadXmlException.class);
        String enough = "<a>" + "<b/>".repeat(Xml.ELEMENTS_MAX - 1) + "</a>";
        assertThat(Xml.read(enough).children()).hasSize(Xml.ELEMENTS_MAX - 1);
    }

    @Test
    void anElement_doesNotPrintWhatItHolds() {
        assertThat(Element.of("a", "b").withText("secret").toString()).isEqualTo("Element a");
    }
}
