package org.anteroom.engine.gateway;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.websocket.WebSocketFrameImpl;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.anteroom.engine.program.SeatTokens;
import org.anteroom.engine.runtime.AnswerFrames;
import org.anteroom.engine.runtime.Bye;
import org.anteroom.engine.runtime.Frame;
import org.anteroom.engine.runtime.Outcome;
import org.anteroom.engine.runtime.SeatLink;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.wire.CommandReader;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;
import org.anteroom.engine.wire.StrictJson;
import org.anteroom.engine.wire.TokenBucket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket of one device. Nothing is said to it before its hello; a frame that is none ends it, a wrong field
 * inside a command does not. On the gateway's context.
 */
final class Connection implements SeatLink, Liveness.Other {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int ID_LENGTH_MAX = 64;
    private static final long CUT_MS = 1_000;
    /** What refusals of frames about keys are told under. */
    private static final String KEYS = "e2ee";

    /** Frames about keys that are passed on: a change of who is in a full place takes a hundred of each page. */
    private static final int PASSED_ON_BURST = 400;

    private static final int PASSED_ON_PER_SECOND = 100;
    private static final JsonObject NO_ARGS = new JsonObject();

    private final Gateway gateway;
    private final ServerWebSocket socket;
    private final String address;
    private final Liveness liveness;
    private final Unsent unsent;
    private final TokenBucket passedOn;
    private Traffic traffic;
    private Optional<Gateway.Opened> opened = Optional.empty();
    private Optional<Instant> expiresAt = Optional.empty();
    private boolean over;
    private boolean welcomed;

    /** @param address where it comes from */
    Connection(Gateway gateway, ServerWebSocket socket, String address) {
        this.gateway = gateway;
        this.socket = socket;
        this.address = address;
        unsent = new Unsent(gateway.limits().queuedBytesMax());
        passedOn = new TokenBucket(PASSED_ON_BURST, PASSED_ON_PER_SECOND, gateway.nanos());
        traffic = Traffic.unnamed(gateway.floods(), gateway.nanos());
        liveness = new Liveness(gateway.vertx(), gateway.limits(), gateway.nanoClock(), this);
    }

    String address() {
        return address;
    }

    /** Whose it is, and for which program it counts; empty before its hello. */
    Optional<Gateway.Opened> opened() {
        return opened;
    }

    /** Whether nobody has ended it. */
    boolean isOpen() {
        return !over;
    }

    void open() {
        Sluice.on(socket, new Inflow(gateway.vertx().getOrCreateContext()));
        if (!Gateway.SUBPROTOCOL.equals(socket.subProtocol())) {
            end("subprotocol", Bye.PROTOCOL);
        }
        socket.textMessageHandler(this::received);
        socket.binaryMessageHandler(ignored -> end("binary", Bye.PROTOCOL));
        socket.pongHandler(ignored -> liveness.heard());
        socket.exceptionHandler(this::failed);
        socket.closeHandler(ignored -> gone());
    }

    /** Judges what comes in by what the seat, or a stranger, may send. */
    private final class Inflow implements Sluice.Judge {
        private final Context context;

        Inflow(Context context) {
            this.context = context;
        }

        @Override
        public boolean takesBytes(int some) {
            return traffic.takesBytes(some, gateway.nanos());
        }

        @Override
        public boolean takesFrame() {
            return traffic.takesFrame(gateway.nanos());
        }

        @Override
        public void flooded(String reason) {
            context.runOnContext(ignored -> flood(reason));
        }
    }

    /** Too much came in: the connection says so and is cut, whether the other side reads that or not. */
    private void flood(String reason) {
        end("flood-" + reason, Bye.PROTOCOL);
        gateway.vertx().setTimer(CUT_MS, ignored -> Sluice.cut(socket));
    }

    @Override
    public void ping() {
        socket.writePing(Buffer.buffer()).onFailure(ignored -> close());
    }

    @Override
    public void silent() {
        drop("silent");
    }

    @Override
    public void unnamed() {
        end("hello-timeout", Bye.PROTOCOL);
        gateway.vertx().runOnContext(ignored -> gone());
    }

    /** Closes without a word, which would not be read; the session must not wait for the socket to notice. */
    private void drop(String reason) {
        gateway.meters()
                .counter("anteroom_connections_dropped", "reason", reason)
                .increment();
        close();
        gateway.vertx().runOnContext(ignored -> gone());
    }

    private void gone() {
        over = true;
        liveness.end();
        gateway.closed(this);
        leave();
    }

    private void leave() {
        opened.ifPresent(known -> known.line().detach(this));
    }

    private void failed(Throwable failure) {
        if (failure instanceof TooLongFrameException || failure instanceof CorruptedWebSocketFrameException) {
            end("frame-too-large", Bye.PROTOCOL);
        }
    }

    private void received(String text) {
        liveness.heard();
        if (over) {
            return;
        }
        if (text.length() > gateway.limits().frameBytesMax()
                || text.getBytes(StandardCharsets.UTF_8).length
                        > gateway.limits().frameBytesMax()) {
            end("frame-too-large", Bye.PROTOCOL);
            return;
        }
        Optional<JsonObject> frame = parse(text);
        if (frame.isEmpty() || !(frame.get().getValue("type") instanceof String type)) {
            end("not-a-frame", Bye.PROTOCOL);
            return;
        }
        try {
            dispatch(type, frame.get());
        } catch (InvalidException e) {
            end("bad-frame", Bye.PROTOCOL);
        }
    }

    private static Optional<JsonObject> parse(String text) {
        try {
            return Optional.of(StrictJson.object(text));
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private void dispatch(String type, JsonObject frame) {
        Runnable early = () -> end("before-hello", Bye.PROTOCOL);
        switch (type) {
            case "hello" ->
                opened.ifPresentOrElse(known -> end("second-hello", Bye.PROTOCOL), () -> hello(new Fields(frame, "")));
            case "command" -> seated(known -> command(frame, known), early);
            case "here" -> seated(known -> here(new Fields(frame, ""), known), early);
            case "ping" -> opened.ifPresentOrElse(known -> heartbeat(frame, true), early);
            case "pong" -> opened.ifPresentOrElse(known -> heartbeat(frame, false), early);
            case "e2ee" -> seated(known -> keys(new Fields(frame, ""), known), early);
            case "media" -> seated(known -> media(new Fields(frame, ""), known), early);
            default -> end("unknown-type", Bye.PROTOCOL);
        }
    }

    /** A device that asks for a seat has no word in its session. */
    private void seated(Consumer<Gateway.Opened> then, Runnable early) {
        if (claim().isPresent()) {
            end("before-seat", Bye.PROTOCOL);
        } else {
            opened.ifPresentOrElse(then, early);
        }
    }

    private void hello(Fields frame) {
        frame.known("type");
        String token = frame.string("token");
        Optional<Long> resume = frame.maybeObject("resume").map(from -> {
            long seq = from.number("seq", 0, Integer.MAX_VALUE);
            from.done();
            return seq;
        });
        frame.done();
        Optional<String> origin = Optional.ofNullable(socket.headers().get("Origin"));
        String host = String.valueOf(socket.headers().get("Host"));
        Future<Gateway.Greeting> asked = gateway.open(token, origin, host);
        boolean waits = !asked.isComplete();
        if (waits) {
            // What comes after the hello is for whoever it turns out to be.
            socket.pause();
        }
        asked.onFailure(failure -> LOG.error(
                        "A hello could not be judged: {}", failure.getClass().getSimpleName()))
                .otherwise(Gateway.Greeting.UNAVAILABLE)
                .onSuccess(greeting -> {
                    try {
                        greeted(greeting, resume);
                    } finally {
                        if (waits) {
                            socket.resume();
                        }
                    }
                });
    }

    private void greeted(Gateway.Greeting greeting, Optional<Long> resume) {
        Optional<Gateway.Opened> open = greeting.opened();
        if (over) {
            return;
        }
        if (open.isPresent() && !gateway.takesConnection(this, open.get())) {
            countEnd("program-connections");
            bye(Bye.DRAINING, "Your program has as many connections as it may have. Your place is kept.");
        } else if (open.isPresent()) {
            opened = open;
            liveness.named();
            traffic = gateway.traffic(open.get().token());
            gateway.named(this);
            open.get().line().attach(this, resume);
        } else if (greeting.otherwise() == Bye.ENDED) {
            Bye.ENDED.to(this);
        } else {
            end(greeting.otherwise() == Bye.DRAINING ? "unavailable" : "bad-token", greeting.otherwise());
        }
    }

    /** Any frame is a mark of life; a ping also wants one back, since a browser shows its page no pings of WebSocket. */
    private void heartbeat(JsonObject frame, boolean asks) {
        Fields fields = new Fields(frame, "");
        fields.known("type");
        fields.done();
        if (asks) {
            send(AnswerFrames.PONG);
        }
    }

    /** The page says that somebody is there. */
    private void here(Fields frame, Gateway.Opened known) {
        frame.known("type");
        frame.done();
        known.line().here(this);
    }

    private void command(JsonObject frame, Gateway.Opened known) {
        if (!(frame.getValue("id") instanceof String id) || id.isEmpty() || id.length() > ID_LENGTH_MAX) {
            end("bad-command-id", Bye.PROTOCOL);
            return;
        }
        if (!gateway.bucket(known.seat()).take(gateway.nanoClock().getAsLong())) {
            rejectForm(id, "any", "rate-limited", "That was too much at once. Wait a moment.");
            return;
        }
        if (!gateway.takesCommand(known.program())) {
            reject(id, "any", "rate-limited", "Your program sends more commands than it may. Wait a moment.");
            return;
        }
        Command command;
        String name = frame.getValue("name") instanceof String word && CommandReader.knows(word) ? word : "unknown";
        try {
            command = read(frame);
        } catch (InvalidException e) {
            String where = e.pointer().isEmpty() ? "" : e.pointer() + ": ";
            rejectForm(id, name, "invalid", where + e.detail());
            return;
        }
        if (!command.isSignal() || command.kind().signal().isPresent()) {
            // What a page says by itself is no sign of a person; what others in the place are told is.
            known.line().asked(this);
        }
        CommandRef ref = new CommandRef(known.seat().value(), id);
        SeatTokens.Opens token = known.token();
        Caller caller = Caller.device(known.seat(), token.invite(), token.epoch());
        known.line()
                .command(caller, ref, command)
                .otherwise(new Outcome.Unavailable("The session cannot be reached now. Try again."))
                .onSuccess(outcome -> answer(id, name, outcome));
    }

    private static Command read(JsonObject frame) {
        Fields fields = new Fields(frame, "");
        fields.known("type");
        fields.known("id");
        String name = fields.string("name");
        Fields args = fields.maybeObject("args").orElseGet(() -> new Fields(NO_ARGS, "/args"));
        fields.done();
        return CommandReader.read(name, args);
    }

    private void answer(String id, String name, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            count(name, "ack");
            send(AnswerFrames.ack(id, done.seq(), done.answer()));
        } else if (outcome instanceof Outcome.Refused refused) {
            reject(id, name, refused.code().word(), refused.detail());
        } else if (outcome instanceof Outcome.TooOften often) {
            reject(id, name, "rate-limited", often.detail());
        } else if (outcome instanceof Outcome.Unavailable unavailable) {
            reject(id, name, "unavailable", unavailable.detail());
        }
    }

    private void reject(String id, String name, String code, String detail) {
        count(name, code);
        send(AnswerFrames.reject(id, code, detail));
    }

    /** A frame that a client of ours does not send: rejected, but not for ever. */
    private void rejectForm(String id, String name, String code, String detail) {
        reject(id, name, code, detail);
        countRefusal();
    }

    private void countRefusal() {
        if (!over && !traffic.forgives(gateway.nanos())) {
            end("flood-refused", Bye.PROTOCOL);
        }
    }

    private void count(String command, String outcome) {
        gateway.meters()
                .counter("anteroom_commands", "command", command, "outcome", outcome)
                .increment();
    }

    /** What the client says of its media. What is wrong is rejected, and the connection and its media stay as they are. */
    private void media(Fields frame, Gateway.Opened known) {
        try {
            MediaWords.read(frame)
                    .tell(known.line(), known.seat())
                    .onFailure(failure -> refuseAnswer("media", "This does not match the offer that stands."));
        } catch (InvalidException e) {
            refuseAnswer("answer", e.pointer() + ": " + e.detail());
        }
    }

    /** What the page says of keys. What is refused is told under the id {@code e2ee}, since such frames have none. */
    private void keys(Fields frame, Gateway.Opened known) {
        KeyWords words;
        try {
            words = KeyWords.read(frame);
        } catch (InvalidException e) {
            rejectForm(KEYS, KEYS, "invalid", e.pointer() + ": " + e.detail());
            return;
        }
        boolean taken = words.isKept()
                ? gateway.bucket(known.seat()).take(gateway.nanos()) && gateway.takesCommand(known.program())
                : passedOn.take(gateway.nanos());
        if (!taken) {
            rejectForm(KEYS, KEYS, "rate-limited", "That was too much at once. Wait a moment.");
            return;
        }
        SeatTokens.Opens token = known.token();
        words.tell(known.line(), Caller.device(known.seat(), token.invite(), token.epoch()), known.seat())
                .otherwise(Optional.of(new Outcome.Unavailable("The session cannot be reached now. Try again.")))
                .onSuccess(outcome -> outcome.filter(told -> !(told instanceof Outcome.Done))
                        .ifPresent(refused -> answer(KEYS, KEYS, refused)));
    }

    private void refuseAnswer(String id, String detail) {
        gateway.meters().counter("anteroom_answers_refused").increment();
        send(AnswerFrames.reject(id, "invalid", detail));
        countRefusal();
    }

    @Override
    public SeatId seat() {
        return opened.orElseThrow().seat();
    }

    @Override
    public Optional<Pass> pass() {
        return opened.map(Gateway.Opened::token)
                .filter(token -> token.claim().isEmpty())
                .map(token -> new Pass(token.invite(), token.epoch(), expiresAt.orElse(token.expiresAt())));
    }

    @Override
    public Optional<Integer> claim() {
        return opened.flatMap(known -> known.token().claim());
    }

    @Override
    public void takeSeat(Pass pass) {
        opened.ifPresent(
                known -> send(AnswerFrames.claimAllowed(gateway.seatToken(known.token(), pass), pass.expiresAt())));
        close();
    }

    @Override
    public void renew(Instant until) {
        opened.ifPresent(known -> {
            expiresAt = Optional.of(until);
            send(AnswerFrames.token(gateway.renewed(known.token(), until), until));
        });
    }

    @Override
    public void send(Frame frame) {
        sendAll(List.of(frame));
    }

    @Override
    public void sendAll(List<Frame> frames) {
        if (over) {
            return;
        }
        welcomed = welcomed || frames.stream().anyMatch(frame -> frame.isWelcome() || frame.isClaim());
        long together =
                frames.stream().mapToLong(frame -> frame.encoded().bytes()).sum();
        if (!unsent.add(together)) {
            drop("slow");
            return;
        }
        frames.forEach(frame -> write(frame.encoded()));
    }

    private void write(Frame.Encoded frame) {
        int bytes = frame.bytes();
        // The text is encoded already, once for everybody: as a string it would be again, for each.
        socket.writeFrame(new WebSocketFrameImpl(WebSocketFrameType.TEXT, frame.utf8()))
                .onComplete(ignored -> unsent.sent(bytes));
    }

    @Override
    public void bye(Bye why) {
        bye(why, why.detail());
    }

    private void bye(Bye why, String detail) {
        if (over) {
            return;
        }
        gateway.meters().counter("anteroom_byes", "code", why.code()).increment();
        opened.filter(known -> !welcomed).ifPresent(known -> gateway.refused(known, why.code()));
        send(AnswerFrames.bye(why, detail));
        over = true;
        close();
    }

    /** Ends the connection for a reason of the protocol, which is counted. */
    private void end(String reason, Bye bye) {
        countEnd(reason);
        bye.to(this);
    }

    private void countEnd(String reason) {
        gateway.ended(reason, address);
        gateway.meters().counter("anteroom_frames_refused", "reason", reason).increment();
    }

    private void close() {
        over = true;
        socket.close().onFailure(ignored -> gone());
    }
}
