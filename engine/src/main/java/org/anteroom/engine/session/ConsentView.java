package org.anteroom.engine.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How consents look: to whoever is asked for them, and as what a person accepted. */
public final class ConsentView {
    private ConsentView() {}

    /**
     * What people of a session are asked to accept that the program made, with its words for whoever is not inside and no
     * staff: nobody else is asked. Nothing where the built-in sentence is all.
     */
    public static Optional<List<Map<String, Object>>> asked(SessionState state, Seat seat, Consents consents) {
        List<Map<String, Object>> made = consents.of(state.plan().kind()).stream()
                .map(consent -> Obj.of("consent", consent.id().value())
                        .with("version", consent.version())
                        .with("name", consent.name().value())
                        .with("texts", isAsked(seat) ? Optional.of(words(consent.texts())) : Optional.empty())
                        .map())
                .toList();
        return Optional.of(made).filter(some -> !some.isEmpty());
    }

    /** Whether a page asks this seat to accept something. */
    public static boolean isAsked(Seat seat) {
        return !seat.isInside() && !seat.isStaff();
    }

    /** Words by language. */
    public static Map<String, Object> words(Map<String, Text> texts) {
        Map<String, Object> words = new TreeMap<>();
        texts.forEach((language, text) -> words.put(language, text.value()));
        return words;
    }

    /** What a person accepted; empty where it is not known. */
    static Optional<List<Map<String, Object>>> accepted(CheckIn checkIn) {
        List<Map<String, Object>> accepted = checkIn.consents().stream()
                .map(one -> Obj.of("consent", one.consent().value())
                        .with("version", one.version())
                        .with("language", one.language())
                        .with("acceptedAt", Words.time(one.acceptedAt()))
                        .with("withdrawnAt", one.withdrawnAt().map(Words::time))
                        .map())
                .toList();
        return Optional.of(accepted).filter(some -> !some.isEmpty());
    }
}
