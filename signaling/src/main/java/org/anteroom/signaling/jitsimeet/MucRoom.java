package org.anteroom.signaling.jitsimeet;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One room of the deployment under a random name, and the engine's way back into it: when its connection breaks it comes
 * again with a fresh nick, because the old one may still be taken. On one Vert.x context.
 */
final class MucRoom {
    private static final Logger LOG = LoggerFactory.getLogger("org.anteroom.signaling.jitsimeet");

    private final XmppDialer dialer;
    private final MeetTokens tokens;
    private final MeetMeters meters;
    private final Supplier<String> words;
    private final String name;
    private final Listener listener;
    private final List<Promise<Moderator>> waiting = new ArrayList<>();
    private Optional<Moderator> moderator = Optional.empty();
    private Optional<Long> retry = Optional.empty();
    private int waitMs;
    private boolean over;

    /** Who is told what happens in the room. */
    interface Listener {
        /** The engine is in the room, for the first time or again; who is there was not told one by one. */
        void entered(MucRoom room);

        void appeared(MucRoom room, Occupant occupant);

        void left(MucRoom room, Occupant occupant);
    }

    /** @param words random words, for nicks and the engine's own ids */
    MucRoom(XmppDialer dialer, MeetTokens tokens, MeetMeters meters, Supplier<String> words, Listener listener) {
        this.dialer = dialer;
        this.tokens = tokens;
        this.meters = meters;
        this.words = words;
        this.name = words.get();
        this.listener = listener;
        waitMs = dialer.options().times().retryFirstMs();
    }

    String name() {
        return name;
    }

    /** Makes the room; fails, for good, when that fails. */
    Future<Void> open() {
        return enter().mapEmpty();
    }

    private Future<Moderator> enter() {
        Watcher watcher = new Watcher();
        return Moderator.enter(dialer, name, tokens.owner(name, words.get()), words.get(), watcher)
                .map(entered -> {
                    moderator = Optional.of(entered);
                    waitMs = dialer.options().times().retryFirstMs();
                    if (over) {
                        end(entered).onFailure(failure -> LOG.debug("A room was gone already"));
                    } else {
                        watcher.isIn = true;
                        listener.entered(this);
                        List<Promise<Moderator>> told = List.copyOf(waiting);
                        waiting.clear();
                        told.forEach(promise -> promise.tryComplete(entered));
                    }
                    return entered;
                });
    }

    /** Passes on what happens, from the moment that the engine is in. */
    private final class Watcher implements Entry.Listener {
        private boolean isIn;

        @Override
        public void appeared(Occupant occupant) {
            if (isIn && !over) {
                listener.appeared(MucRoom.this, occupant);
            }
        }

        @Override
        public void left(Occupant occupant) {
            if (isIn && !over) {
                listener.left(MucRoom.this, occupant);
            }
        }

        @Override
        public void over() {
            if (isIn && !over) {
                moderator = Optional.empty();
                meters.reconnects();
                later();
            }
        }
    }

    private void later() {
        retry = Optional.of(dialer.vertx().setTimer(waitMs, ignored -> {
            retry = Optional.empty();
            enter().onFailure(failure -> {
                if (!over) {
                    LOG.debug("A room could not be entered again yet");
                    later();
                }
            });
        }));
        waitMs = Math.min(dialer.options().times().retryLastMs(), 2 * waitMs);
    }

    /** Who is in the room by now; nobody while the engine is not. */
    Map<String, Occupant> occupants() {
        return moderator.map(known -> known.entry().occupants()).orElse(Map.of());
    }

    boolean isUp() {
        return moderator.filter(known -> !known.isOver()).isPresent();
    }

    /** The moderator, when the engine is in the room; fails when it does not get there soon. */
    Future<Moderator> moderator() {
        if (isUp()) {
            return Future.succeededFuture(moderator.orElseThrow());
        }
        if (over) {
            return Future.failedFuture(MeetException.of(MeetFault.CLOSED));
        }
        Promise<Moderator> promise = Promise.promise();
        waiting.add(promise);
        return promise.future()
                .timeout(dialer.options().times().answerMs(), TimeUnit.MILLISECONDS)
                .recover(ignored -> {
                    waiting.remove(promise);
                    return Future.failedFuture(MeetException.of(MeetFault.UNREACHABLE));
                });
    }

    /** The moderator, if the engine is in the room now. */
    Optional<Moderator> present() {
        return moderator.filter(known -> !known.isOver());
    }

    /** The focus left: without one nobody's media go on, so it is asked to come back until it does. */
    void recall() {
        present()
                .ifPresent(known -> known.recall()
                        .onFailure(failure -> dialer.vertx()
                                .setTimer(dialer.options().times().retryLastMs(), ignored -> {
                                    if (!over) {
                                        recall();
                                    }
                                })));
    }

    /** Ends the room for everybody; where the engine is not in it just now, as soon as it is again. */
    Future<Void> close() {
        over = true;
        if (isUp()) {
            return end(moderator.orElseThrow());
        }
        if (moderator.isEmpty() && retry.isPresent()) {
            lastTry();
        }
        return Future.succeededFuture();
    }

    /** One more way in, to end a room that people may still be in. */
    private void lastTry() {
        retry.ifPresent(dialer.vertx()::cancelTimer);
        retry = Optional.empty();
        dialer.vertx()
                .setTimer(
                        dialer.options().times().retryLastMs(),
                        ignored -> enter().onFailure(failure -> LOG.debug("A room was left to end by itself")));
    }

    private Future<Void> end(Moderator of) {
        return of.destroy().recover(failure -> {
            LOG.debug("A room was gone already");
            return Future.succeededFuture();
        });
    }
}
