package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionId;

/**
 * A connection's way to its session: by the session's id, looked for in the directory with each word. What is said to a
 * session that is not at work any more is said to nobody. On the sessions' context.
 */
public final class SessionLine {
    private final SessionDirectory directory;
    private final SessionId id;

    SessionLine(SessionDirectory directory, SessionId id) {
        this.directory = directory;
        this.id = id;
    }

    public SessionId id() {
        return id;
    }

    /** Whether the seat has a link. */
    public Future<Boolean> isConnected(SeatId seat) {
        return Future.succeededFuture(feed().map(feed -> feed.isConnected(seat)).orElse(false));
    }

    /** Connects a seat; see {@link SessionFeed#attach}. */
    public void attach(SeatLink link, Optional<Long> resumeSeq) {
        feed().ifPresentOrElse(feed -> feed.attach(link, resumeSeq), () -> Bye.DRAINING.to(link));
    }

    /** Disconnects a link; a link that was replaced already changes nothing. */
    public void detach(SeatLink link) {
        feed().ifPresent(feed -> feed.detach(link));
    }

    /** The page of this link says that somebody is there. */
    public void here(SeatLink link) {
        feed().ifPresent(feed -> feed.idleness().said(link));
    }

    /** Somebody at this link asked for something. */
    public void asked(SeatLink link) {
        feed().ifPresent(feed -> feed.idleness().asked(link));
    }

    /** Asks a command; see {@link SessionRef#command}. */
    public Future<Outcome> command(Caller caller, CommandRef ref, Command command) {
        Promise<Outcome> outcome = Promise.promise();
        directory
                .find(id)
                .ifPresentOrElse(
                        session -> session.command(caller, Optional.of(ref), command, outcome::complete),
                        () -> outcome.complete(new Outcome.Unavailable("This session cannot be served now.")));
        return outcome.future();
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
        feed().ifPresent(feed -> feed.media().again(seat, connection));
    }

    private Future<Void> media(Function<MediaReactor, Future<Void>> say) {
        return feed().map(feed -> say.apply(feed.media())).orElseGet(Future::succeededFuture);
    }

    private Optional<SessionFeed> feed() {
        return directory.find(id).map(LiveSession::feed);
    }
}
