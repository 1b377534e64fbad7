package org.anteroom.engine.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.FormAnswers;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Words;

/** The forms of a check-in as QuestionnaireResponses of FHIR R4, by the codes that LOINC has for PHQ-9 and GAD-7. */
final class FormsFhir {
    private static final String LOINC = "http://loinc.org";
    /** Not at all, several days, more than half the days, nearly every day. */
    private static final List<String> ANSWERS = List.of("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9");

    private static final Panel PHQ9 = new Panel(
            "44249-1",
            List.of("44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8"),
            "44261-6");
    private static final Panel GAD7 = new Panel(
            "69737-5", List.of("69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"), "70274-6");

    private FormsFhir() {}

    /**
     * A form of LOINC.
     *
     * @param code of the panel
     * @param items of each question, in order
     * @param total of the sum
     */
    private record Panel(String code, List<String> items, String total) {}

    /**
     * The forms that were answered.
     *
     * @param patient the address of who answered
     * @param encounter the address of that person's encounter, where it stands in the same bundle
     */
    static Stream<Map<String, Object>> responses(Outcome outcome, String patient, Optional<String> encounter) {
        FormAnswers said = outcome.answers();
        return Stream.of(
                        response(PHQ9, said.phq9(), said.phq9Score(), outcome, patient, encounter),
                        response(GAD7, said.gad7(), said.gad7Score(), outcome, patient, encounter))
                .flatMap(Optional::stream);
    }

    private static Optional<Map<String, Object>> response(
            Panel panel,
            Optional<List<Integer>> answers,
            Optional<FormAnswers.Score> score,
            Outcome outcome,
            String patient,
            Optional<String> encounter) {
        return answers.flatMap(given -> score.map(sum -> {
            String form = outcome.id() + '/' + panel.code();
            Map<String, Object> resource = Obj.of("resourceType", "QuestionnaireResponse")
                    .with("identifier", Fhir.identifier(Fhir.system("form"), form))
                    .with("questionnaire", LOINC + "/q/" + panel.code())
                    .with("status", "completed")
                    .with("subject", Fhir.reference(patient))
                    .with("encounter", encounter.map(Fhir::reference))
                    .with("authored", Words.time(outcome.completedAt()))
                    .with("source", Fhir.reference(patient))
                    .with("item", items(panel, given, sum))
                    .map();
            return Fhir.entry(Fhir.address(Fhir.system("form"), form), resource);
        }));
    }

    private static List<Map<String, Object>> items(Panel panel, List<Integer> answers, FormAnswers.Score sum) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            items.add(item(panel.items().get(i), "valueCoding", Fhir.coding(LOINC, ANSWERS.get(answers.get(i)))));
        }
        items.add(item(panel.total(), "valueInteger", sum.total()));
        return items;
    }

    private static Map<String, Object> item(String code, String kind, Object value) {
        return Obj.of("linkId", code)
                .with("answer", List.of(Obj.of(kind, value).map()))
                .map();
    }
}
