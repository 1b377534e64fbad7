package org.anteroom.engine.webhook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The webhooks of one program, in the order in which they were made. Immutable.
 *
 * @param removed those that were taken away, which never come back
 */
record Webhooks(Map<WebhookId, Webhook> all, Set<WebhookId> removed) {
    static final Webhooks NONE = new Webhooks(Map.of(), Set.of());

    Webhooks {
        all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
        removed = Collections.unmodifiableSet(new LinkedHashSet<>(removed));
    }
}
