package org.anteroom.engine.settings;

import io.vertx.core.json.JsonObject;

/**
 * Something that a program set, as its stream keeps it.
 *
 * @param type one of the constants here
 * @param data the event's fields
 */
record SettingsEvent(String type, JsonObject data) {
    static final String POLICY_SET = "policy-set";

    /** A kind of session has this policy: what it leaves out is as shipped. */
    static SettingsEvent policySet(String kind, JsonObject policy) {
        return new SettingsEvent(POLICY_SET, new JsonObject().put("kind", kind).put("policy", policy.copy()));
    }
}
