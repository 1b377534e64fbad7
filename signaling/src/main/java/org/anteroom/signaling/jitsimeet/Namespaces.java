package org.anteroom.signaling.jitsimeet;

/** The XML namespaces that are spoken here. */
final class Namespaces {
    static final String CLIENT = "jabber:client";
    static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";
    static final String STREAMS = "http://etherx.jabber.org/streams";
    static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";
    static final String STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";
    static final String PING = "urn:xmpp:ping";
    static final String DISCO_INFO = "http://jabber.org/protocol/disco#info";
    static final String MUC = "http://jabber.org/protocol/muc";
    static final String MUC_USER = MUC + "#user";
    static final String MUC_ADMIN = MUC + "#admin";
    static final String MUC_OWNER = MUC + "#owner";
    static final String JINGLE = "urn:xmpp:jingle:1";
    static final String FOCUS = "http://jitsi.org/protocol/focus";
    static final String JITMEET = "http://jitsi.org/jitmeet";

    private Namespaces() {}
}
