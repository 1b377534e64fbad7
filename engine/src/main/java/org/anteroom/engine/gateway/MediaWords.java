package org.anteroom.engine.gateway;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.runtime.SentLayer;
import org.anteroom.engine.runtime.SessionLine;
import org.anteroom.engine.runtime.ShownPictures;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;

/** What a client says of its media: an answer, its layers, what it shows of the others, or that it needs another offer. */
sealed interface MediaWords {
    /** The largest number that a stream may carry. */
    long STREAM_MAX = 0xFFFF_FFFFL;

    int LAYERS_MAX = 3;

    /** The pictures that one page may show. */
    int TILES_MAX = 64;

    int HEIGHT_MAX = 4_320;

    List<String> NAMES = List.of("answer", "layers", "again", "wish");

    List<String> KINDS = List.of("microphone", "camera", "screen");

    Future<Void> tell(SessionLine line, SeatId seat);

    /** The answer to the offer of that generation. */
    record Answer(Optional<String> connection, int generation, String sdp) implements MediaWords {
        @Override
        public Future<Void> tell(SessionLine line, SeatId seat) {
            return line.answer(seat, connection, generation, sdp);
        }
    }

    /** The streams of each kind that goes out in several sizes at once. */
    record Layers(String connection, List<SentLayer> layers) implements MediaWords {
        @Override
        public Future<Void> tell(SessionLine line, SeatId seat) {
            return line.layers(seat, connection, layers);
        }
    }

    /** What this page shows of the others, and how large. */
    record Wish(ShownPictures shown) implements MediaWords {
        @Override
        public Future<Void> tell(SessionLine line, SeatId seat) {
            return line.wish(seat, shown);
        }
    }

    /** This connection is of no use any more: another one is asked for. */
    record Again(String connection) implements MediaWords {
        @Override
        public Future<Void> tell(SessionLine line, SeatId seat) {
            line.again(seat, connection);
            return Future.succeededFuture();
        }
    }

    /** Reads a frame of type {@code media}; an unknown field is refused. */
    static MediaWords read(Fields frame) {
        frame.known("type");
        String name = frame.word("name", word -> Optional.of(word).filter(NAMES::contains), String.join(" or ", NAMES));
        MediaWords words = switch (name) {
            case "answer" -> answer(frame);
            case "layers" -> layers(frame);
            case "wish" -> wish(frame);
            default -> new Again(frame.string("connection"));
        };
        frame.done();
        return words;
    }

    private static MediaWords answer(Fields frame) {
        return new Answer(
                frame.maybeString("connection"), frame.number("generation", 1, Integer.MAX_VALUE), frame.string("sdp"));
    }

    private static MediaWords layers(Fields frame) {
        Fields kinds = frame.object("layers");
        List<SentLayer> layers = new ArrayList<>();
        for (String kind : KINDS) {
            if (kinds.has(kind)) {
                kinds.objects(kind, 1, LAYERS_MAX).forEach(layer -> layers.add(layer(kind, layer)));
            }
        }
        kinds.done();
        return new Layers(frame.string("connection"), layers);
    }

    private static Wish wish(Fields frame) {
        List<SeatId> stage = frame.has("stage") ? frame.seats("stage", 0, TILES_MAX) : List.of();
        Map<SeatId, Integer> tiles = new LinkedHashMap<>();
        if (frame.has("tiles")) {
            frame.objects("tiles", 0, TILES_MAX).forEach(tile -> {
                tiles.put(tile.seat("seat"), tile.number("height", 1, HEIGHT_MAX));
                tile.done();
            });
        }
        int screen = frame.number("screen", 0, HEIGHT_MAX, 0);
        return new Wish(new ShownPictures(stage, tiles, screen, frame.flag("video", true)));
    }

    private static SentLayer layer(String kind, Fields fields) {
        long stream = fields.whole("stream", 1, STREAM_MAX);
        long repair = fields.has("repair") ? fields.whole("repair", 1, STREAM_MAX) : 0;
        if (stream == repair) {
            throw new InvalidException(fields.at("repair"), "Must be another number than stream.");
        }
        fields.done();
        return new SentLayer(kind, stream, repair);
    }
}
