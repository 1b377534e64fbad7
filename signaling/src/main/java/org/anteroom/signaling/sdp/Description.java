package org.anteroom.signaling.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.anteroom.signaling.BadAnswerException;

/**
 * A session description read line by line (RFC 8866), bounded in every dimension and not yet understood.
 *
 * @param attributes the session's, without their {@code a=}
 */
public record Description(List<String> attributes, List<Media> media) {
    public static final int BYTES_MAX = 64 * 1024;
    private static final int LINES_MAX = 4000;
    private static final int LINE_CHARACTERS_MAX = 1024;
    private static final int MEDIA_MAX = 128;
    private static final int ATTRIBUTES_MAX = 200;
    private static final int FORMATS_MAX = 64;
    private static final String KNOWN_TYPES = "vosiuepcbtrzkam";

    public Description {
        attributes = List.copyOf(attributes);
        media = List.copyOf(media);
    }

    /** One m-line with its attributes, without their {@code a=}. */
    public record Media(String kind, int port, String protocol, List<String> formats, List<String> attributes) {
        public Media {
            formats = List.copyOf(formats);
            attributes = List.copyOf(attributes);
        }

        /** The value of the first attribute of that name; empty when there is none. */
        public Optional<String> value(String name) {
            return Description.value(attributes, name);
        }

        public List<String> values(String name) {
            return Description.values(attributes, name);
        }

        public Optional<MediaDirection> direction() {
            for (String attribute : attributes) {
                Optional<MediaDirection> direction = MediaDirection.of(attribute);
                if (direction.isPresent()) {
                    return direction;
                }
            }
            return Optional.empty();
        }
    }

    /** The session's value of that name. */
    public Optional<String> value(String name) {
        return value(attributes, name);
    }

    private static Optional<String> value(List<String> attributes, String name) {
        for (String attribute : attributes) {
            if (isOf(attribute, name)) {
                return Optional.of(attribute.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(String attribute, String name) {
        return attribute.length() > name.length()
                && attribute.charAt(name.length()) == ':'
                && attribute.startsWith(name);
    }

    private static List<String> values(List<String> attributes, String name) {
        List<String> values = new ArrayList<>(0);
        for (String attribute : attributes) {
            if (isOf(attribute, name)) {
                values.add(attribute.substring(name.length() + 1));
            }
        }
        return values;
    }

    /** Reads it; refuses what is too long, not printable, or not made of SDP's lines. */
    public static Description parse(String sdp) throws BadAnswerException {
        if (sdp.length() > BYTES_MAX) {
            throw new BadAnswerException("A session description has at most 64 KiB");
        }
        List<String> lines = lines(sdp);
        if (!lines.get(0).equals("v=0")) {
            throw new BadAnswerException("A session description begins with v=0");
        }
        List<String> mediaLines = new ArrayList<>();
        List<List<String>> sections = new ArrayList<>();
        sections.add(new ArrayList<>());
        for (String line : lines) {
            if (line.isEmpty()) {
                continue;
            }
            check(line);
            List<String> section = sections.get(sections.size() - 1);
            if (line.startsWith("m=")) {
                mediaLines.add(line);
                sections.add(new ArrayList<>());
            } else if (line.startsWith("a=")) {
                section.add(line.substring(2));
            }
            if (mediaLines.size() > MEDIA_MAX || section.size() > ATTRIBUTES_MAX) {
                throw new BadAnswerException("Too many m-lines, or attributes in one of them");
            }
        }
        List<Media> media = new ArrayList<>();
        for (int i = 0; i < mediaLines.size(); i++) {
            media.add(media(mediaLines.get(i), sections.get(i + 1)));
        }
        return new Description(sections.get(0), media);
    }

    /** At least one. */
    private static List<String> lines(String sdp) throws BadAnswerException {
        List<String> lines = new ArrayList<>(128);
        int from = 0;
        while (from <= sdp.length()) {
            int found = sdp.indexOf('\n', from);
            int next = found < 0 ? sdp.length() : found;
            int end = found > from && sdp.charAt(found - 1) == '\r' ? found - 1 : next;
            lines.add(sdp.substring(from, end));
            if (lines.size() > LINES_MAX) {
                throw new BadAnswerException("A session description has at most " + LINES_MAX + " lines");
            }
            from = next + 1;
        }
        return lines;
    }

    private static void check(String line) throws BadAnswerException {
        boolean shaped = line.length() >= 2 && line.charAt(1) == '=' && KNOWN_TYPES.indexOf(line.charAt(0)) >= 0;
        if (!shaped || !isPrintable(line) || line.length() > LINE_CHARACTERS_MAX) {
            throw new BadAnswerException("A line is not one of SDP's");
        }
    }

    private static boolean isPrintable(String line) {
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character < 0x20 || character == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static Media media(String line, List<String> attributes) throws BadAnswerException {
        String[] words = line.substring(2).split(" ", -1);
        if (words.length < 4 || words.length > FORMATS_MAX) {
            throw new BadAnswerException("An m-line is malformed");
        }
        return new Media(
                words[0],
                Numbers.parse(words[1], 0, 65_535),
                words[2],
                Arrays.asList(words).subList(3, words.length),
                attributes);
    }
}
