package org.anteroom.engine.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the people of one program are asked to accept, as it is worded now. Immutable.
 *
 * @param all in the order in which they were made
 */
public record Consents(List<Consent> all) {
    /** Of a program that made none. */
    public static final Consents NONE = new Consents(List.of());

    private static final Consent BUILT_IN = new Consent(
            ConsentId.BUILT_IN,
            1,
            new Text("Telehealth"),
            List.of(),
            Map.of("en", new Text("I agree to take part by video today. I can stop at any time.")));

    public Consents {
        all = List.copyOf(all);
    }

    /** What the program made for sessions of this kind. */
    public List<Consent> of(String kind) {
        return all.stream().filter(consent -> consent.kinds().contains(kind)).toList();
    }

    /** What a check-in of such a session has to accept: what the program made, else the built-in sentence. */
    public List<Consent> asked(String kind) {
        List<Consent> made = of(kind);
        return made.isEmpty() ? List.of(BUILT_IN) : made;
    }

    /** The consent of this id, where the program made it. */
    public Optional<Consent> find(ConsentId id) {
        return all.stream().filter(consent -> consent.id().equals(id)).findFirst();
    }

    @Override
    public String toString() {
        return "Consents[" + all.size() + "]";
    }
}
