package org.anteroom.engine.settings;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.dose.DosePlan;
import org.anteroom.engine.session.Consent;
import org.anteroom.engine.session.ConsentId;
import org.anteroom.engine.session.Consents;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.SessionReader;

/**
 * What one program has set. Immutable.
 *
 * @param policies the policy by kind of session, where the program set one
 * @param dose what is planned for everybody
 * @param people what is planned for single people, as the program wrote it
 * @param consents what people are asked to accept
 * @param requests the digests of the requests that made consents
 */
public record Settings(
        Map<String, Policy> policies,
        DosePlan dose,
        Map<Text, JsonObject> people,
        Consents consents,
        Map<ConsentId, String> requests) {
    /** A program that has set nothing. */
    public static final Settings NONE = new Settings(Map.of(), DosePlan.NONE, Map.of(), Consents.NONE, Map.of());

    public Settings {
        policies = Map.copyOf(policies);
        people = Map.copyOf(people);
        requests = Map.copyOf(requests);
    }

    /** The dose that is planned for a person: their own, else the program's. */
    public DosePlan dose(Text ref) {
        return Optional.ofNullable(people.get(ref))
                .map(own -> DoseReader.person(new Fields(own.copy(), ""), dose))
                .orElse(dose);
    }

    /** Whether a dose is planned for anybody. */
    public boolean plansDoses() {
        return !people.isEmpty() || !dose.equals(DosePlan.NONE);
    }

    /** The policy of sessions of this kind that say nothing of their own: the program's, else the shipped one. */
    public Policy policy(String kind) {
        return Optional.ofNullable(policies.get(kind)).orElseGet(() -> SessionReader.shipped(kind));
    }

    /** These settings after one more event. */
    Settings after(SettingsEvent event) {
        return switch (event.type()) {
            case SettingsEvent.POLICY_SET -> policySet(event.data());
            case SettingsEvent.DOSE_SET -> new Settings(policies, plan(event.data()), people, consents, requests);
            case SettingsEvent.PERSON_DOSE_SET -> personSet(event.data());
            case SettingsEvent.CONSENT_SET -> consentSet(event.data());
            default -> throw new IllegalStateException("Event " + event.type() + " is of a newer release");
        };
    }

    private Settings policySet(JsonObject data) {
        String kind = data.getString("kind");
        Map<String, Policy> more = new LinkedHashMap<>(policies);
        Fields draft = new Fields(data.getJsonObject("policy"), "");
        more.put(kind, SessionReader.policy(draft, SessionReader.shipped(kind)));
        return new Settings(more, dose, people, consents, requests);
    }

    private static DosePlan plan(JsonObject data) {
        JsonObject plan = data.getJsonObject("plan");
        return plan.isEmpty() ? DosePlan.NONE : DoseReader.program(new Fields(plan, ""));
    }

    private Settings personSet(JsonObject data) {
        Map<Text, JsonObject> more = new LinkedHashMap<>(people);
        Text ref = new Text(data.getString("ref"));
        JsonObject plan = data.getJsonObject("plan");
        if (plan.isEmpty()) {
            more.remove(ref);
        } else {
            more.put(ref, plan);
        }
        return new Settings(policies, dose, more, consents, requests);
    }

    private Settings consentSet(JsonObject data) {
        ConsentId id = new ConsentId(data.getString("id"));
        Consent now = ConsentReader.read(id, data.getInteger("version"), new Fields(data.getJsonObject("consent"), ""));
        Map<ConsentId, Consent> all = new LinkedHashMap<>();
        consents.all().forEach(consent -> all.put(consent.id(), consent));
        all.put(id, now);
        Map<ConsentId, String> made = new LinkedHashMap<>(requests);
        made.putIfAbsent(id, data.getString("request"));
        return new Settings(policies, dose, people, new Consents(List.copyOf(all.values())), made);
    }

    @Override
    public String toString() {
        return "Settings";
    }
}
