package org.anteroom.engine.session.breakout;

import java.util.List;
import java.util.Map;
import org.anteroom.engine.session.BreakoutPlan;
import org.anteroom.engine.session.DisplayName;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/** How breakout rooms look: whole to staff; to others their own room with names, or all without, to choose from. */
public final class RoomView {
    private RoomView() {}

    /** A plan as staff see it. */
    public static Map<String, Object> plan(BreakoutPlan plan) {
        return Obj.of("mode", Words.word(plan.mode()))
                .with("seconds", plan.seconds())
                .with("latecomers", Words.word(plan.latecomers()))
                .with("rooms", plan.rooms().stream().map(RoomView::whole).toList())
                .map();
    }

    private static Map<String, Object> whole(BreakoutPlan.Room room) {
        return outline(room)
                .with("seats", room.seats().stream().map(SeatId::value).toList())
                .with("limit", room.limit())
                .map();
    }

    private static Obj outline(BreakoutPlan.Room room) {
        return Obj.of("id", room.id().value())
                .with("place", room.place().word())
                .with("name", room.name().value())
                .with("task", room.task().map(Text::value));
    }

    /** The rooms of a plan as this seat sees them. */
    public static List<Map<String, Object>> seen(SessionState state, BreakoutPlan plan, Seat viewer) {
        if (SeatView.seesAll(viewer)) {
            return plan.rooms().stream().map(RoomView::whole).toList();
        }
        if (plan.mode() == BreakoutPlan.Mode.SELF_SELECT) {
            return plan.rooms().stream()
                    .map(room -> outline(room).with("limit", room.limit()).map())
                    .toList();
        }
        return plan.rooms().stream()
                .filter(room ->
                        room.seats().contains(viewer.id()) || room.place().equals(viewer.place()))
                .map(room ->
                        outline(room).with("names", names(state, room, viewer)).map())
                .toList();
    }

    /** The names of those who go to this room, of whom the viewer sees as much as stands in its own place. */
    private static List<String> names(SessionState state, BreakoutPlan.Room room, Seat viewer) {
        return state.inside()
                .filter(seat -> SeatView.sharePlace(viewer, seat.place()))
                .filter(seat -> room.seats().contains(seat.id()) || room.place().equals(seat.place()))
                .map(seat -> DisplayName.of(state, seat))
                .toList();
    }
}
