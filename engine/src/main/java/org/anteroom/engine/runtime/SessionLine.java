package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatKeys;
import org.anteroom.engine.session.SessionId;

/**
 * A connection's way to its session: by the session's id, looked for in the directory with each word. What is said to a
 * session that is not at work any more is said to nobody. On the front; words reach the session in their order.
 */
public final class SessionLine {
    private final SessionDirectory directory;
    private final SessionId id;
    /** The connection's link as its session has it, where that lives on another loop. */
    private Optional<FarLink> far = Optional.empty();

    SessionLine(SessionDirectory directory, SessionId id) {
        this.directory = directory;
        this.id = id;
    }

    public SessionId id() {
        return id;
    }

    /** Connects a seat; see {@link SessionFeed#attach}. */
    public void attach(SeatLink link, Optional<Long> resumeSeq) {
        session()
                .ifPresentOrElse(
                        session -> {
                            SeatLink known = as(session, link);
                            session.tell(() -> session.feed().attach(known, resumeSeq));
                        },
                        () -> Bye.DRAINING.to(link));
    }

    /** Disconnects a link; a link that was replaced already changes nothing. */
    public void detach(SeatLink link) {
        tell(link, (feed, known) -> feed.detach(known));
    }

    /** The page of this link says that somebody is there. */
    public void here(SeatLink link) {
        tell(link, (feed, known) -> feed.idleness().said(known));
    }

    /** Somebody at this link asked for something. */
    public void asked(SeatLink link) {
        tell(link, (feed, known) -> feed.idleness().asked(known));
    }

    private void tell(SeatLink link, BiConsumer<SessionFeed, SeatLink> word) {
        session().ifPresent(session -> {
            SeatLink known = as(session, link);
            session.tell(() -> word.accept(session.feed(), known));
        });
    }

    /** The link as this session has it: always the same one. */
    private SeatLink as(LiveSession session, SeatLink link) {
        if (session.loop().isFront()) {
            return link;
        }
        if (far.filter(known -> known.isOf(link, session.loop())).isEmpty()) {
            far = Optional.of(new FarLink(link, session.loop()));
        }
        return far.orElseThrow();
    }

    /** Asks a command; see {@link SessionRef#command}. */
    public Future<Outcome> command(Caller caller, CommandRef ref, Command command) {
        return session()
                .map(session -> session.ask(answer -> session.command(caller, Optional.of(ref), command, answer)))
                .orElseGet(() -> Future.succeededFuture(new Outcome.Unavailable("This session cannot be served now.")));
    }

    /** A seat's answer to the offer of that generation; fails where it does not match the one that stands. */
    public Future<Void> answer(SeatId seat, Optional<String> connection, int generation, String sdp) {
        return media(media -> media.answer(seat, connection, generation, sdp));
    }

    /** The streams of each kind that a seat sends in several sizes at once. */
    public Future<Void> layers(SeatId seat, String connection, List<SentLayer> layers) {
        return media(media -> media.layers(seat, connection, layers));
    }

    /** What a seat's page shows of the others, and how large. */
    public Future<Void> wish(SeatId seat, ShownPictures shown) {
        return media(media -> media.wish(seat, shown));
    }

    /** A seat's connection of this name is of no use any more: another one is asked for. */
    public void again(SeatId seat, String connection) {
        var unused = media(media -> {
            media.again(seat, connection);
            return Future.succeededFuture();
        });
    }

    /** A seat says which key its device has; see {@link KeyProofs.Device}. */
    public Future<Outcome> device(Caller caller, String key, String proof) {
        return keys(caller, new KeyProofs.Device(key, proof));
    }

    /** A seat posts keys for the stays to come. */
    public Future<Outcome> stays(Caller caller, List<SeatKeys.Stay> keys) {
        return keys(caller, new KeyProofs.Stays(keys));
    }

    /** Staff vouch for the device of another seat. */
    public Future<Outcome> vouch(Caller caller, SeatId seat, String key, String sig) {
        return keys(caller, new KeyProofs.Vouch(seat, key, sig));
    }

    private Future<Outcome> keys(Caller caller, KeyProofs.Said said) {
        return session()
                .map(session -> session.ask(answer -> session.keys(caller, said, answer)))
                .orElseGet(() -> Future.succeededFuture(new Outcome.Unavailable("This session cannot be served now.")));
    }

    /** A seat's key, wrapped for others in its place. */
    public void wrapped(SeatId seat, WrappedKeys keys) {
        relay(relay -> relay.keys(seat, keys));
    }

    /** A seat has the key of that number. */
    public void have(SeatId seat, long kid) {
        relay(relay -> relay.have(seat, kid));
    }

    /** A seat misses a sender's key. */
    public void need(SeatId seat, long epoch, SeatId sender) {
        relay(relay -> relay.need(seat, epoch, sender));
    }

    private void relay(Consumer<KeyRelay> say) {
        var unused = session()
                .map(session -> session.say(() -> {
                    say.accept(session.feed().keys());
                    return Future.succeededFuture();
                }))
                .orElseGet(Future::succeededFuture);
    }

    private Future<Void> media(Function<MediaReactor, Future<Void>> say) {
        return session()
                .map(session -> session.say(() -> say.apply(session.feed().media())))
                .orElseGet(Future::succeededFuture);
    }

    private Optional<LiveSession> session() {
        return directory.find(id);
    }
}
