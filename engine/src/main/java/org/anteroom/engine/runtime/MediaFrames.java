package org.anteroom.engine.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Words;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.SourceKind;

/** The frames of a seat's media; each names the connection of the bridge that it is about. */
final class MediaFrames {
    private MediaFrames() {}

    private static Obj media(String name, EndpointId connection) {
        return Obj.of("type", "media").with("name", name).with("connection", connection.value());
    }

    /** @param seatOf whose endpoint one is; what is said of those who are gone meanwhile is left out */
    static Frame invitation(
            EndpointId connection, Invitation invitation, Function<EndpointId, Optional<SeatId>> seatOf) {
        return Frame.of(media(invitation.kind(), connection)
                .with("generation", invitation.generation())
                .withAll(fields(invitation.fields(), seatOf).map()));
    }

    private static Obj fields(Map<?, ?> of, Function<EndpointId, Optional<SeatId>> seatOf) {
        Obj fields = new Obj();
        of.forEach((name, value) -> field(value, seatOf).ifPresent(told -> fields.put(String.valueOf(name), told)));
        return fields;
    }

    private static Optional<Object> field(Object value, Function<EndpointId, Optional<SeatId>> seatOf) {
        if (value instanceof EndpointId endpoint) {
            return seatOf.apply(endpoint).map(SeatId::value);
        }
        if (value instanceof Invitation.Source source) {
            return seatOf.apply(source.endpoint())
                    .map(seat -> Obj.of("seat", seat.value())
                            .with("kind", source.kind().word())
                            .map());
        }
        return Optional.of(
                value instanceof Map<?, ?> more ? fields(more, seatOf).map() : value);
    }

    /** What goes out to a client of the others' pictures, by the mid on which each comes. */
    static Frame sent(EndpointId connection, MediaSent sent) {
        Obj sources = new Obj();
        sent.pictures().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> sources.put(
                        entry.getKey(),
                        Obj.of("height", entry.getValue().height())
                                .with("paused", entry.getValue().paused())
                                .with("why", entry.getValue().why().map(Words::word))
                                .map()));
        return Frame.of(
                media("sent", connection).with("sources", sources.map()).with("estimateKbps", sent.estimateKbps()));
    }

    /** How many layers the others want of a client's own pictures. */
    static Frame demand(EndpointId connection, Map<SourceKind, Integer> layers) {
        Obj kinds = new Obj();
        layers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> kinds.put(entry.getKey().word(), entry.getValue()));
        return Frame.of(media("demand", connection).with("layers", kinds.map()));
    }

    /** The connection is of no use any more, and no other comes in its place. */
    static Frame closed(EndpointId connection) {
        return Frame.of(media("closed", connection));
    }
}
