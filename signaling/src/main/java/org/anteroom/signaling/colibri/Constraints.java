package org.anteroom.signaling.colibri;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.SourceKind;

/**
 * What a videobridge is asked to send to one endpoint (its documentation: "allocation"), by the names of sources.
 *
 * <p>Nothing is "on stage" in the bridge's words: where a line has no room for all of what is, the bridge sends nothing
 * that is not. What is selected goes first, a step each, and leaves the rest of the line to the others.
 *
 * @param heights how high at most, in pixels; a source that is not named gets {@code others}
 * @param selected what goes before everything else, the first of them first
 */
record Constraints(SortedMap<String, Integer> heights, List<String> selected, int others) {
    /** The heights in which a camera is sent; anything between costs a line and is scaled down anyway. */
    static final int SMALLEST = 180;

    static final int MIDDLING = 360;
    private static final int LARGEST = 720;
    private static final List<Integer> CAMERA_HEIGHTS = List.of(SMALLEST, MIDDLING, LARGEST);
    /** Of who never said what it shows. */
    private static final int UNSAID_HEIGHT = MIDDLING;
    /** A screen comes in one size, whatever its tile: its letters must be readable. */
    private static final int SCREEN_HEIGHT = 2160;

    private static final int ALL = -1;

    Constraints {
        heights = new TreeMap<>(heights);
        selected = List.copyOf(selected);
    }

    /** A source that another endpoint has, or is going to have. */
    record Source(EndpointId endpoint, SourceKind kind, String label) {}

    /** The size of camera for a tile of so many pixels. */
    static int heightFor(int shown) {
        return CAMERA_HEIGHTS.stream()
                .filter(height -> shown <= height)
                .findFirst()
                .orElse(LARGEST);
    }

    /** How many of a camera's sizes, the smallest first, a receiver of that height has a use for; negative is no bound. */
    static int layersFor(int height) {
        if (height == 0) {
            return 0;
        }
        return height < 0
                ? CAMERA_HEIGHTS.size()
                : Math.min(
                        CAMERA_HEIGHTS.size(),
                        1
                                + (int) CAMERA_HEIGHTS.stream()
                                        .filter(smaller -> smaller < height)
                                        .count());
    }

    /** @param wish empty where it was never said: then all is asked for, middling */
    static Constraints of(Optional<MediaWish> wish, List<Source> sources) {
        SortedMap<String, Integer> heights = new TreeMap<>();
        List<String> screens = new ArrayList<>();
        for (Source source : sources) {
            int height = height(wish, source);
            boolean screen = source.kind() == SourceKind.SCREEN;
            if (height > 0 && (screen || wish.isPresent())) {
                heights.put(source.label(), height);
            }
            if (height > 0 && screen) {
                screens.add(source.label());
            }
        }
        screens.sort(Comparator.naturalOrder());
        List<String> selected = new ArrayList<>(screens);
        wish.ifPresent(said -> said.stage().stream()
                .flatMap(staged -> sources.stream()
                        .filter(source -> source.kind() == SourceKind.CAMERA
                                && source.endpoint().equals(staged)))
                .map(Source::label)
                .filter(label -> heights.containsKey(label) && !selected.contains(label))
                .forEach(selected::add));
        return new Constraints(heights, selected, wish.isPresent() ? 0 : UNSAID_HEIGHT);
    }

    private static int height(Optional<MediaWish> wish, Source source) {
        boolean screen = source.kind() == SourceKind.SCREEN;
        if (wish.isEmpty()) {
            return screen ? SCREEN_HEIGHT : UNSAID_HEIGHT;
        }
        MediaWish said = wish.get();
        if (screen) {
            return said.screen() > 0 ? SCREEN_HEIGHT : 0;
        }
        if (!said.video()) {
            return 0;
        }
        int tile = said.tiles().getOrDefault(source.endpoint(), 0);
        if (tile > 0) {
            return heightFor(tile);
        }
        return said.stage().contains(source.endpoint()) ? LARGEST : 0;
    }

    /** Of all this one source alone, at most so high, or nothing. */
    Constraints only(Optional<String> label, int most) {
        SortedMap<String, Integer> kept = new TreeMap<>();
        label.ifPresent(named -> kept.put(named, Math.min(most, height(named))));
        return new Constraints(kept, label.stream().toList(), 0);
    }

    /** How high that source is asked for, 0 where it is not. */
    int height(String label) {
        return heights.getOrDefault(label, others);
    }

    /** The same as the message of a channel; equal constraints are equal texts. */
    String encode() {
        JsonObject named = new JsonObject();
        heights.forEach((label, height) -> named.put(label, height(height)));
        return new JsonObject()
                .put("colibriClass", "ReceiverVideoConstraints")
                .put("lastN", ALL)
                .put("selectedSources", new JsonArray(selected))
                .put("defaultConstraints", height(others))
                .put("constraints", named)
                .encode();
    }

    private static JsonObject height(int height) {
        return new JsonObject().put("maxHeight", height);
    }
}
