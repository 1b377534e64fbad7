package org.anteroom.engine.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.session.SeatId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaWish;

/**
 * What a client's page shows of the others, and how large.
 *
 * @param stage whom it shows first and largest
 * @param tiles how high the others' pictures are shown, in pixels
 * @param screen how high a screen is shown, 0 where none is
 * @param video whether it wants cameras at all
 */
public record ShownPictures(List<SeatId> stage, Map<SeatId, Integer> tiles, int screen, boolean video) {
    public ShownPictures {
        stage = List.copyOf(stage);
        tiles = Map.copyOf(tiles);
    }

    /** The same in the bridge's words; seats that have no endpoint are left out. */
    MediaWish wish(Function<SeatId, Optional<EndpointId>> endpointOf) {
        Map<EndpointId, Integer> heights = new LinkedHashMap<>();
        tiles.forEach((seat, height) -> endpointOf.apply(seat).ifPresent(endpoint -> heights.put(endpoint, height)));
        return new MediaWish(
                stage.stream().flatMap(seat -> endpointOf.apply(seat).stream()).toList(), heights, screen, video);
    }
}
