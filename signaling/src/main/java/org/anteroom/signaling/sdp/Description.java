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
            return values(name).stream().findFirst();
        }

        public List<String> values(String name) {
            return Description.values(attributes, name);
        }

        public Optional<MediaDirection> direction() {
            return attributes.stream()
                    .flatMap(a -> MediaDirection.of(a).stream())
                    .findFirst();
        }
    }

    /** The session's value of that name. */
    public Optional<String> value(String name) {
        return values(attributes, name).stream().findFirst();
    }

    private static List<String> values(List<String> attributes, String name) {
        String prefix = name + ":";
        return attributes.stream()
                .filter(a -> a.startsWith(prefix))
                .map(a -> a.substring(prefix.length()))
                .toList();
    }

    /** Reads it; refuses what is too long, not printable, or not made of SDP's lines. */
    public static Description parse(String sdp) throws BadAnswerException {
        if (sdp.length() > BYTES_MAX) {
            throw new BadAnswerException("A session description has at most 64 KiB");
        }
        String[] lines = sdp.split("\r\n|\n", LINES_MAX + 2);
        if (lines.length > LINES_MAX) {
            throw new BadAnswerException("A session description has at most " + LINES_MAX + " lines");
        }
        if (!lines[0].equals("v=0")) {
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

    private static void check(String line) throws BadAnswerException {
        boolean shaped = line.length() >= 2 && line.charAt(1) == '=' && KNOWN_TYPES.indexOf(line.charAt(0)) >= 0;
        boolean printable = line.chars().allMatch(c -> c >= 0x20 && c != 0x7F);
        if (!shaped || !printable || line.length() > LINE_CHARACTERS_MAX) {
            throw new BadAnswerException("A line is not one of SDP's");
        }
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
