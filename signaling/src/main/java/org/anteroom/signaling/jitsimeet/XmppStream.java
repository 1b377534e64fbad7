package org.anteroom.signaling.jitsimeet;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One XMPP connection over a WebSocket: one element a frame. Every request has a deadline, what comes has a bound, and a
 * connection that gives no sign of life is closed. On one Vert.x context.
 */
final class XmppStream {
    private static final Logger LOG = LoggerFactory.getLogger("org.anteroom.signaling.jitsimeet");
    private static final int UNREAD_MAX = 1_000;

    private final Vertx vertx;
    private final WebSocket socket;
    private final JitsiMeetOptions options;
    private final Map<String, Asked> asked = new HashMap<>();
    private final Deque<Element> unread = new ArrayDeque<>();
    private Optional<Promise<Element>> reading = Optional.empty();
    private Optional<Listener> listener = Optional.empty();
    private Optional<Long> heartbeat = Optional.empty();
    private String address = "";
    private long requests;
    private boolean over;

    /** Who is told what comes unasked. */
    interface Listener {
        void presence(Element presence);

        void message(Element message);

        /** The connection ended; nothing comes any more. */
        void over();
    }

    private static final Listener NOBODY = new Listener() {
        @Override
        public void presence(Element presence) {}

        @Override
        public void message(Element message) {}

        @Override
        public void over() {}
    };

    private record Asked(Optional<String> of, Promise<Element> answer) {}

    private XmppStream(Vertx vertx, WebSocket socket, JitsiMeetOptions options) {
        this.vertx = vertx;
        this.socket = socket;
        this.options = options;
    }

    static XmppStream over(Vertx vertx, WebSocket socket, JitsiMeetOptions options) {
        XmppStream stream = new XmppStream(vertx, socket, options);
        socket.textMessageHandler(stream::received);
        socket.binaryMessageHandler(ignored -> stream.close());
        socket.exceptionHandler(ignored -> stream.close());
        socket.closeHandler(ignored -> stream.ended());
        return stream;
    }

    /** Says who comes: by the token in the address, which needs no other word (SASL ANONYMOUS). */
    Future<XmppStream> login() {
        return opened().compose(ignored -> {
                    write(Element.of("auth", Namespaces.SASL).with("mechanism", "ANONYMOUS"));
                    return next();
                })
                .compose(answer -> answer.is("success", Namespaces.SASL)
                        ? opened()
                        : Future.failedFuture(
                                answer.is("failure", Namespaces.SASL) ? TokenHints.refused(answer) : foreign()))
                .compose(ignored -> bind())
                .map(bound -> {
                    heartbeat = Optional.of(vertx.setPeriodic(
                            options.times().pingEveryMs(),
                            tick -> ping().onFailure(silent -> LOG.debug("A connection gave no sign of life"))));
                    return this;
                })
                .onFailure(ignored -> close());
    }

    private Future<Element> opened() {
        write(Element.of("open", Namespaces.FRAMING)
                .with("to", options.deployment().domain())
                .with("version", "1.0"));
        return next().compose(open -> open.is("open", Namespaces.FRAMING) ? next() : Future.failedFuture(foreign()))
                .compose(features -> features.is("features", Namespaces.STREAMS)
                        ? Future.succeededFuture(features)
                        : Future.failedFuture(foreign()));
    }

    private static MeetException foreign() {
        return MeetException.of(MeetFault.FOREIGN);
    }

    private Future<Void> bind() {
        Future<Element> answer = ask("set", Optional.empty(), Element.of("bind", Namespaces.BIND));
        listen(NOBODY);
        return answer.compose(bound -> {
            address = bound.child("bind", Namespaces.BIND)
                    .flatMap(bind -> bind.child("jid"))
                    .map(Element::text)
                    .orElse("");
            return address.isEmpty() ? Future.failedFuture(foreign()) : Future.succeededFuture();
        });
    }

    /** The next element of the login. */
    private Future<Element> next() {
        Element known = unread.poll();
        if (known != null) {
            return Future.succeededFuture(known);
        }
        if (over) {
            return Future.failedFuture(MeetException.of(MeetFault.CLOSED));
        }
        Promise<Element> promise = Promise.promise();
        reading = Optional.of(promise);
        return promise.future();
    }

    /** Tells this one what comes unasked, from now on. */
    void listen(Listener to) {
        listener = Optional.of(to);
    }

    /** The own full address. */
    String address() {
        return address;
    }

    boolean isOver() {
        return over;
    }

    void send(Element stanza) {
        if (!over) {
            write(stanza);
        }
    }

    private void write(Element element) {
        socket.writeTextMessage(Xml.write(element)).onFailure(ignored -> close());
    }

    /** Sends a request (RFC 6120, section 8.2.3); fails when it is refused or not answered in time. */
    Future<Element> ask(String type, Optional<String> to, Element what) {
        if (over) {
            return Future.failedFuture(MeetException.of(MeetFault.CLOSED));
        }
        String id = "q" + ++requests;
        Element iq = Element.of("iq", Namespaces.CLIENT)
                .with("type", type)
                .with("id", id)
                .with(what);
        Promise<Element> answer = Promise.promise();
        asked.put(id, new Asked(to, answer));
        write(to.map(address -> iq.with("to", address)).orElse(iq));
        return answer.future()
                .timeout(options.times().answerMs(), TimeUnit.MILLISECONDS)
                .recover(failure -> {
                    asked.remove(id);
                    return Future.failedFuture(
                            failure instanceof TimeoutException ? MeetException.of(MeetFault.SLOW) : failure);
                });
    }

    /** Completes when everything that was sent before is done. */
    Future<Void> ping() {
        return ask("get", Optional.of(options.deployment().domain()), Element.of("ping", Namespaces.PING))
                .<Void>mapEmpty()
                .recover(failure -> {
                    if (MeetException.of(failure) == MeetFault.REFUSED) {
                        return Future.succeededFuture();
                    }
                    close();
                    return Future.failedFuture(failure);
                });
    }

    private void received(String text) {
        if (over) {
            return;
        }
        Element element;
        try {
            element = Xml.read(text);
        } catch (BadXmlException e) {
            LOG.debug("{} sent something that is not XML", JitsiMeetOptions.SETTING);
            reading.ifPresent(promise -> promise.tryFail(foreign()));
            close();
            return;
        }
        if (element.is("close", Namespaces.FRAMING) || element.is("error", Namespaces.STREAMS)) {
            if (element.child("host-unknown").isPresent()) {
                reading.ifPresent(promise -> promise.tryFail(
                        MeetException.saying(MeetFault.FOREIGN, "domain is not one that its service knows")));
            }
            close();
        } else if (reading.isPresent()) {
            Promise<Element> promise = reading.get();
            reading = Optional.empty();
            promise.complete(element);
        } else if (listener.isEmpty()) {
            keep(element);
        } else {
            dispatch(element, listener.get());
        }
    }

    private void keep(Element element) {
        if (unread.size() >= UNREAD_MAX) {
            close();
        } else {
            unread.add(element);
        }
    }

    private void dispatch(Element stanza, Listener to) {
        switch (stanza.name()) {
            case "presence" -> to.presence(stanza);
            case "message" -> to.message(stanza);
            case "iq" -> iq(stanza);
            default -> LOG.debug("{} sent something that is no stanza", JitsiMeetOptions.SETTING);
        }
    }

    private void iq(Element iq) {
        String type = iq.attribute("type").orElse("");
        if (type.equals("get") || type.equals("set")) {
            send(Courtesy.answer(iq));
            return;
        }
        Asked waiting = asked.get(iq.attribute("id").orElse(""));
        // Others in the room can send answers too: what they were not asked they do not answer.
        if (waiting == null || !isFrom(iq, waiting.of())) {
            return;
        }
        asked.remove(iq.attribute("id").orElse(""));
        if (type.equals("result")) {
            waiting.answer().tryComplete(iq);
        } else {
            waiting.answer().tryFail(MeetException.refused(iq.condition()));
        }
    }

    private boolean isFrom(Element iq, Optional<String> askedOf) {
        Optional<String> from = iq.attribute("from");
        if (askedOf.isPresent()) {
            return from.equals(askedOf);
        }
        String bare = address.split("/", 2)[0];
        return from.isEmpty()
                || List.of(address, bare, options.deployment().domain()).contains(from.get());
    }

    void close() {
        if (!over) {
            ended();
            socket.writeTextMessage(Xml.write(Element.of("close", Namespaces.FRAMING)))
                    .onFailure(ignored -> LOG.debug("A connection was closed already"));
            socket.close().onFailure(ignored -> LOG.debug("A connection was closed already"));
        }
    }

    private void ended() {
        if (over) {
            return;
        }
        over = true;
        heartbeat.ifPresent(vertx::cancelTimer);
        reading.ifPresent(promise -> promise.tryFail(MeetException.of(MeetFault.CLOSED)));
        List.copyOf(asked.values()).forEach(waiting -> waiting.answer().tryFail(MeetException.of(MeetFault.CLOSED)));
        asked.clear();
        listener.ifPresent(Listener::over);
    }
}
