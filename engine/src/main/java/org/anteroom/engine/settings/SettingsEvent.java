package org.anteroom.engine.settings;

import io.vertx.core.json.JsonObject;
import org.anteroom.engine.session.ConsentId;
import org.anteroom.engine.session.Text;

/**
 * Something that a program set, as its stream keeps it.
 *
 * @param type one of the constants here
 * @param data the event's fields
 */
record SettingsEvent(String type, JsonObject data) {
    static final String POLICY_SET = "policy-set";
    static final String DOSE_SET = "dose-set";
    static final String PERSON_DOSE_SET = "person-dose-set";
    static final String CONSENT_SET = "consent-set";

    /**
     * A consent is worded so from now on.
     *
     * @param version 1 at first
     * @param request the digest of the request that made it, for idempotency; empty where it needs none
     */
    static SettingsEvent consentSet(ConsentId id, int version, String request, JsonObject draft) {
        return new SettingsEvent(
                CONSENT_SET,
                new JsonObject()
                        .put("id", id.value())
                        .put("version", version)
                        .put("request", request)
                        .put("consent", draft.copy()));
    }

    /** Everybody is to have this dose; an empty plan is none. */
    static SettingsEvent doseSet(JsonObject plan) {
        return new SettingsEvent(DOSE_SET, new JsonObject().put("plan", plan.copy()));
    }

    /** A person is to have this dose; an empty plan is the program's. */
    static SettingsEvent doseSet(Text ref, JsonObject plan) {
        return new SettingsEvent(
                PERSON_DOSE_SET, new JsonObject().put("ref", ref.value()).put("plan", plan.copy()));
    }

    /** A kind of session has this policy: what it leaves out is as shipped. */
    static SettingsEvent policySet(String kind, JsonObject policy) {
        return new SettingsEvent(POLICY_SET, new JsonObject().put("kind", kind).put("policy", policy.copy()));
    }
}
