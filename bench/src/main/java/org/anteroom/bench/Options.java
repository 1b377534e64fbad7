package org.anteroom.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What to measure.
 *
 * @param part which of the measurements
 * @param people with media, over all rooms
 * @param roomSize people with media of one room, its facilitator among them
 * @param rooms of ten without media
 * @param seconds that media flow, and that commands and chats are sent
 * @param starts of the engine that are timed
 * @param over sessions that are over, in the journal that starts are timed on
 * @param live sessions of it that are not
 * @param slowness 1 sends full media; more sends only each so-manieth packet of sound and frame of video
 * @param only which attacks: those in whose name it is found
 * @param json where the figures go
 */
record Options(
        Part part,
        int people,
        int roomSize,
        int rooms,
        int seconds,
        int starts,
        int over,
        int live,
        int slowness,
        Pattern only,
        Path json) {
    private static final int LOW = 5;
    private static final int ROOM_MAX = 50;

    private static final Set<String> NAMES = Set.of(
            "--part",
            "--people",
            "--room-size",
            "--rooms",
            "--seconds",
            "--starts",
            "--over",
            "--live",
            "--media",
            "--only",
            "--json");

    static final String USAGE = """
            usage: ./anteroom bench [options]
              --part WORD      all, media, signalling, over, journal, attacks, webhooks or peers (all). All leaves out over: memory after
                               10,000 sessions; journal: starts on a journal of --over and --live sessions; attacks: floods, --seconds each, beside rooms with media, for which
                               --people 150 --room-size 3 --media low is meant; webhooks: events told to receivers; and peers: the rooms without media on
                               Prosody, ejabberd and a bare server too; bridges and lines are measured in Chromium, with options of their own
              --people N       synthetic participants with media, over all rooms (8)
              --room-size N    of one room of them, its facilitator among them, 3 to 50 (8)
              --rooms N        rooms of ten without media, for joins and fan-out, 1 to 1000 (200)
              --seconds N      that media flow, and that commands and chats are sent (10)
              --starts N       of the engine that are timed (5)
              --over N         sessions that are over, of the part journal, up to 100000 (10000)
              --live N         sessions of it that are not, 1 to 10000 (200)
              --media WORD     full: 50 packets of sound and 80 of video a second; low: a fifth of both (full)
              --only PATTERN   of attacks, those in whose name this regular expression is found (all)
              --json FILE      where the figures go (bench/target/bench.json)
            """;

    /**
     * Starts and rooms with media, rooms by WebSocket alone, what is left of sessions, starts on a full journal, floods, and
     * other servers beside.
     */
    enum Part {
        ALL,
        MEDIA,
        SIGNALLING,
        OVER,
        JOURNAL,
        ATTACKS,
        PEERS,
        WEBHOOKS,
        UNKNOWN;

        static Part of(String word) {
            return switch (word) {
                case "all" -> ALL;
                case "media" -> MEDIA;
                case "signalling" -> SIGNALLING;
                case "over" -> OVER;
                case "journal" -> JOURNAL;
                case "attacks" -> ATTACKS;
                case "peers" -> PEERS;
                case "webhooks" -> WEBHOOKS;
                default -> UNKNOWN;
            };
        }
    }

    Options {
        check(part != Part.UNKNOWN, "--part is all, media, signalling, over, journal, attacks or peers");
        check(people >= 3 && people <= 5_000, "--people is 3 to 5000");
        check(roomSize >= 3 && roomSize <= ROOM_MAX, "--room-size is 3 to " + ROOM_MAX);
        check(rooms >= 1 && rooms <= 1_000, "--rooms is 1 to 1000");
        check(seconds >= 1 && seconds <= 3_600, "--seconds is 1 to 3600");
        check(starts >= 1 && starts <= 100, "--starts is 1 to 100");
        check(over >= 0 && over <= 100_000, "--over is 0 to 100000");
        check(live >= 1 && live <= 10_000, "--live is 1 to 10000");
        check(slowness >= 1, "--media is full or low");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * Options as somebody typed them; of one that is given twice the last counts.
     *
     * @throws IllegalArgumentException naming the option that is unknown, has no value, or one that it does not take
     */
    static Options parse(List<String> words) {
        Map<String, String> given = new HashMap<>();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            check(NAMES.contains(name) && rest.hasNext(), name + " is unknown or wants a value");
            given.put(name, rest.next());
        }
        return new Options(
                Part.of(given.getOrDefault("--part", "all")),
                number(given, "--people", 8),
                number(given, "--room-size", 8),
                number(given, "--rooms", 200),
                number(given, "--seconds", 10),
                number(given, "--starts", 5),
                number(given, "--over", 10_000),
                number(given, "--live", 200),
                media(given.getOrDefault("--media", "full")),
                pattern(given.getOrDefault("--only", "")),
                Path.of(given.getOrDefault("--json", "bench/target/bench.json")));
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        String value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " wants a number", e);
        }
    }

    private static Pattern pattern(String value) {
        try {
            return Pattern.compile(value);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--only wants a regular expression", e);
        }
    }

    private static int media(String word) {
        return switch (word) {
            case "full" -> 1;
            case "low" -> LOW;
            default -> 0;
        };
    }
}
