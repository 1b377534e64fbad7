package org.anteroom.signaling.jitsimeet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One XML element with what is in it; text between children counts as one text. */
record Element(String name, String namespace, Map<String, String> attributes, List<Element> children, String text) {
    Element {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    static Element of(String name, String namespace) {
        return new Element(name, namespace, Map.of(), List.of(), "");
    }

    Element with(String attribute, String value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new Element(name, namespace, more, children, text);
    }

    Element with(Element child) {
        List<Element> more = new ArrayList<>(children);
        more.add(child);
        return new Element(name, namespace, attributes, more, text);
    }

    Element withText(String of) {
        return new Element(name, namespace, attributes, children, of);
    }

    boolean is(String named, String in) {
        return name.equals(named) && namespace.equals(in);
    }

    Optional<String> attribute(String of) {
        return Optional.ofNullable(attributes.get(of));
    }

    Optional<Element> child(String named) {
        return children.stream().filter(child -> child.name.equals(named)).findFirst();
    }

    Optional<Element> child(String named, String in) {
        return children(named, in).findFirst();
    }

    Stream<Element> children(String named, String in) {
        return children.stream().filter(child -> child.is(named, in));
    }

    /** Of a stanza that says what failed: the name of the error. */
    String condition() {
        return child("error")
                .flatMap(error -> error.children().stream()
                        .filter(child -> child.namespace().equals(Namespaces.STANZAS)
                                && !child.name().equals("text"))
                        .findFirst())
                .map(Element::name)
                .orElse("undefined-condition");
    }

    /** What it holds may be a token or somebody's words: not for logs. */
    @Override
    public String toString() {
        return "Element " + name;
    }
}
