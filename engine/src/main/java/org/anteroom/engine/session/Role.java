package org.anteroom.engine.session;

import java.util.Optional;

/** What a person is in a session. Facilitator and cofacilitator are staff. */
public enum Role {
    FACILITATOR("facilitator"),
    COFACILITATOR("cofacilitator"),
    PATIENT("patient"),
    FAMILY("family"),
    INTERPRETER("interpreter"),
    OBSERVER("observer");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public boolean isStaff() {
        return this == FACILITATOR || this == COFACILITATOR;
    }

    /** What somebody of this role may send and write before anybody allowed or disallowed anything. */
    public Grants grants() {
        return this == OBSERVER ? new Grants(false, true, false) : Grants.ALL;
    }

    /** The role of this word. */
    public static Optional<Role> of(String word) {
        for (Role role : values()) {
            if (role.word.equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
