package org.anteroom.bench;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
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

    static final Options DEFAULTS = new Options(
            Part.ALL, 8, 8, 200, 10, 5, 10_000, 200, 1, Pattern.compile(""), Path.of("bench", "target", "bench.json"));

    static final String USAGE = """
            usage: ./anteroom bench [options]
              --part WORD      all, media, signalling, over, journal, attacks or peers (all). All leaves out over: memory after
                               10,000 sessions; journal: starts on a journal of --over and --live sessions; attacks: floods, --seconds each, beside rooms with media, for which
                               --people 150 --room-size 3 --media low is meant; and peers: the rooms without media on
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

    static Options parse(List<String> words) {
        Options options = DEFAULTS;
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            check(rest.hasNext(), name + " is unknown or wants a value");
            options = options.with(name, rest.next());
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--part" ->
                new Options(Part.of(value), people, roomSize, rooms, seconds, starts, over, live, slowness, only, json);
            case "--people" ->
                new Options(
                        part, number(name, value), roomSize, rooms, seconds, starts, over, live, slowness, only, json);
            case "--room-size" ->
                new Options(
                        part, people, number(name, value), rooms, seconds, starts, over, live, slowness, only, json);
            case "--rooms" ->
                new Options(
                        part, people, roomSize, number(name, value), seconds, starts, over, live, slowness, only, json);
            case "--seconds" ->
                new Options(
                        part, people, roomSize, rooms, number(name, value), starts, over, live, slowness, only, json);
            case "--starts" ->
                new Options(
                        part, people, roomSize, rooms, seconds, number(name, value), over, live, slowness, only, json);
            case "--over" ->
                new Options(
                        part,
                        people,
                        roomSize,
                        rooms,
                        seconds,
                        starts,
                        number(name, value),
                        live,
                        slowness,
                        only,
                        json);
            case "--live" ->
                new Options(
                        part,
                        people,
                        roomSize,
                        rooms,
                        seconds,
                        starts,
                        over,
                        number(name, value),
                        slowness,
                        only,
                        json);
            case "--media" ->
                new Options(part, people, roomSize, rooms, seconds, starts, over, live, media(value), only, json);
            case "--only" ->
                new Options(part, people, roomSize, rooms, seconds, starts, over, live, slowness, pattern(value), json);
            case "--json" ->
                new Options(part, people, roomSize, rooms, seconds, starts, over, live, slowness, only, Path.of(value));
            default -> throw new IllegalArgumentException(name + " is unknown");
        };
    }

    private static int number(String name, String value) {
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
