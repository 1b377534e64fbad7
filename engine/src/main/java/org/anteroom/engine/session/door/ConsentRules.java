package org.anteroom.engine.session.door;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.anteroom.engine.session.AcceptedConsent;
import org.anteroom.engine.session.CheckIn;
import org.anteroom.engine.session.Consent;
import org.anteroom.engine.session.ConsentId;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SessionEvent.Cause;
import org.anteroom.engine.session.Turn;

/** The rules of consents: what a check-in has to accept, and what becomes of whoever takes it back. */
final class ConsentRules {
    private static final String POINTER = "/args/consents";

    private ConsentRules() {}

    /**
     * Why a check-in with these consents is not taken; empty where it is. The built-in sentence is accepted by the check-in
     * itself and need not be named.
     */
    static Optional<Decision> refusal(Turn turn, List<DoorCommands.Accept> given) {
        List<Consent> asked = asked(turn);
        Map<ConsentId, DoorCommands.Accept> byId = byId(given);
        Optional<Decision> missing = asked.stream()
                .filter(consent -> !consent.id().equals(ConsentId.BUILT_IN) && !byId.containsKey(consent.id()))
                .findFirst()
                .map(consent -> Turn.invalid(POINTER + ": Must have " + consent.id() + " in version "
                        + consent.version() + ", which was not accepted."));
        if (missing.isPresent()) {
            return missing;
        }
        Optional<Decision> untranslated = first(
                        given,
                        asked,
                        (accept, consent) -> accept.version() == consent.version()
                                && accept.language()
                                        .filter(word -> !consent.texts().containsKey(word))
                                        .isPresent())
                .map(at -> Turn.invalid(POINTER + "/" + at + "/language: Must be a language of its texts."));
        if (untranslated.isPresent()) {
            return untranslated;
        }
        for (int i = 0; i < given.size(); i++) {
            if (find(asked, given.get(i)).isEmpty()) {
                return Optional.of(
                        Turn.notFound(POINTER + "/" + i + "/consent: Nobody is asked for it in this session."));
            }
        }
        return first(given, asked, (accept, consent) -> accept.version() != consent.version())
                .map(at -> Turn.conflict(POINTER + "/" + at + "/version: Is not the version that is asked for now, "
                        + find(asked, given.get(at)).map(Consent::version).orElse(1) + "."));
    }

    /** What a check-in that is taken accepts. */
    static List<AcceptedConsent> accepted(Turn turn, List<DoorCommands.Accept> given) {
        Map<ConsentId, DoorCommands.Accept> byId = byId(given);
        return asked(turn).stream()
                .map(consent -> new AcceptedConsent(
                        consent.id(),
                        consent.version(),
                        Optional.ofNullable(byId.get(consent.id()))
                                .flatMap(DoorCommands.Accept::language)
                                .orElse(consent.language()),
                        turn.now(),
                        Optional.empty()))
                .toList();
    }

    static Decision withdraw(Turn turn, DoorCommands.WithdrawConsent command) {
        Seat self = turn.self();
        Optional<AcceptedConsent> accepted = self.checkIn().flatMap((CheckIn done) -> done.accepted(command.consent()));
        if (accepted.isEmpty()) {
            return Turn.notFound("You accepted no such consent in this session.");
        }
        if (!accepted.get().stands()) {
            return turn.accept();
        }
        turn.add(new DoorEvents.ConsentWithdrawn(self.id(), command.consent()));
        // Who no longer agrees to take part does not go on taking part while staff look for a moment to talk.
        if (self.isInside() && !self.isStaff()) {
            turn.move(turn.self(), Place.WAITING, Cause.CONSENT_WITHDRAWN);
        }
        return turn.accept();
    }

    private static List<Consent> asked(Turn turn) {
        return turn.consents().asked(turn.state().plan().kind());
    }

    private static Map<ConsentId, DoorCommands.Accept> byId(List<DoorCommands.Accept> given) {
        return given.stream().collect(Collectors.toMap(DoorCommands.Accept::consent, Function.identity()));
    }

    private static Optional<Consent> find(List<Consent> asked, DoorCommands.Accept accept) {
        return asked.stream()
                .filter(consent -> consent.id().equals(accept.consent()))
                .findFirst();
    }

    /** Where the first stands that is asked for and has this fault. */
    private static Optional<Integer> first(List<DoorCommands.Accept> given, List<Consent> asked, Fault fault) {
        for (int i = 0; i < given.size(); i++) {
            DoorCommands.Accept accept = given.get(i);
            if (find(asked, accept)
                    .filter(consent -> fault.has(accept, consent))
                    .isPresent()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** What may be wrong with a consent that is accepted. */
    @FunctionalInterface
    private interface Fault {
        boolean has(DoorCommands.Accept accept, Consent consent);
    }
}
