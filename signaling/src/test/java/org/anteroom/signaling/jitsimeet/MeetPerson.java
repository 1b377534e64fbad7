package org.anteroom.signaling.jitsimeet;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.SourceKind;

/** Somebody with a browser, as far as the room sees: comes in by a pass, says what is sent, and leaves or is put out. */
public final class MeetPerson implements Entry.Listener {
    private final XmppDialer dialer;
    private final String nick;
    private Optional<Entry> entry = Optional.empty();
    private volatile boolean out;

    public MeetPerson(io.vertx.core.Vertx vertx, JitsiMeetOptions options, String nick) {
        dialer = new XmppDialer(vertx, options);
        this.nick = nick;
    }

    Future<Void> join(MucPass pass) {
        return join(pass.room(), Optional.of(pass.token()));
    }

    public Future<Void> join(String room, Optional<String> token) {
        String address = room + "@" + dialer.options().deployment().muc();
        return dialer.dial(room, token).compose(stream -> {
            Entry next = new Entry(stream, address, nick, this);
            return Moderator.Focus.make(dialer, stream, address)
                    .compose(ignored -> next.enter(Patience.SECONDS * 1_000))
                    .onSuccess(ignored -> {
                        entry = Optional.of(next);
                        out = false;
                    })
                    .onFailure(ignored -> stream.close())
                    .mapEmpty();
        });
    }

    /** Says in the room which kinds are sent now. */
    public void sends(SourceKind... kinds) {
        JsonObject sources = new JsonObject();
        for (SourceKind kind : SourceKind.values()) {
            boolean muted = !java.util.Arrays.asList(kinds).contains(kind);
            JsonObject source = new JsonObject().put("muted", muted);
            switch (kind) {
                case MICROPHONE -> sources.put(nick + "-a0", source);
                case CAMERA -> sources.put(nick + "-v0", source.put("videoType", "camera"));
                case SCREEN -> sources.put(nick + "-v1", source.put("videoType", "desktop"));
            }
        }
        presence(Element.of("SourceInfo", Namespaces.CLIENT).withText(sources.encode()));
    }

    /** Sends a presence with this in it. */
    void presence(Element what) {
        Entry in = entry.orElseThrow();
        in.stream()
                .send(Element.of("presence", Namespaces.CLIENT)
                        .with("to", in.address(nick))
                        .with(what));
    }

    Map<String, Occupant> sees() {
        return entry.map(Entry::occupants).orElse(Map.of());
    }

    Optional<Entry> entry() {
        return entry;
    }

    /** Whether the room was left against one's will. */
    public boolean isOut() {
        return out;
    }

    public void leave() {
        entry.ifPresent(Entry::leave);
        entry = Optional.empty();
    }

    @Override
    public void appeared(Occupant occupant) {}

    @Override
    public void left(Occupant occupant) {}

    @Override
    public void over() {
        out = true;
    }
}
