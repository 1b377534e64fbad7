package org.anteroom.signaling.jitsimeet;

import java.util.Set;

/**
 * What is answered to who asks the engine something. It takes part in a conference on paper alone: an invitation is
 * received and never accepted, because the focus takes orders only of whom it knows as a participant.
 */
final class Courtesy {
    private static final Set<String> TAKEN = Set.of(Namespaces.JINGLE, Namespaces.PING);

    private Courtesy() {}

    static Element answer(Element iq) {
        Element reply = Element.of("iq", Namespaces.CLIENT)
                .with("id", iq.attribute("id").orElse(""))
                .with("to", iq.attribute("from").orElse(""));
        if (iq.child("query", Namespaces.DISCO_INFO).isPresent()) {
            Element self = Element.of("identity", Namespaces.DISCO_INFO)
                    .with("category", "client")
                    .with("type", "bot");
            return reply.with("type", "result")
                    .with(Element.of("query", Namespaces.DISCO_INFO).with(self));
        }
        boolean taken = iq.children().stream()
                .anyMatch(child ->
                        TAKEN.contains(child.namespace()) || child.namespace().startsWith(Namespaces.JITMEET));
        return taken
                ? reply.with("type", "result")
                : reply.with("type", "error")
                        .with(Element.of("error", Namespaces.CLIENT)
                                .with("type", "cancel")
                                .with(Element.of("service-unavailable", Namespaces.STANZAS)));
    }
}
