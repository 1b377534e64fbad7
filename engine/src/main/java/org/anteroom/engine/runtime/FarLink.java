package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.SeatId;

/**
 * A seat's link as a session has it whose loop is not the socket's. It knows of the device what the session needs, and hands
 * on what is to be sent, in order and encoded already; how much a slow reader may leave unread is judged at the socket. On
 * the session's loop.
 */
final class FarLink implements SeatLink {
    private final SeatLink near;
    private final Loop loop;
    private final SeatId seat;
    private final Optional<Integer> claim;
    private Optional<Pass> pass;

    /** Made on the front. */
    FarLink(SeatLink near, Loop loop) {
        this.near = near;
        this.loop = loop;
        seat = near.seat();
        claim = near.claim();
        pass = near.pass();
    }

    /** Whether it is what a session on that loop has for this link. */
    boolean isOf(SeatLink link, Loop there) {
        return near == link && loop == there;
    }

    @Override
    public SeatId seat() {
        return seat;
    }

    @Override
    public Optional<Pass> pass() {
        return pass;
    }

    @Override
    public Optional<Integer> claim() {
        return claim;
    }

    @Override
    public void takeSeat(Pass given) {
        loop.onFront(() -> near.takeSeat(given));
    }

    @Override
    public void renew(Instant until) {
        pass = pass.map(known -> new Pass(known.invite(), known.epoch(), until));
        loop.onFront(() -> near.renew(until));
    }

    @Override
    public void send(Frame frame) {
        encode(frame);
        loop.onFront(() -> near.send(frame));
    }

    @Override
    public void sendAll(List<Frame> frames) {
        List<Frame> together = List.copyOf(frames);
        together.forEach(FarLink::encode);
        loop.onFront(() -> near.sendAll(together));
    }

    /** Here, so that the front has less to do. */
    private static void encode(Frame frame) {
        var unused = frame.encoded();
    }

    @Override
    public void bye(Bye why) {
        loop.onFront(() -> near.bye(why));
    }
}
