package org.anteroom.engine.webhook;

import org.anteroom.engine.session.Ids;

/** The id of a webhook. */
public record WebhookId(String value) {
    public static final String PREFIX = "whk_";

    public WebhookId {
        if (!Ids.isId(value, PREFIX)) {
            throw new IllegalArgumentException("Not an id that begins with " + PREFIX);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
