package org.anteroom.engine.export;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.anteroom.engine.session.Role;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.junit.jupiter.api.Test;

/** Attendance as FHIR R4: valid by HAPI's validator, and with the minutes of the ledger. */
class AttendanceFhirTest {
    private static final Set<ResultSeverityEnum> FAULTS = Set.of(ResultSeverityEnum.ERROR, ResultSeverityEnum.FATAL);

    private final Report report = new Group().report();

    private JsonObject bundle(boolean names) {
        return new JsonObject(AttendanceFhir.bundle(new AttendanceFhir(report, names).entries()));
    }

    private static Stream<JsonObject> resources(JsonObject bundle, String type) {
        return bundle.getJsonArray("entry").stream()
                .map(entry -> ((JsonObject) entry).getJsonObject("resource"))
                .filter(resource -> resource.getString("resourceType").equals(type));
    }

    private static List<String> faults(JsonObject bundle) {
        FhirContext context = FhirContext.forR4Cached();
        FhirInstanceValidator instance = new FhirInstanceValidator(new ValidationSupportChain(
                new DefaultProfileValidationSupport(context),
                new InMemoryTerminologyServerValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context)));
        instance.setAnyExtensionsAllowed(true);
        FhirValidator validator = context.newValidator().registerValidatorModule(instance);
        return validator.validateWithResult(bundle.encode()).getMessages().stream()
                .filter(message -> FAULTS.contains(message.getSeverity()))
                .map(message -> message.getLocationString() + ": " + message.getMessage())
                .toList();
    }

    @Test
    void bundle_isValidR4() {
        assertThat(faults(bundle(false))).isEmpty();
        assertThat(faults(bundle(true))).isEmpty();
        assertThat(faults(new JsonObject(AttendanceFhir.bundle(new AttendanceFhir(report, false).outcomes()))))
                .isEmpty();
    }

    /** The judge itself: what is no R4 is not let through. */
    @Test
    void validator_noticesWhatIsWrong() {
        JsonObject bundle = bundle(false);
        resources(bundle, "Encounter").forEach(encounter -> encounter.put("status", "over"));
        resources(bundle, "Provenance").forEach(provenance -> provenance.remove("agent"));
        assertThat(faults(bundle)).hasSizeGreaterThan(1);
    }

    @Test
    void persons_haveNamesOnlyWhereTheyAreWanted() {
        assertThat(bundle(false).encode()).doesNotContain("Ana Lopez", "Maya Chen", "The title", "Hill Road");
        assertThat(resources(bundle(true), "Patient")
                        .map(patient ->
                                patient.getJsonArray("name").getJsonObject(0).getString("text")))
                .contains("Ana Lopez");
    }

    @Test
    void eachPatientsEncounter_hasTheMinutesAndStaysOfTheLedger() {
        JsonObject bundle = bundle(false);
        Map<String, JsonObject> bySeat = new HashMap<>();
        resources(bundle, "Encounter")
                .filter(encounter -> encounter.containsKey("partOf"))
                .forEach(encounter -> bySeat.put(
                        encounter.getJsonArray("identifier").getJsonObject(0).getString("value"), encounter));
        assertThat(bySeat).hasSize(3);
        report.ledger().accounts().stream()
                .filter(account -> account.seat().role() == Role.PATIENT)
                .forEach(account -> {
                    JsonObject encounter = Objects.requireNonNull(
                            bySeat.get(account.seat().id().value()));
                    assertThat(encounter.getJsonObject("length").getLong("value"))
                            .isEqualTo(account.creditedMinutes());
                    assertThat(encounter.getJsonArray("extension", new JsonArray()))
                            .hasSameSizeAs(account.intervals());
                    assertThat(encounter.getString("status"))
                            .isEqualTo(account.intervals().isEmpty() ? "cancelled" : "finished");
                });
    }

    @Test
    void referencesWithinABundle_areOfItsEntries() {
        JsonObject bundle = bundle(false);
        List<String> addresses = bundle.getJsonArray("entry").stream()
                .map(entry -> ((JsonObject) entry).getString("fullUrl"))
                .toList();
        assertThat(addresses).doesNotHaveDuplicates();
        List<String> referred = new ArrayList<>();
        references(bundle, referred);
        assertThat(referred).isNotEmpty().isSubsetOf(addresses);
    }

    private static void references(Object node, List<String> found) {
        if (node instanceof JsonObject object) {
            object.forEach(field -> {
                if (field.getKey().equals("reference")) {
                    found.add(String.valueOf(field.getValue()));
                }
                references(field.getValue(), found);
            });
        } else if (node instanceof JsonArray array) {
            array.forEach(item -> references(item, found));
        }
    }

    @Test
    void forms_haveLoincAnswersAndTotals() {
        List<JsonObject> forms =
                resources(bundle(false), "QuestionnaireResponse").toList();
        assertThat(forms).hasSize(2);
        JsonArray phq9 = forms.get(0).getJsonArray("item");
        assertThat(phq9).hasSize(10);
        assertThat(phq9.getJsonObject(9).getString("linkId")).isEqualTo("44261-6");
        assertThat(answer(phq9.getJsonObject(9)).getInteger("valueInteger")).isEqualTo(6);
        assertThat(answer(phq9.getJsonObject(8)).getJsonObject("valueCoding").getString("code"))
                .isEqualTo("LA6568-5");
        JsonArray gad7 = forms.get(1).getJsonArray("item");
        assertThat(answer(gad7.getJsonObject(7)).getInteger("valueInteger")).isEqualTo(10);
        assertThat(answer(gad7.getJsonObject(0)).getJsonObject("valueCoding").getString("code"))
                .isEqualTo("LA6571-9");
    }

    private static JsonObject answer(JsonObject item) {
        return item.getJsonArray("answer").getJsonObject(0);
    }

    @Test
    void provenance_namesTheJournalsHead() {
        JsonObject provenance =
                resources(bundle(false), "Provenance").findFirst().orElseThrow();
        assertThat(provenance
                        .getJsonArray("entity")
                        .getJsonObject(0)
                        .getJsonObject("what")
                        .getJsonObject("identifier")
                        .getString("value"))
                .isEqualTo(Group.HEAD);
    }
}
