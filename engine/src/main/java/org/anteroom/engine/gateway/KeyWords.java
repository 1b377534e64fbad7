package org.anteroom.engine.gateway;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.anteroom.engine.runtime.Outcome;
import org.anteroom.engine.runtime.SessionLine;
import org.anteroom.engine.runtime.WrappedKeys;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatKeys;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;

/** What a page says of keys, its own public ones and those that are wrapped for others. Binary is base64url, unpadded. */
sealed interface KeyWords {
    List<String> NAMES = List.of("device", "stays", "vouch", "keys", "have", "need");
    /** The seats that one place may have, but for oneself. */
    int TO_MAX = 64;

    long KID_MAX = 0xFFFF_FFFFL;
    Pattern WORD = Pattern.compile("[A-Za-z0-9_-]*");
    /** Of 65 bytes, 64, 48, 32 and 16. */
    int POINT = 87;

    int SIGNATURE = 86;
    int WRAPPED = 64;
    int DIGEST = 43;
    int STAY = 22;

    /** Says it; the outcome where it changes the session, and done at once where it is passed on. */
    Future<Optional<Outcome>> tell(SessionLine line, Caller caller, SeatId seat);

    /** Whether it costs what a command costs: it is written down. */
    boolean isKept();

    /** The key of a seat's device. */
    record Device(String key, String proof) implements KeyWords {
        @Override
        public Future<Optional<Outcome>> tell(SessionLine line, Caller caller, SeatId seat) {
            return line.device(caller, key, proof).map(Optional::of);
        }

        @Override
        public boolean isKept() {
            return true;
        }
    }

    /** Keys for the stays to come. */
    record Stays(List<SeatKeys.Stay> keys) implements KeyWords {
        @Override
        public Future<Optional<Outcome>> tell(SessionLine line, Caller caller, SeatId seat) {
            return line.stays(caller, keys).map(Optional::of);
        }

        @Override
        public boolean isKept() {
            return true;
        }
    }

    /** Staff's word for another's device. */
    record Vouch(SeatId other, String key, String sig) implements KeyWords {
        @Override
        public Future<Optional<Outcome>> tell(SessionLine line, Caller caller, SeatId seat) {
            return line.vouch(caller, other, key, sig).map(Optional::of);
        }

        @Override
        public boolean isKept() {
            return true;
        }
    }

    /** A key, wrapped for others. */
    record Keys(WrappedKeys wrapped) implements KeyWords {
        @Override
        public Future<Optional<Outcome>> tell(SessionLine line, Caller caller, SeatId seat) {
            line.wrapped(seat, wrapped);
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public boolean isKept() {
            return false;
        }
    }

    /** A key came. */
    record Have(long kid) implements KeyWords {
        @Override
        public Future<Optional<Outcome>> tell(SessionLine line, Caller caller, SeatId seat) {
            line.have(seat, kid);
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public boolean isKept() {
            return false;
        }
    }

    /** A key did not come. */
    record Need(long epoch, SeatId sender) implements KeyWords {
        @Override
        public Future<Optional<Outcome>> tell(SessionLine line, Caller caller, SeatId seat) {
            line.need(seat, epoch, sender);
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public boolean isKept() {
            return false;
        }
    }

    /** Reads a frame of type {@code e2ee}; an unknown field is refused. */
    static KeyWords read(Fields frame) {
        frame.known("type");
        String name = frame.word("name", word -> Optional.of(word).filter(NAMES::contains), String.join(" or ", NAMES));
        KeyWords words = switch (name) {
            case "device" -> new Device(word(frame, "key", POINT), word(frame, "proof", SIGNATURE));
            case "stays" -> new Stays(stays(frame));
            case "vouch" -> new Vouch(frame.seat("seat"), word(frame, "key", POINT), word(frame, "sig", SIGNATURE));
            case "keys" -> new Keys(keys(frame));
            case "have" -> new Have(frame.whole("kid", 0, KID_MAX));
            default -> new Need(epoch(frame), frame.seat("seat"));
        };
        frame.done();
        return words;
    }

    private static List<SeatKeys.Stay> stays(Fields frame) {
        List<SeatKeys.Stay> stays = new ArrayList<>();
        frame.objects("keys", 1, SeatKeys.STAYS_MAX).forEach(stay -> {
            stays.add(
                    new SeatKeys.Stay(word(stay, "id", STAY), word(stay, "hpke", POINT), word(stay, "sig", SIGNATURE)));
            stay.done();
        });
        if (stays.stream().map(SeatKeys.Stay::id).distinct().count() != stays.size()) {
            throw new InvalidException(frame.at("keys"), "Each id must stand once.");
        }
        return stays;
    }

    private static WrappedKeys keys(Fields frame) {
        Place place = frame.word("place", Place::of, "main, breakout:<id>, hallway:<id>");
        long epoch = epoch(frame);
        long kid = frame.whole("kid", 0, KID_MAX);
        String roster = word(frame, "roster", DIGEST);
        List<WrappedKeys.One> to = new ArrayList<>();
        frame.objects("to", 1, TO_MAX).forEach(one -> {
            to.add(new WrappedKeys.One(one.seat("seat"), word(one, "enc", POINT), word(one, "ct", WRAPPED)));
            one.done();
        });
        if (to.stream().map(WrappedKeys.One::seat).distinct().count() != to.size()) {
            throw new InvalidException(frame.at("to"), "Each seat must stand once.");
        }
        return new WrappedKeys(place, epoch, kid, roster, to, word(frame, "sig", SIGNATURE));
    }

    private static long epoch(Fields frame) {
        return frame.whole("epoch", 1, Integer.MAX_VALUE);
    }

    /** A word of exactly so many characters. */
    private static String word(Fields from, String field, int chars) {
        String word = from.string(field);
        if (word.length() != chars || !WORD.matcher(word).matches()) {
            throw new InvalidException(
                    from.at(field), "Must be base64url without padding, of " + chars + " characters.");
        }
        return word;
    }
}
