package org.anteroom.engine.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.runtime.Bye;
import org.anteroom.engine.runtime.Frame;
import org.anteroom.engine.runtime.LiveSession;
import org.anteroom.engine.runtime.SeatLink;
import org.anteroom.engine.session.SeatId;

/**
 * One WebSocket with both its ends: frames arrive in order and late, until it is cut; then nothing arrives any more, and
 * the server takes its time to notice.
 */
final class SimulatedLink implements SeatLink {
    private static final int QUEUED_MAX = 45;
    private static final int NOTICED_MS_MAX = 29_000;

    private final Stage stage;
    private final SimulatedEngine engine;
    private final SeatId seat;
    private final Device device;
    private final Deque<Delivery> unread = new ArrayDeque<>();
    private long toDeviceMs;
    private long toServerMs;
    private int queued;
    private boolean cut;
    private boolean over;
    private boolean reading = true;

    /** Who reads and writes on the other end. */
    interface Device {
        /** @param serverSeq how far the session was when the frame was sent */
        void received(SimulatedLink link, Map<String, Object> frame, long serverSeq);

        void closed(SimulatedLink link);
    }

    private record Delivery(Map<String, Object> frame, long serverSeq) {}

    SimulatedLink(Stage stage, SimulatedEngine engine, SeatId seat, Device device) {
        this.stage = stage;
        this.engine = engine;
        this.seat = seat;
        this.device = device;
    }

    @Override
    public SeatId seat() {
        return seat;
    }

    @Override
    public void send(Frame frame) {
        if (over) {
            return;
        }
        long serverSeq = engine.session().map(session -> session.state().seq()).orElse(0L);
        stage.check(() -> checkDurable(frame.fields()));
        stage.check(() -> SeenByRole.check(engine.session(), seat, frame.fields()));
        if (++queued > QUEUED_MAX) {
            stage.faults.count(Faults.Kind.SLOW_READER);
            over = true;
            stage.time.after(
                    0,
                    () -> engine.session().ifPresent(session -> session.feed().detach(this)));
            later(() -> device.closed(this));
            return;
        }
        Delivery delivery = new Delivery(frame.fields(), serverSeq);
        later(() -> arrived(delivery));
    }

    /** What is told is on disk already. */
    private void checkDurable(Map<String, Object> frame) {
        boolean told = "event".equals(frame.get("type")) || "ack".equals(frame.get("type"));
        if (told && frame.get("seq") instanceof Long seq) {
            stage.truth().catchUp();
            BrokenPromise.unless(
                    seq <= stage.truth().state().seq(),
                    "an event or an ack of " + seq + " went out before it was on disk");
        }
    }

    private void later(Runnable arrival) {
        toDeviceMs = Math.max(toDeviceMs, stage.time.nowMs() + 1 + stage.random.nextInt(40));
        stage.time.after(toDeviceMs - stage.time.nowMs(), arrival);
    }

    private void arrived(Delivery delivery) {
        if (!cut) {
            unread.add(delivery);
            read();
        }
    }

    private void read() {
        while (reading && !cut && !unread.isEmpty()) {
            queued--;
            Delivery next = unread.remove();
            device.received(this, next.frame(), next.serverSeq());
        }
    }

    /** Reads nothing for a while. */
    void pause(long ms) {
        reading = false;
        stage.time.after(ms, () -> {
            reading = true;
            read();
        });
    }

    void resume() {
        reading = true;
        read();
    }

    @Override
    public void bye(Bye why) {
        send(Frame.of(org.anteroom.engine.session.Obj.of("type", "bye").with("code", why.code())));
        over = true;
        later(() -> device.closed(this));
        // As a socket does, whose end is told once more to who ended it.
        stage.time.after(
                stage.random.nextInt(50),
                () -> engine.session().ifPresent(session -> session.feed().detach(this)));
    }

    /** Sends to the server: what it does with it there. */
    void toServer(java.util.function.Consumer<LiveSession> act) {
        toServerMs = Math.max(toServerMs, stage.time.nowMs() + 1 + stage.random.nextInt(40));
        stage.time.after(toServerMs - stage.time.nowMs(), () -> {
            if (!cut && !over) {
                engine.session().ifPresent(act);
            }
        });
    }

    /** Nothing gets through any more. */
    void cut() {
        cut = true;
        stage.time.after(stage.random.nextInt(3_000), () -> device.closed(this));
        stage.time.after(stage.random.nextInt(NOTICED_MS_MAX), this::noticed);
    }

    /** The device closes it. */
    void close() {
        stage.time.after(1 + stage.random.nextInt(100), this::noticed);
        stage.time.after(1, () -> {
            cut = true;
            device.closed(this);
        });
    }

    private void noticed() {
        if (!over) {
            over = true;
            engine.session().ifPresent(session -> session.feed().detach(this));
        }
    }

    /** The engine is gone. */
    void died() {
        cut = true;
        over = true;
        stage.time.after(stage.random.nextInt(1_000), () -> device.closed(this));
    }

    Optional<LiveSession> server() {
        return engine.session();
    }
}
