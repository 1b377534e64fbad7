package org.anteroom.engine.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parts of {@code Forwarded} headers (RFC 7239) that are believed, and nodes without ports and brackets. */
final class ForwardedHeader {
    private static final String FOR = "for=";
    private static final String PROTO = "proto=";

    private ForwardedHeader() {}

    /** The nodes of all lines in order, separated by commas; one that is not named stands as an empty one. */
    static String nodes(List<String> lines) {
        return split(String.join(",", lines), ',').stream()
                .map(ForwardedHeader::node)
                .collect(Collectors.joining(","));
    }

    /** The protocol that the last proxy was asked by, in lower case; empty where it does not say. */
    static String protocol(List<String> lines) {
        List<String> elements = split(String.join(",", lines), ',');
        return value(elements.get(elements.size() - 1), PROTO).orElse("").toLowerCase(Locale.ROOT);
    }

    private static Optional<String> value(String element, String name) {
        return split(element, ';').stream()
                .map(String::strip)
                .filter(pair -> pair.toLowerCase(Locale.ROOT).startsWith(name))
                .findFirst()
                .map(pair -> unquoted(pair.substring(name.length())));
    }

    private static String node(String element) {
        return value(element, FOR)
                // A comma within would come out as another node.
                .filter(node -> !node.contains(","))
                .orElse("");
    }

    /** Splits at a sign that does not stand within quotes. */
    private static List<String> split(String text, char at) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escaped = quoted && c == '\\' && i + 1 < text.length();
            quoted ^= c == '"';
            if (c == at && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
            if (escaped) {
                i++;
                part.append(text.charAt(i));
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** An address without the port behind it and the brackets around it; what is neither stays as it is. */
    static String withoutPort(String node) {
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            boolean whole = end > 0 && node.substring(end + 1).matches("(:[0-9]{1,5})?");
            return whole ? node.substring(1, end) : node;
        }
        return node.matches("[0-9.]+:[0-9]{1,5}") ? node.substring(0, node.indexOf(':')) : node;
    }
}
