package org.anteroom.signaling.jitsimeet;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Elements from text and back. Reading is bounded, and knows neither document types nor entities of anybody's making. */
final class Xml {
    static final int DEPTH_MAX = 64;
    static final int ELEMENTS_MAX = 20_000;

    private static final XMLInputFactory FACTORY = factory();

    private Xml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** The one element that this text is. */
    static Element read(String text) throws BadXmlException {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text));
            try {
                return element(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            throw new BadXmlException("Not XML");
        }
    }

    /** An element whose end did not come yet. */
    private record Open(
            String name, String namespace, Map<String, String> attributes, List<Element> children, StringBuilder text) {
        Element closed() {
            return new Element(name, namespace, attributes, children, text.toString());
        }
    }

    private static Element element(XMLStreamReader reader) throws XMLStreamException, BadXmlException {
        Deque<Open> open = new ArrayDeque<>();
        Optional<Element> whole = Optional.empty();
        int elements = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (++elements > ELEMENTS_MAX || open.size() >= DEPTH_MAX) {
                    throw new BadXmlException("Too much in one element");
                }
                open.push(opened(reader));
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                Element closed = open.pop().closed();
                if (open.isEmpty()) {
                    whole = Optional.of(closed);
                } else {
                    open.element().children().add(closed);
                }
            } else if (event == XMLStreamConstants.CHARACTERS && !open.isEmpty()) {
                open.element().text().append(reader.getText());
            } else if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new BadXmlException("A document type or an entity");
            }
        }
        return whole.orElseThrow(() -> new BadXmlException("No element"));
    }

    private static Open opened(XMLStreamReader reader) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        String namespace = Optional.ofNullable(reader.getNamespaceURI()).orElse("");
        return new Open(reader.getLocalName(), namespace, attributes, new ArrayList<>(), new StringBuilder());
    }

    static String write(Element element) {
        StringBuilder out = new StringBuilder();
        write(out, element, "");
        return out.toString();
    }

    private static void write(StringBuilder out, Element element, String outer) {
        out.append('<').append(element.name());
        if (!element.namespace().equals(outer)) {
            attribute(out, "xmlns", element.namespace());
        }
        element.attributes().forEach((name, value) -> attribute(out, name, value));
        if (element.children().isEmpty() && element.text().isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        escape(out, element.text());
        element.children().forEach(child -> write(out, child, element.namespace()));
        out.append("</").append(element.name()).append('>');
    }

    private static void attribute(StringBuilder out, String name, String value) {
        out.append(' ').append(name).append("='");
        escape(out, value);
        out.append('\'');
    }

    private static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '\'' -> out.append("&apos;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
    }
}
