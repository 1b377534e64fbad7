package org.anteroom.engine.rest;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The choice of a media type by an Accept header (RFC 9110 section 12.5.1). */
final class Accepts {
    private Accepts() {}

    private record Range(String type, double quality) {}

    /** The offered type that is wanted most, the first of equals; empty text where none is wanted. */
    static String best(String accept, List<String> offered) {
        List<Range> ranges = Stream.of(accept.split(",")).map(Accepts::range).toList();
        return offered.stream()
                .filter(type -> quality(ranges, type) > 0)
                .max(Comparator.comparingDouble((String type) -> quality(ranges, type))
                        .thenComparingInt(type -> -offered.indexOf(type)))
                .orElse("");
    }

    private static Range range(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split(";");
        double quality = 1;
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.startsWith("q=")) {
                try {
                    quality = Double.parseDouble(part.substring(2));
                } catch (NumberFormatException e) {
                    quality = 0;
                }
            }
        }
        return new Range(parts[0].strip(), quality);
    }

    /** The most specific range decides. */
    private static double quality(List<Range> ranges, String type) {
        String group = type.substring(0, type.indexOf('/')) + "/*";
        for (String wanted : List.of(type, group, "*/*")) {
            for (Range range : ranges) {
                if (range.type().equals(wanted)) {
                    return range.quality();
                }
            }
        }
        return 0;
    }
}
