package org.anteroom.signaling.jitsimeet;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room that a conference is in, and, after a move, the one before for as long as somebody may still be there. */
final class MucRooms {
    private static final Logger LOG = LoggerFactory.getLogger("org.anteroom.signaling.jitsimeet");

    private final MeetContext context;
    private final MucRoom.Listener listener;
    private final Consumer<MucRoom> moved;
    private MucRoom current;
    private Optional<MucRoom> before = Optional.empty();
    private boolean moving;
    private boolean over;
    private long movedMs = Long.MIN_VALUE / 2;

    /**
     * @param listener told what happens in each of them
     * @param moved told of the room to which the conference went
     */
    MucRooms(MeetContext context, MucRoom.Listener listener, Consumer<MucRoom> moved) {
        this.context = context;
        this.listener = listener;
        this.moved = moved;
        current = context.room(listener);
    }

    MucRoom current() {
        return current;
    }

    /** The room, and the one before while it is kept. */
    List<MucRoom> all() {
        return before.map(old -> List.of(current, old)).orElseGet(() -> List.of(current));
    }

    boolean isOver() {
        return over;
    }

    /** Ends the room, and the one before. */
    Future<Void> close() {
        over = true;
        leaveBefore();
        return current.close();
    }

    /** Goes to another room; at most one at a time, and not at once after the last. */
    void move() {
        if (moving || over) {
            return;
        }
        moving = true;
        long sinceMs = context.nowMs() - movedMs;
        long apartMs = context.options().times().moveApartMs();
        if (sinceMs >= apartMs) {
            openNext();
        } else {
            context.after(apartMs - sinceMs, this::openNext);
        }
    }

    private void openNext() {
        if (over) {
            return;
        }
        movedMs = context.nowMs();
        MucRoom next = context.room(listener);
        next.open()
                .onSuccess(ignored -> moved(next))
                .onFailure(ignored -> context.after(context.options().times().retryLastMs(), this::openNext));
    }

    private void moved(MucRoom next) {
        moving = false;
        if (over) {
            end(next);
            return;
        }
        context.meters().moves();
        leaveBefore();
        MucRoom old = current;
        before = Optional.of(old);
        current = next;
        context.after(context.options().times().oldRoomMs(), () -> {
            if (before.filter(known -> known == old).isPresent()) {
                leaveBefore();
            }
        });
        moved.accept(next);
    }

    /** The room before is of no use any more. */
    void leaveBefore() {
        before.ifPresent(MucRooms::end);
        before = Optional.empty();
    }

    private static void end(MucRoom of) {
        of.close().onFailure(ignored -> LOG.debug("A room was gone already"));
    }
}
