package org.anteroom.signaling.jitsimeet;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.anteroom.signaling.SourceKind;

/**
 * The engine in one room as its owner: it lets people send and stops them, throws them out, and ends the room. What it
 * orders is done when the future completes.
 */
final class Moderator {
    private static final int ASK_AGAIN_MS = 300;

    private final XmppDialer dialer;
    private final Entry entry;
    private final String switchboard;
    private final Set<String> permitted = new HashSet<>();

    private Moderator(XmppDialer dialer, Entry entry, String switchboard) {
        this.dialer = dialer;
        this.entry = entry;
        this.switchboard = switchboard;
    }

    /** Makes the room where there is none, goes in, and has its media moderated. */
    static Future<Moderator> enter(XmppDialer dialer, String room, String token, String nick, Entry.Listener listener) {
        MeetTimes times = dialer.options().times();
        String address = room + "@" + dialer.options().deployment().muc();
        return dialer.dial(room, Optional.of(token))
                .compose(stream -> {
                    Entry entry = new Entry(stream, address, nick, listener);
                    return Focus.make(dialer, stream, address)
                            .compose(ignored -> entry.enter(times.answerMs()))
                            .compose(ignored -> entry.owned(times.answerMs()).recover(Flaw.NOT_OWNER::of))
                            .compose(ignored -> switchboard(dialer, stream))
                            .map(found -> new Moderator(dialer, entry, found))
                            .compose(Moderator::moderate)
                            .timeout(times.enterMs(), TimeUnit.MILLISECONDS)
                            .onFailure(ignored -> entry.leave());
                })
                .recover(failure -> Future.failedFuture(
                        failure instanceof TimeoutException ? MeetException.of(MeetFault.SLOW) : failure));
    }

    /** Where the deployment's moderation is asked for: its domain says so, else under the usual name. */
    static Future<String> switchboard(XmppDialer dialer, XmppStream stream) {
        String domain = dialer.options().deployment().domain();
        return stream.ask("get", Optional.of(domain), Element.of("query", Namespaces.DISCO_INFO))
                .map(answer -> answer.child("query", Namespaces.DISCO_INFO).stream()
                        .flatMap(query -> query.children("identity", Namespaces.DISCO_INFO))
                        .filter(identity -> identity.attribute("type")
                                .filter("av_moderation"::equals)
                                .isPresent())
                        .flatMap(identity -> identity.attribute("name").stream())
                        .findFirst()
                        .orElse("avmoderation." + domain));
    }

    private Future<Moderator> moderate() {
        for (SourceKind kind : SourceKind.values()) {
            order(Moderation.enable(Moderation.medium(kind)));
        }
        List<Future<Void>> on = new ArrayList<>();
        int withinMs = dialer.options().times().answerMs();
        Moderation.NEEDED.forEach(medium -> on.add(entry.moderated(medium, withinMs)));
        return Future.all(on)
                .recover(Flaw.NO_MODERATION::of)
                // What others were let do before the engine came back is told by now.
                .compose(ignored -> entry.stream().ping())
                .map(ignored -> {
                    permitted.addAll(entry.permits());
                    return this;
                });
    }

    private void order(Element what) {
        entry.stream()
                .send(Element.of("message", Namespaces.CLIENT)
                        .with("to", switchboard)
                        .with(what));
    }

    Entry entry() {
        return entry;
    }

    boolean isOver() {
        return entry.isOver();
    }

    /** Lets somebody send these kinds and no others; stops what it was let send, or says to send, and may not any more. */
    Future<Void> permit(Occupant whom, Set<SourceKind> allowed) {
        String address = entry.address(whom.nick());
        List<Future<?>> stopped = new ArrayList<>();
        for (SourceKind kind : SourceKind.values()) {
            String permit = Moderation.permit(Moderation.medium(kind), address);
            if (allowed.contains(kind)) {
                // Once only: an older deployment keeps who is allowed twice, and forgets one of them.
                if (permitted.add(permit)) {
                    order(Moderation.permit(kind, true, address));
                }
            } else {
                boolean was = permitted.remove(permit);
                if (was) {
                    order(Moderation.permit(kind, false, address));
                }
                if (was || whom.sending().contains(kind)) {
                    stopped.add(mute(whom, kind));
                }
            }
        }
        stopped.add(entry.stream().ping());
        return Future.all(stopped).mapEmpty();
    }

    /** Stops one kind through the focus, which does it where the media are forwarded; whoever sends none needs no stop. */
    private Future<Void> mute(Occupant whom, SourceKind kind) {
        Element mute = Element.of("mute", Namespaces.JITMEET + "/" + Moderation.medium(kind))
                .with("jid", entry.address(whom.nick()))
                .withText("true");
        return entry.stream()
                .ask("set", Optional.of(entry.address("focus")), mute)
                .<Void>mapEmpty()
                .recover(failure -> whom.sending().contains(kind) || MeetException.of(failure) != MeetFault.REFUSED
                        ? Future.failedFuture(failure)
                        : Future.succeededFuture());
    }

    /** Has the focus come back into the room. */
    Future<Void> recall() {
        return Focus.make(dialer, entry.stream(), entry.room());
    }

    /** Throws somebody out; who is gone already needs no throwing. */
    Future<Void> kick(String nick) {
        Element item =
                Element.of("item", Namespaces.MUC_ADMIN).with("nick", nick).with("role", "none");
        return entry.stream()
                .ask(
                        "set",
                        Optional.of(entry.room()),
                        Element.of("query", Namespaces.MUC_ADMIN).with(item))
                .<Void>mapEmpty()
                .recover(failure ->
                        entry.occupants().containsKey(nick) && !MeetException.isRefusal(failure, "item-not-found")
                                ? Future.failedFuture(failure)
                                : Future.succeededFuture());
    }

    /** Ends the room for everybody, and the connection. */
    Future<Void> destroy() {
        return entry.stream()
                .ask(
                        "set",
                        Optional.of(entry.room()),
                        Element.of("query", Namespaces.MUC_OWNER).with(Element.of("destroy", Namespaces.MUC_OWNER)))
                .<Void>mapEmpty()
                .eventually(() -> {
                    entry.leave();
                    return Future.succeededFuture();
                });
    }

    /** Asks the conference focus for a room, again while it is not ready. */
    static final class Focus {
        private Focus() {}

        static Future<Void> make(XmppDialer dialer, XmppStream stream, String room) {
            Element conference = Element.of("conference", Namespaces.FOCUS)
                    .with("room", room)
                    .with("machine-uid", "anteroom");
            return stream.ask("set", Optional.of(dialer.options().focus()), conference)
                    .compose(answer -> {
                        boolean ready = answer.child("conference", Namespaces.FOCUS)
                                .flatMap(found -> found.attribute("ready"))
                                .filter("true"::equals)
                                .isPresent();
                        return ready
                                ? Future.succeededFuture()
                                : dialer.vertx()
                                        .timer(ASK_AGAIN_MS, TimeUnit.MILLISECONDS)
                                        .compose(ignored -> stream.isOver()
                                                ? Future.failedFuture(MeetException.of(MeetFault.CLOSED))
                                                : make(dialer, stream, room));
                    });
        }
    }
}
