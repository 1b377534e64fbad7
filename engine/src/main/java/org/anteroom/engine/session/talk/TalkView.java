package org.anteroom.engine.session.talk;

import java.util.Optional;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Sight;
import org.anteroom.engine.session.Words;

/** What seats see of what is said. */
final class TalkView {
    private TalkView() {}

    static Optional<Obj> handChanged(Sight sight, TalkEvents.HandChanged event) {
        return sight.toStaffAndPlaceOf(event.seat(), Sight.about(event.seat()).with("on", event.on()));
    }

    static Optional<Obj> announcement(Sight sight, TalkEvents.Announcement event) {
        return sight.toInside(Obj.of("text", event.text().value()));
    }

    static Optional<Obj> message(Sight sight, TalkEvents.Message event) {
        boolean writer = event.from().filter(sight::isSelf).isPresent();
        boolean addressed = switch (event.to().kind()) {
            case PLACE -> event.place().filter(place -> sight.shares(place)).isPresent();
            case STAFF -> sight.staff();
            case SEATS -> event.to().seats().contains(sight.viewer().id());
            case WAITING ->
                sight.staff() || event.to().seats().contains(sight.viewer().id());
        };
        boolean forThoseInside = event.to().kind() != Audience.Kind.WAITING;
        if ((!writer && !addressed) || (forThoseInside && !sight.viewer().isInside())) {
            return Optional.empty();
        }
        boolean namesWriter = forThoseInside || sight.staff();
        return Optional.of(new Obj()
                .with("from", namesWriter ? event.from().map(SeatId::value) : Optional.empty())
                .with("to", addressee(event.to()))
                .with("place", event.place().map(Place::word))
                .with("text", event.text().value()));
    }

    static Optional<Obj> note(Sight sight, TalkEvents.Note event) {
        return sight.toStaff(new Obj()
                .with("from", event.from().map(SeatId::value))
                .with("text", event.text().value()));
    }

    private static String addressee(Audience to) {
        return to.kind() == Audience.Kind.SEATS ? to.seats().get(0).value() : Words.word(to.kind());
    }
}
