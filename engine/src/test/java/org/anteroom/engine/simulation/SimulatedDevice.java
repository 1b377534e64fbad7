package org.anteroom.engine.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.anteroom.engine.runtime.Frame;
import org.anteroom.engine.runtime.LiveSession;
import org.anteroom.engine.runtime.Outcome;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.view.Snapshots;

/** One device of a person: it keeps what it saw last, asks again what was not answered, and checks all it is sent. */
final class SimulatedDevice implements SimulatedLink.Device {
    private static final int RESUMED_MAX = 39;
    /** After what of one's own a fresh welcome comes. */
    private static final Set<String> RENEWED = Set.of("seat-moved", "role-changed");

    private static final long RETRY_MS = 1_000;

    private final Stage stage;
    private final SeatId seat;
    private final String name;
    private final Map<String, Command> asked = new LinkedHashMap<>();
    private final Map<String, Command> unanswered = new LinkedHashMap<>();
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private Optional<SimulatedLink> link = Optional.empty();
    private Optional<SimulatedEngine> engine = Optional.empty();
    private Optional<Long> lastSeq = Optional.empty();
    private boolean welcomed;
    private boolean awaitsWelcome;
    private long coveredSeq;
    private NavigableMap<Long, Map<String, Object>> missed = new TreeMap<>();
    private boolean done;
    private int commands;

    private record Answer(String type, Object word, Optional<SimulatedEngine> by) {}

    SimulatedDevice(Stage stage, SeatId seat, String name) {
        this.stage = stage;
        this.seat = seat;
        this.name = name;
    }

    SeatId seat() {
        return seat;
    }

    boolean isLinked() {
        return link.isPresent();
    }

    boolean isWelcomed() {
        return welcomed;
    }

    boolean isDone() {
        return done;
    }

    Optional<SimulatedLink> link() {
        return link;
    }

    void connect(SimulatedEngine to) {
        SimulatedLink fresh = new SimulatedLink(stage, to, seat, this);
        link = Optional.of(fresh);
        engine = Optional.of(to);
        welcomed = false;
        Optional<Long> resume = lastSeq;
        stage.trail(() ->
                name + " connects" + resume.map(seq -> ", resuming from " + seq).orElse(""));
        fresh.toServer(session -> session.feed().attach(fresh, resume));
    }

    /** Gives up for good, as a device does that was replaced. */
    void finish() {
        done = true;
    }

    void ask(Command command) {
        String id = name + "-" + commands++;
        asked.put(id, command);
        unanswered.put(id, command);
        stage.trail(() -> name + " asks " + id + " " + command);
        send(id, command);
    }

    /** Sends a command again under its id: one that waits for its answer, or one that has it. */
    void repeat() {
        List<String> ids = List.copyOf(asked.keySet());
        if (!ids.isEmpty()) {
            String id = ids.get(stage.random.nextInt(ids.size()));
            stage.faults.count(Faults.Kind.FRAME_REPEATED);
            stage.trail(() -> name + " repeats " + id);
            send(id, Optional.ofNullable(asked.get(id)).orElseThrow());
        }
    }

    private void send(String id, Command command) {
        link.ifPresent(to -> to.toServer(session -> {
            CommandRef ref = new CommandRef(seat.value(), id);
            session.host()
                    .command(Caller.seat(seat), Optional.of(ref), command, outcome -> to.send(answer(id, outcome)));
        }));
        if (stage.oneIn(12)) {
            stage.faults.count(Faults.Kind.FRAME_REPEATED);
            link.ifPresent(to -> to.toServer(session -> session.host()
                    .command(
                            Caller.seat(seat),
                            Optional.of(new CommandRef(seat.value(), id)),
                            command,
                            outcome -> to.send(answer(id, outcome)))));
        }
    }

    private static Frame answer(String id, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return Frame.of(Obj.of("type", "ack").with("id", id).with("seq", done.seq()));
        }
        Obj reject = Obj.of("type", "reject").with("id", id);
        if (outcome instanceof Outcome.Refused refused) {
            return Frame.of(reject.with("code", refused.code().word()).with("detail", refused.detail()));
        }
        return Frame.of(reject.with("code", "unavailable").with("detail", ((Outcome.Unavailable) outcome).detail()));
    }

    void reportHealth() {
        link.ifPresent(to -> to.toServer(session -> session.feed().reportHealth(seat, Map.of("rtt", 40))));
    }

    @Override
    public void closed(SimulatedLink closed) {
        if (link.filter(now -> now == closed).isPresent()) {
            link = Optional.empty();
            welcomed = false;
            stage.trail(() -> name + " has no connection");
        }
    }

    @Override
    public void received(SimulatedLink from, Map<String, Object> frame, long serverSeq) {
        if (link.filter(now -> now == from).isEmpty()) {
            return;
        }
        stage.truth().catchUp();
        switch ((String) frame.get("type")) {
            case "welcome" -> welcome(frame, serverSeq);
            case "event" -> event(frame);
            case "ack" -> answered(frame, "ack", frame.get("seq"));
            case "reject" -> rejected(frame);
            case "media" -> media(from, frame);
            case "bye" -> bye((String) frame.get("code"));
            default -> {
                // Signals have no sequence, and whom they may reach was checked when they went out.
            }
        }
    }

    private void welcome(Map<String, Object> frame, long serverSeq) {
        long seq = (Long) frame.get("seq");
        boolean resumed = frame.containsKey("resumed");
        stage.trail(() -> name + " is welcomed at " + seq + (resumed ? ", resumed" : ""));
        if (resumed) {
            BrokenPromise.unless(
                    !welcomed && lastSeq.filter(last -> last == seq).isPresent(), name + " resumed where it was not");
        } else if (welcomed) {
            NavigableMap<Long, Map<String, Object>> due = due();
            BrokenPromise.unless(
                    due.isEmpty() || due.firstKey() > seq,
                    name + " was welcomed anew past events that it was not sent");
        } else {
            BrokenPromise.unless(
                    lastSeq.filter(last -> serverSeq - last <= RESUMED_MAX).isEmpty()
                            || stage.truth().state().phase().isOver(),
                    name + " could have resumed");
        }
        boolean first = !welcomed;
        welcomed = true;
        awaitsWelcome = false;
        coveredSeq = serverSeq;
        lastSeq = Optional.of(seq);
        missed = resumed ? stage.truth().missed(seat, seq, serverSeq) : new TreeMap<>();
        checkWelcome(frame, stage.truth().at(serverSeq));
        if (first) {
            unanswered.forEach(this::send);
        }
    }

    private void checkWelcome(Map<String, Object> frame, SessionState state) {
        Seat own = state.seat(seat).orElseThrow();
        BrokenPromise.unless(
                SeatView.self(state, own).equals(frame.get("you")), name + " did not find itself as it was");
        if (own.isInside() && frame.get("seats") instanceof List<?> seats) {
            List<Object> without =
                    seats.stream().map(SimulatedDevice::withoutPresence).toList();
            BrokenPromise.unless(
                    Snapshots.seats(state, own).equals(without), name + " was sent others than may be seen");
        }
    }

    private static Object withoutPresence(Object seat) {
        Map<Object, Object> fields = new LinkedHashMap<>((Map<?, ?>) seat);
        fields.remove("landing");
        fields.remove("health");
        return fields;
    }

    /** What has to come next: what was missed, as it may be seen at the return; then what was seen as it happened. */
    private NavigableMap<Long, Map<String, Object>> due() {
        long last = lastSeq.orElse(0L);
        NavigableMap<Long, Map<String, Object>> due = new TreeMap<>(missed.tailMap(last, false));
        due.putAll(stage.truth().seen(seat, Math.max(last, coveredSeq)));
        return due;
    }

    private void event(Map<String, Object> frame) {
        long seq = (Long) frame.get("seq");
        BrokenPromise.unless(welcomed, name + " was sent an event before its welcome");
        NavigableMap<Long, Map<String, Object>> due = due();
        BrokenPromise.unless(
                !due.isEmpty() && due.firstKey() == seq,
                name + " was sent event " + seq + " after " + lastSeq.orElse(0L) + ", but next is "
                        + (due.isEmpty() ? "none" : due.firstKey()));
        BrokenPromise.unless(
                due.firstEntry().getValue().equals(frame.get("data")), name + " was shown event " + seq + " wrongly");
        lastSeq = Optional.of(seq);
        boolean own =
                frame.get("data") instanceof Map<?, ?> data && seat.value().equals(data.get("seat"));
        awaitsWelcome |= own && seq > coveredSeq && RENEWED.contains(frame.get("name"));
    }

    private void rejected(Map<String, Object> frame) {
        BrokenPromise.unless(!"Something on our side did not work.".equals(frame.get("detail")), "a rule failed");
        if ("unavailable".equals(frame.get("code"))) {
            String id = (String) Optional.ofNullable(frame.get("id")).orElseThrow();
            stage.time.after(
                    RETRY_MS, () -> Optional.ofNullable(unanswered.get(id)).ifPresent(again -> send(id, again)));
        } else {
            answered(frame, "reject", Optional.ofNullable(frame.get("code")).orElseThrow());
        }
    }

    private void answered(Map<String, Object> frame, String type, Object word) {
        String id = (String) frame.get("id");
        Optional<Long> kept = stage.truth().lastOf(new CommandRef(seat.value(), id));
        if (kept.isPresent()) {
            BrokenPromise.unless(
                    type.equals("ack") && kept.get().equals(word),
                    "the answer to " + id + " is not what the disk says");
        }
        Answer now = new Answer(type, word, engine);
        Answer before = answers.put(id, now);
        BrokenPromise.unless(
                before == null || !before.by().equals(engine) || before.equals(now),
                id + " was answered otherwise the second time");
        unanswered.remove(id);
        stage.trail(() -> name + " reads the answer to " + id + ": " + type + " " + word);
    }

    private void media(SimulatedLink from, Map<String, Object> frame) {
        if (!"offer".equals(frame.get("name"))) {
            return;
        }
        if (!stage.faults.isCalm() && stage.oneIn(6)) {
            stage.faults.count(Faults.Kind.OFFER_IGNORED);
            return;
        }
        from.toServer(session -> answerOffer(session, frame));
    }

    private void answerOffer(LiveSession session, Map<String, Object> frame) {
        var unused = session.feed()
                .media()
                .answer(
                        seat,
                        Optional.of((String)
                                Optional.ofNullable(frame.get("connection")).orElseThrow()),
                        (Integer) Optional.ofNullable(frame.get("generation")).orElseThrow(),
                        "sdp");
    }

    private void bye(String code) {
        stage.trail(() -> name + " is told goodbye: " + code);
        BrokenPromise.unless(!code.equals("expired"), name + " lost its seat");
        done |= code.equals("ended") || code.equals("replaced");
    }

    /** Everything is quiet: nothing may be missing or open any more. */
    void checkNothingMissing() {
        if (link.isPresent() && welcomed) {
            NavigableMap<Long, Map<String, Object>> missed = due();
            BrokenPromise.unless(missed.isEmpty(), name + " was never sent events " + missed.keySet());
            BrokenPromise.unless(!awaitsWelcome, name + " moved or changed its role, and got no welcome");
            BrokenPromise.unless(unanswered.isEmpty(), name + " was never answered: " + unanswered.keySet());
        }
    }
}
