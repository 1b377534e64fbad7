package org.anteroom.signaling.jitsimeet;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Tries, in a room of its own, whether the deployment keeps what the engine has to promise: that nobody comes in without a
 * token for that room, that no ordinary person owns it and the engine does, that presence says whose token it is, and that
 * media are moderated. On one Vert.x context.
 */
final class DeploymentCheck {
    private static final Set<MeetFault> REFUSALS =
            EnumSet.of(MeetFault.TOKEN, MeetFault.CLOSED, MeetFault.FOREIGN, MeetFault.REFUSED);

    private final MeetContext context;
    private final MeetTimes times;
    private final String room;
    private final String address;
    private final String person;
    private final List<Entry> entries = new ArrayList<>();

    DeploymentCheck(MeetContext context) {
        this.context = context;
        times = context.options().times();
        room = context.words().get();
        address = room + "@" + context.options().deployment().muc();
        person = context.words().get();
    }

    /** Fails with a sentence that names the setting. */
    Future<Void> run() {
        return ordinary()
                .compose(this::engine)
                .compose(ignored -> refusesForged())
                .compose(ignored -> refusesAnonymous())
                .compose(ignored -> refusesAnotherRoom())
                .eventually(() -> {
                    entries.forEach(Entry::leave);
                    return Future.succeededFuture();
                });
    }

    /** A person who comes first: nothing else shows whether the focus gives rooms away. */
    private Future<Entry> ordinary() {
        String token = context.tokens().person(room, person);
        return context.dialer()
                .dial(room, Optional.of(token))
                .compose(stream -> Moderator.Focus.make(context.dialer(), stream, address)
                        .timeout(times.answerMs(), TimeUnit.MILLISECONDS)
                        .recover(failure -> stream.isOver()
                                ? Future.failedFuture(failure)
                                : Future.failedFuture(Flaw.NO_FOCUS.exception()))
                        .onFailure(ignored -> stream.close())
                        .compose(ignored -> enter(stream))
                        .compose(this::staysOrdinary));
    }

    private Future<Entry> enter(XmppStream stream) {
        Entry entry = new Entry(stream, address, context.words().get(), NOBODY);
        entries.add(entry);
        return entry.enter(times.answerMs()).map(entry);
    }

    private static final Entry.Listener NOBODY = new Entry.Listener() {
        @Override
        public void appeared(Occupant occupant) {}

        @Override
        public void left(Occupant occupant) {}

        @Override
        public void over() {}
    };

    private Future<Entry> staysOrdinary(Entry entry) {
        return entry.owns(times.ownerWatchMs())
                .transform(became -> became.succeeded()
                        ? Future.failedFuture(Flaw.EVERYBODY_OWNS.exception())
                        : entry.isOver()
                                ? Future.failedFuture(MeetException.of(MeetFault.CLOSED))
                                : Future.succeededFuture(entry));
    }

    private Future<Void> engine(Entry ordinary) {
        String token = context.tokens().owner(room, context.words().get());
        return Moderator.enter(context.dialer(), room, token, context.words().get(), NOBODY)
                .compose(moderator -> moderator
                        .entry()
                        .sees(
                                somebody -> somebody.identity()
                                        .filter(person::equals)
                                        .isPresent(),
                                times.answerMs())
                        .recover(Flaw.NO_IDENTITY::of)
                        .compose(ignored -> ordinary.isOver() || !isOwner(ordinary)
                                ? Future.succeededFuture()
                                : Future.failedFuture(Flaw.EVERYBODY_OWNS.exception()))
                        .eventually(moderator::destroy)
                        .mapEmpty());
    }

    private static boolean isOwner(Entry entry) {
        return entry.self().filter(me -> me.owner() || me.moderator()).isPresent();
    }

    private Future<Void> refusesForged() {
        return refuses(Optional.of(context.tokens().forged().person(room, person)), Flaw.NO_TOKENS);
    }

    private Future<Void> refusesAnonymous() {
        return refuses(Optional.empty(), Flaw.ANONYMOUS);
    }

    private Future<Void> refuses(Optional<String> token, Flaw flaw) {
        return context.dialer().dial(room, token).transform(came -> {
            if (came.succeeded()) {
                came.result().close();
                return Future.failedFuture(flaw.exception());
            }
            // A good token came in by the same way just before: however this one is turned away, it is.
            return REFUSALS.contains(MeetException.of(came.cause()))
                    ? Future.succeededFuture()
                    : Future.failedFuture(came.cause());
        });
    }

    /** Some deployments refuse it at the door, others at the room. */
    private Future<Void> refusesAnotherRoom() {
        String elsewhere = context.tokens().person(context.words().get(), person);
        return context.dialer()
                .dial(room, Optional.of(elsewhere))
                .compose(stream -> Moderator.Focus.make(context.dialer(), stream, address)
                        .timeout(times.answerMs(), TimeUnit.MILLISECONDS)
                        .compose(ignored -> enter(stream))
                        .onFailure(ignored -> stream.close()))
                .transform(came -> {
                    if (came.succeeded()) {
                        return Future.failedFuture(Flaw.ANY_ROOM.exception());
                    }
                    return REFUSALS.contains(MeetException.of(came.cause()))
                            ? Future.succeededFuture()
                            : Future.failedFuture(came.cause());
                });
    }
}
