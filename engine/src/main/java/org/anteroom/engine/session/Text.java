package org.anteroom.engine.session;

/** A text that may be personal: a name, a ref, a title, a message. Its {@code toString} prints its length alone. */
public record Text(String value) {
    @Override
    public String toString() {
        return "Text[" + value.length() + "]";
    }
}
