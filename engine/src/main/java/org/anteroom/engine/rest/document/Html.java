package org.anteroom.engine.rest.document;

/** HTML being written. Every text and attribute is escaped; there is no way to write markup from outside of it. */
@CanIgnoreReturnValue
final class Html {
    private final StringBuilder out = new StringBuilder();

    /** Opens an element; attributes are names and values in turn. */
    Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    Html close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    Html text(String text) {
        escape(text);
        return this;
    }

    /** A whole element that holds a text. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Paragraphs, parted by empty lines. */
    Html prose(String text) {
        for (String paragraph : text.strip().split("\n\\s*\n", -1)) {
            element("p", paragraph);
        }
        return this;
    }

    /** Code of several lines that scrolls by itself. */
    Html code(String code) {
        return open("pre", "tabindex", "0").element("code", code).close("pre");
    }

    /** Markup of our own resources, as it is. */
    Html ours(String markup) {
        out.append(markup);
        return this;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
