package org.anteroom.engine.checkin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anteroom.engine.checkin.CheckInsOfMonth.Asked;
import org.anteroom.engine.checkin.CheckInsOfMonth.Attempt;
import org.anteroom.engine.checkin.CheckInsOfMonth.Made;
import org.anteroom.engine.session.FormAnswers;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/**
 * Something that happened to a check-in without a session, as its stream keeps it.
 *
 * @param type {@code check-in-made} or {@code check-in-answered}
 */
record CheckInEvent(String type, JsonObject data) {
    static final String MADE = "check-in-made";
    static final String ANSWERED = "check-in-answered";

    static CheckInEvent made(CheckInId id, Asked asked, Instant at) {
        JsonObject data = new JsonObject()
                .put("checkIn", id.value())
                .put("at", at.toString())
                .put("ref", asked.ref().value())
                .put(
                        "forms",
                        new JsonArray(
                                asked.forms().stream().map(Words::word).sorted().toList()))
                .put("codeHash", asked.codeHash())
                .put("expiresAt", asked.made().expiresAt().toString());
        asked.made().request().ifPresent(request -> data.put("request", request));
        return new CheckInEvent(MADE, data);
    }

    static CheckInEvent answered(CheckInId id, Text ref, FormAnswers answers, Optional<Attempt> attempt, Instant at) {
        JsonObject forms = new JsonObject();
        answers.phq9().ifPresent(items -> forms.put("phq9", new JsonArray(items)));
        answers.gad7().ifPresent(items -> forms.put("gad7", new JsonArray(items)));
        JsonObject data = new JsonObject()
                .put("checkIn", id.value())
                .put("at", at.toString())
                .put("ref", ref.value())
                .put("forms", forms);
        attempt.ifPresent(one ->
                data.put("attempt", new JsonObject().put("key", one.key()).put("body", one.body())));
        return new CheckInEvent(ANSWERED, data);
    }

    CheckInId id() {
        return new CheckInId(data.getString("checkIn"));
    }

    Instant at() {
        return Instant.parse(data.getString("at"));
    }

    Text ref() {
        return new Text(data.getString("ref"));
    }

    Asked asked() {
        Set<FormName> forms = data.getJsonArray("forms").stream()
                .map(word -> Words.of(FormName.class, String.valueOf(word)).orElseThrow())
                .collect(Collectors.toUnmodifiableSet());
        Made made =
                new Made(Instant.parse(data.getString("expiresAt")), Optional.ofNullable(data.getString("request")));
        return new Asked(ref(), forms, data.getString("codeHash"), made);
    }

    FormAnswers answers() {
        JsonObject forms = data.getJsonObject("forms");
        return new FormAnswers(items(forms, "phq9"), items(forms, "gad7"));
    }

    private static Optional<List<Integer>> items(JsonObject forms, String name) {
        return Optional.ofNullable(forms.getJsonArray(name))
                .map(items -> items.stream().map(Integer.class::cast).toList());
    }

    Optional<Attempt> attempt() {
        return Optional.ofNullable(data.getJsonObject("attempt"))
                .map(one -> new Attempt(one.getString("key"), one.getString("body")));
    }

    @Override
    public String toString() {
        return "CheckInEvent[" + type + "]";
    }
}
