package org.anteroom.signaling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an endpoint shows of the others, and how large. What is not named is not shown, and is not sent to it.
 *
 * @param stage those whom it shows first and largest
 * @param tiles how high the others' pictures are shown, in pixels, by whose they are
 * @param screen how high a screen is shown, 0 where none is
 * @param video whether it wants cameras at all
 */
public record MediaWish(List<EndpointId> stage, Map<EndpointId, Integer> tiles, int screen, boolean video) {
    public MediaWish {
        stage = List.copyOf(stage);
        tiles = Map.copyOf(new LinkedHashMap<>(tiles));
    }
}
