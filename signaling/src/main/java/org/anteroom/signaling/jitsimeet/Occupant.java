package org.anteroom.signaling.jitsimeet;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.anteroom.signaling.SourceKind;

/**
 * Somebody in a room, as a presence tells.
 *
 * @param nick the name in the room, chosen by whoever it is
 * @param identity the id in the token that it came in with, which only the deployment writes there
 * @param owner whether the room is its
 * @param moderator whether it may throw others out
 * @param sending the kinds that it says to send now
 */
record Occupant(String nick, Optional<String> identity, boolean owner, boolean moderator, Set<SourceKind> sending) {
    private static final String FOCUS_NICK = "focus";

    Occupant {
        sending = Set.copyOf(sending);
    }

    static Occupant of(String nick, Element presence) {
        Optional<Element> item =
                presence.child("x", Namespaces.MUC_USER).flatMap(user -> user.child("item", Namespaces.MUC_USER));
        Optional<String> identity = presence.child("identity")
                .flatMap(found -> found.child("user"))
                .flatMap(user -> user.child("id"))
                .map(Element::text);
        return new Occupant(
                nick,
                identity.filter(id -> !id.isEmpty()),
                item.flatMap(found -> found.attribute("affiliation"))
                        .filter("owner"::equals)
                        .isPresent(),
                item.flatMap(found -> found.attribute("role"))
                        .filter("moderator"::equals)
                        .isPresent(),
                presence.child("SourceInfo").map(info -> sending(info.text())).orElse(Set.of()));
    }

    private static Set<SourceKind> sending(String sources) {
        Set<SourceKind> kinds = EnumSet.noneOf(SourceKind.class);
        JsonObject all;
        try {
            all = new JsonObject(sources);
        } catch (DecodeException | ClassCastException e) {
            return kinds;
        }
        for (String name : all.fieldNames()) {
            // Without a word about it a source counts as muted, as it does for the focus.
            if (all.getValue(name) instanceof JsonObject source && Boolean.FALSE.equals(source.getValue("muted"))) {
                kinds.add(kind(name, source));
            }
        }
        return kinds;
    }

    private static SourceKind kind(String name, JsonObject source) {
        if (source.getValue("videoType") instanceof String type && type.startsWith("desktop")) {
            return SourceKind.SCREEN;
        }
        boolean audio = source.getValue("mediaType") instanceof String media
                ? media.equalsIgnoreCase("audio")
                : name.contains("-a");
        return audio ? SourceKind.MICROPHONE : SourceKind.CAMERA;
    }

    /** Whether it is the conference focus: nobody with a token is, whatever its nick. */
    boolean isFocus() {
        return nick.equals(FOCUS_NICK) && owner && identity.isEmpty();
    }

    /** Names and ids are not for logs. */
    @Override
    public String toString() {
        return "Occupant";
    }
}
